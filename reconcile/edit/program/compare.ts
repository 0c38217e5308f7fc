import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../../model/json.ts";
import { resolve } from "./resolve.ts";
import type { Entry, ListView, ObjectView } from "./view.ts";
import type { Spot, Work } from "./work.ts";

/** What the source says beside what the program is to give: all of it, something else, or what only running it could tell. */
export type Verdict = "same" | "differs" | "unknown";

export interface Expected {
  value: Json;
  /** Keys that are the same here may be missing in the source: the provider fills them in. */
  before: Json | undefined;
  /** Inside a document: keys are as they are. */
  isVerbatim: boolean;
}

/** Compares an expression with a value, as far as it is made of literals. */
export async function compare(work: Work, spot: Spot, expected: Expected): Promise<Verdict> {
  const { value } = expected;
  const resolved = await resolve(work, spot);
  const { view } = resolved;
  if (view.kind === "literal") return view.value === value ? "same" : "differs";
  if (view.kind === "object") return isJsonObject(value) ? compareObject(work, { ...resolved, view }, { ...expected, value }) : "differs";
  if (view.kind === "list") return Array.isArray(value) ? compareList(work, { ...resolved, view }, { ...expected, value }) : "differs";
  if (view.kind === "document") return compareDocument(work, { ...resolved, node: view.content }, expected);
  if (view.kind === "opaque" && view.code === "null") return value === null ? "same" : "differs";
  return "unknown";
}

async function compareObject(work: Work, { view, ...spot }: Spot & { view: ObjectView }, expected: Expected & { value: JsonObject }): Promise<Verdict> {
  const { value, before, isVerbatim } = expected;
  const verdicts: Verdict[] = [];
  const named = new Set<Entry>();
  for (const key of Object.keys(value)) {
    const entries = entriesOf(work, view, key, isVerbatim);
    for (const entry of entries) named.add(entry);
    const beforeHere = isJsonObject(before) && Object.hasOwn(before, key) ? before[key] : undefined;
    const [entry] = entries;
    if (!entry) verdicts.push(view.spreads.length > 0 ? "unknown" : jsonEqual(beforeHere, value[key]) ? "same" : "differs");
    else if (entries.length > 1 || !entry.value || isOverridden(view, entry)) verdicts.push("unknown");
    else verdicts.push(await compare(work, { ...spot, node: entry.value }, { value: value[key]!, before: beforeHere, isVerbatim }));
  }
  for (const entry of view.entries.filter(one => !named.has(one))) verdicts.push(entry.key === undefined || !entry.value ? "unknown" : await compareUnset(work, { ...spot, node: entry.value }));
  return worst(verdicts);
}

/** An entry that the value does not have: it must set nothing. */
async function compareUnset(work: Work, spot: Spot): Promise<Verdict> {
  const { view } = await resolve(work, spot);
  if (view.kind !== "opaque") return "differs";
  return view.code === "null" ? "same" : "unknown";
}

async function compareList(work: Work, { view, ...spot }: Spot & { view: ListView }, { value, before, isVerbatim }: Expected & { value: Json[] }): Promise<Verdict> {
  if (view.spreads.length > 0) return "unknown";
  if (view.items.length !== value.length) return "differs";
  const verdicts: Verdict[] = [];
  for (const [index, item] of view.items.entries()) {
    const beforeHere = Array.isArray(before) ? (before.find(one => jsonEqual(one, value[index])) ?? (before.length === value.length ? before[index] : undefined)) : undefined;
    verdicts.push(await compare(work, { ...spot, node: item }, { value: value[index]!, before: beforeHere, isVerbatim }));
  }
  return worst(verdicts);
}

async function compareDocument(work: Work, spot: Spot, { value, before }: Expected): Promise<Verdict> {
  const parsed = typeof value === "string" ? parseDocument(value) : undefined;
  if (parsed === undefined) return "differs";
  return compare(work, spot, { value: parsed, before: typeof before === "string" ? parseDocument(before) : undefined, isVerbatim: true });
}

/** The entries that are the property of that name: more than one where the program sets it twice. */
export function entriesOf({ language }: Work, view: ObjectView, property: string, isVerbatim: boolean): Entry[] {
  return view.entries.filter(entry => entry.key !== undefined && (isVerbatim ? entry.key === property : language.isProperty(view, entry, property)));
}

/** Whether a later spread may set the entry's key again. */
export function isOverridden({ spreads }: ObjectView, { node }: Entry): boolean {
  return spreads.some(spread => spread.startIndex > node.startIndex);
}

/** A JSON text's value; `undefined` where it is none. */
export function parseDocument(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes("differs") ? "differs" : verdicts.includes("unknown") ? "unknown" : "same";
}
