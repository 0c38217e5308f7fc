import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../../model/json.ts";
import { matchLists } from "../match-lists.ts";
import type { Change } from "./change.ts";
import { compare, parseDocument } from "./compare.ts";
import { refuseConfigured } from "./configure.ts";
import { editConfig } from "./edit-config.ts";
import { explain } from "./explain.ts";
import { findEntry, type ValuedEntry } from "./find-entry.ts";
import type { NewEntry } from "./language.ts";
import { rearrangeList, rearrangeObject } from "./rearrange.ts";
import { refuseShared, refuseStale, refuseUncountable } from "./refuse-place.ts";
import { resolve, type Resolved } from "./resolve.ts";
import { rewriteEnum, rewriteLiteral } from "./rewrite-scalar.ts";
import { refuseAt } from "./source.ts";
import type { DocumentView, ListView, ObjectView } from "./view.ts";
import { shown, type Spot, type Work } from "./work.ts";

/** Makes an expression that gives the old value give the new one. Values that are the same are left alone. @throws {Refused} */
export async function rewriteValue(work: Work, spot: Spot, change: Change): Promise<void> {
  if (jsonEqual(change.old, change.new)) return;
  const resolved = await resolve(work, spot);
  const { view, source } = resolved;
  if (view.kind === "config") return editConfig(work, { ...resolved, view }, change);
  if (view.kind === "literal") return rewriteLiteral(work, { ...resolved, view }, change);
  if (work.request.perStack && view.kind !== "opaque") return refuseConfigured(work, { source, node: view.node });
  if (view.kind === "enum") return rewriteEnum(work, { ...resolved, view }, change);
  if (view.kind === "opaque") return explain(work, resolved, view);
  if (resolved.shared) return refuseShared(work, resolved.shared);
  if (view.kind === "document") return rewriteDocument(work, { ...resolved, view }, change);
  const { old, new: wanted } = change;
  if (view.kind === "object" && isJsonObject(old) && isJsonObject(wanted)) return rewriteObject(work, { ...resolved, view }, { ...change, old, new: wanted });
  if (view.kind === "list" && Array.isArray(old) && Array.isArray(wanted)) return rewriteList(work, { ...resolved, view }, { ...change, old, new: wanted });
  return refuseAt({ source, node: view.node }, "shape", `${shown(work)} would become a value of another shape.`, "Edit the program by hand.");
}

async function rewriteDocument(work: Work, { view, ...resolved }: Resolved & { view: DocumentView }, change: Change): Promise<void> {
  const [old, wanted] = [change.old, change.new].map(text => (typeof text === "string" ? parseDocument(text) : undefined));
  if (old === undefined || wanted === undefined) return refuseAt({ ...resolved, node: view.node }, "shape", `${shown(work)} is not the document that the program makes.`, "Edit the program by hand.");
  if (jsonEqual(old, wanted)) return refuseAt({ ...resolved, node: view.node }, "no-edit", "Both documents say the same, in other words.", "Nothing to do.");
  return rewriteValue(work, { ...resolved, node: view.content }, { old, new: wanted, isVerbatim: true });
}

async function rewriteObject(work: Work, container: Resolved & { view: ObjectView }, { old, new: wanted, isVerbatim }: Change<JsonObject>): Promise<void> {
  const { source, view, callers } = container;
  const removed: ValuedEntry[] = [];
  const added: NewEntry[] = [];
  for (const property of new Set([...Object.keys(old), ...Object.keys(wanted)])) {
    const [before, after] = [own(old, property), own(wanted, property)];
    if (jsonEqual(before, after)) continue;
    const entry = findEntry(work, container, { property, shown: `${property} in ${shown(work)}`, isAdding: before === undefined, isVerbatim });
    const value = entry && { source, node: entry.value, callers };
    if (!value && before === undefined) added.push({ property, value: after!, isVerbatim });
    else if (!value) return refuseAt({ source, node: view.node }, "absent", `The program does not set ${property} in ${shown(work)} here.`, "The provider or a transformation adds it: set it explicitly, or leave it to the cloud with ignoreChanges.");
    else if (before === undefined) return refuseAt({ source, node: entry.node }, "stale", `The program sets ${property} in ${shown(work)} already.`, "Run the preview again.");
    else if (after !== undefined) await rewriteValue(work, value, { old: before, new: after, isVerbatim });
    else {
      await refuseUnlessAsBefore(work, value, { value: before, isVerbatim });
      removed.push(entry);
    }
  }
  rearrangeObject(work, container, { removed, added });
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

async function rewriteList(work: Work, container: Resolved & { view: ListView }, { old, new: wanted, isVerbatim }: Change<Json[]>): Promise<void> {
  const { source, view, callers } = container;
  refuseUncountable(container);
  if (view.items.length !== old.length) return refuseStale(container);
  const { pairs, deletions, insertions } = matchLists(old, wanted);
  const changed = pairs.filter(pair => !jsonEqual(old[pair.old], wanted[pair.new]));
  if (changed.length + deletions.length + insertions.length === 0) return refuseAt({ source, node: view.node }, "order", `Only the order of the elements of ${shown(work)} differs.`, "Reorder them by hand, or ignore it: the provider treats the list as a set.");
  await refuseUnlessInOrder(work, container, { old, isVerbatim, touched: [...changed.map(pair => pair.old), ...deletions] });
  for (const pair of changed) await rewriteValue(work, { source, node: view.items[pair.old]!, callers }, { old: old[pair.old]!, new: wanted[pair.new]!, isVerbatim });
  for (const index of deletions) await refuseUnlessAsBefore(work, { source, node: view.items[index]!, callers }, { value: old[index]!, isVerbatim });
  rearrangeList(work, container, { removed: deletions, added: insertions.map(({ new: index, before }) => ({ before, value: wanted[index]!, isVerbatim })) });
}

/** The source's elements have to be those that the program gave, in their order; one that is touched has to be told from the others by what is written of it. */
async function refuseUnlessInOrder(work: Work, { source, view, callers }: Resolved & { view: ListView }, { old, isVerbatim, touched }: { old: readonly Json[]; isVerbatim: boolean; touched: readonly number[] }): Promise<void> {
  for (const [index, node] of view.items.entries()) {
    const against = (value: Json) => compare(work, { source, node, callers }, { value, before: value, isVerbatim });
    const verdict = await against(old[index]!);
    if (verdict === "differs") return refuseStale({ source, node });
    const isPartlyWritten = verdict === "unknown" && touched.includes(index) && ["object", "list"].includes((await resolve(work, { source, node, callers })).view.kind);
    if (!isPartlyWritten) continue;
    const others = await Promise.all(old.filter((_, other) => other !== index).map(against));
    if (others.some(other => other !== "differs")) return refuseAt({ source, node }, "ambiguous", `What is written of this element of ${shown(work)} is written of another one too.`, "Edit the program by hand.");
  }
}

/** What is removed has to be what was asked about. Of an object or a list some may be computed, but not all of it. */
export async function refuseUnlessAsBefore(work: Work, spot: Spot, { value, isVerbatim }: { value: Json; isVerbatim: boolean }): Promise<void> {
  const verdict = await compare(work, spot, { value, before: value, isVerbatim });
  if (verdict === "differs") return refuseStale(spot);
  const resolved = await resolve(work, spot);
  if (verdict === "unknown" && !["object", "list", "document"].includes(resolved.view.kind)) return explain(work, resolved, resolved.view);
}
