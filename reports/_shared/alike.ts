import type { ScanReport, StackReport } from "../../model/scan-report.ts";
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
  const drifts = stacks.flatMap(stack => shapesOf(stack).map(shape => ({ shape, stack: stack.stack })));
  const groups = [...Map.groupBy(drifts, ({ shape }) => JSON.stringify(shape)).values()];
  const alike = groups.map(group => ({ ...group[0]!.shape, stacks: [...new Set(group.map(({ stack }) => stack))], resources: group.length }));
  return alike.filter(entry => entry.stacks.length >= LEAST_STACKS).sort((one, other) => other.stacks.length - one.stacks.length || other.resources - one.resources || (one.type < other.type ? -1 : 1));
}

/** Stacks that have drifted in the same ways and in no other, together; each stack stands in one group. */
export function alikeStacks(stacks: readonly StackReport[]): { stacks: StackReport[]; shapes: DriftShape[] }[] {
  const drifted = stacks.map(stack => ({ stack, shapes: new Map(shapesOf(stack).map(shape => [JSON.stringify(shape), shape])) })).filter(({ shapes }) => shapes.size > 0);
  const groups = [...Map.groupBy(drifted, ({ shapes }) => JSON.stringify([...shapes.keys()].sort())).values()];
  return groups.filter(group => group.length >= LEAST_STACKS).map(group => ({ stacks: group.map(({ stack }) => stack), shapes: [...group[0]!.shapes.values()] }));
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

/** One for each resource that has drifted. */
function shapesOf({ resources }: StackReport): DriftShape[] {
  return resources.filter(({ verdict }) => verdict === "drifted").map(({ type, kind = "changed", paths }) => {
    const places = kind === "changed" ? paths.filter(({ hiddenBy }) => hiddenBy === undefined).map(({ path }) => path.replace(/\[\d+\]/g, "[*]")) : [];
    return { type, kind, paths: [...new Set(places)].sort() };
  });
}
