import type { ResourceReport, ScanReport, StackReport } from "../../model/scan-report.ts";
import type { DriftKind } from "../../model/verdict.ts";
import { count, KIND_WORDS } from "./words.ts";

/** What happened to a resource, without its name and its values: what an upgrade of a provider, or a script that ran everywhere, does to many alike. */
export interface DriftShape {
  type: string;
  kind: DriftKind;
  /** Sorted; every place of a list counts as the same, as `ingress[*].cidrBlocks`. */
  paths: string[];
}

/** Stacks in which the same happened to resources of one type. */
export interface AlikeDrift extends DriftShape {
  stacks: string[];
  resources: number;
}

/** Fewer are told well enough stack by stack. */
const LEAST_STACKS = 3;
const MOST_TOLD = 3;
const MOST_PATHS = 3;

/** One row for each thing that happened in several stacks, those in the most stacks first. */
export function alikeDrifts(stacks: readonly StackReport[]): AlikeDrift[] {
  const found = new Map<string, { shape: DriftShape; stacks: Set<string>; resources: number }>();
  for (const { stack, resources } of stacks) {
    for (const resource of resources) {
      if (resource.verdict !== "drifted") continue;
      const [key, shape] = shapeOf(resource);
      const entry = found.get(key) ?? { shape, stacks: new Set(), resources: 0 };
      found.set(key, entry);
      entry.stacks.add(stack);
      entry.resources += 1;
    }
  }
  const alike = [...found.values()].map(entry => ({ ...entry.shape, stacks: [...entry.stacks], resources: entry.resources }));
  return alike.filter(entry => entry.stacks.length >= LEAST_STACKS).sort((one, other) => other.stacks.length - one.stacks.length || other.resources - one.resources || (one.type < other.type ? -1 : 1));
}

/** Stacks that have drifted in the same ways and in no other, together; each stack stands in one group. */
export function alikeStacks(stacks: readonly StackReport[]): { stacks: StackReport[]; shapes: DriftShape[] }[] {
  const groups = new Map<string, { stacks: StackReport[]; shapes: DriftShape[] }>();
  for (const stack of stacks) {
    const shapes = new Map(stack.resources.filter(({ verdict }) => verdict === "drifted").map(shapeOf));
    const key = JSON.stringify([...shapes.keys()].sort());
    const group = groups.get(key) ?? { stacks: [], shapes: [...shapes.values()] };
    groups.set(key, group);
    group.stacks.push(stack);
  }
  return [...groups.values()].filter(({ stacks: members, shapes }) => shapes.length > 0 && members.length >= LEAST_STACKS);
}

/** A sentence for each of the widest ones: forty stacks that drift alike are one thing to look into. */
export function alikeSentences({ stacks }: ScanReport): string[] {
  return alikeDrifts(stacks).slice(0, MOST_TOLD).map(alike => `${count(alike.stacks.length, "stack")} drift alike, most likely for one reason: ${shapeWords(alike, "`")}, in ${count(alike.resources, "resource")}.`);
}

/** `tags.Owner of aws:s3/bucket:Bucket`. @param quote what stands around names */
export function shapeWords({ type, kind, paths }: DriftShape, quote = ""): string {
  const named = `${quote}${type}${quote}`;
  if (kind !== "changed" || paths.length === 0) return `${named} ${KIND_WORDS[kind]}`;
  const more = paths.length - MOST_PATHS;
  return `${paths.slice(0, MOST_PATHS).map(path => `${quote}${path}${quote}`).join(", ")}${more > 0 ? ` and ${more} more` : ""} of ${named}`;
}

function shapeOf({ type, kind = "changed", paths }: ResourceReport): [key: string, shape: DriftShape] {
  const places = kind === "changed" ? paths.filter(({ hiddenBy }) => hiddenBy === undefined).map(({ path }) => path.replace(/\[\d+\]/g, "[*]")) : [];
  const shape = { type, kind, paths: [...new Set(places)].sort() };
  return [JSON.stringify(shape), shape];
}
