import { formatPath, type PropertyPath } from "../../../model/property-path.ts";
import { editConfig } from "./edit-config.ts";
import { explain } from "./explain.ts";
import type { Place } from "./find-call.ts";
import { findEntry } from "./find-entry.ts";
import { refuseShared, refuseUncountable } from "./refuse-place.ts";
import { resolve, type Resolved } from "./resolve.ts";
import { rearrangeList, rearrangeObject } from "./rearrange.ts";
import { refuseUnlessAsBefore, rewriteValue } from "./rewrite-value.ts";
import { refuseAt } from "./source.ts";
import type { ListView, ObjectView } from "./view.ts";
import { addEdit, shown, type Work } from "./work.ts";

/** Finds the edits that make the place give the cloud's value. @throws {Refused} */
export async function rewrite(work: Work, place: Place): Promise<void> {
  const { path, oldValue, newValue } = work.request;
  const inputs = await inputsOf(work, place);
  if (inputs) return rewriteBelow(work, inputs, path);
  const [property, ...rest] = path;
  if (rest.length > 0 || oldValue !== undefined || newValue === undefined || typeof property !== "string") return refuseAbsent(work, { source: place.source, node: place.call.node }, rest);
  addEdit(work, place.source, work.language.firstInput(place.source, place.call, { property, value: newValue, isVerbatim: false }), "first argument");
}

/** What holds the resource's properties; `undefined` where the call gives none. */
export async function inputsOf(work: Work, { source, call, callers }: Place): Promise<Resolved | undefined> {
  const inputs = work.language.inputs(source, call);
  if (!inputs) return undefined;
  if ("entries" in inputs) return { source, node: inputs.node, callers, steps: [], view: inputs };
  const resolved = await resolve(work, { source, node: inputs, callers });
  return resolved.view.kind === "opaque" && resolved.view.code === "null" && resolved.steps.length === 0 ? undefined : resolved;
}

async function rewriteBelow(work: Work, container: Resolved, path: PropertyPath): Promise<void> {
  const { view, source } = container;
  const { oldValue, newValue } = work.request;
  if (view.kind === "config") return editConfig(work, { ...container, view: { ...view, below: [...view.below, ...path] } }, { old: oldValue, new: newValue });
  if (view.kind !== "object" && view.kind !== "list") return explain(work, container, view);
  if (container.shared) return refuseShared(work, container.shared, path[0]);
  const [part, ...rest] = path;
  if (view.kind === "object" && typeof part === "string") return rewriteEntry(work, { ...container, view }, [part, ...rest]);
  if (view.kind === "list" && typeof part === "number") return rewriteItem(work, { ...container, view }, [part, ...rest]);
  return refuseAt({ source, node: view.node }, "shape", `The program has ${view.kind === "list" ? "a list" : "an object"} where ${pathUntil(work, rest)} wants ${view.kind === "list" ? "an object" : "a list"}.`, "Edit the program by hand.");
}

async function rewriteEntry(work: Work, container: Resolved & { view: ObjectView }, [property, ...rest]: [string, ...PropertyPath]): Promise<void> {
  const { oldValue, newValue } = work.request;
  const { source, view } = container;
  const isAdding = rest.length === 0 && oldValue === undefined;
  const entry = findEntry(work, container, { property, shown: pathUntil(work, rest), isAdding, isVerbatim: false });
  if (!entry && isAdding && newValue !== undefined) return rearrangeObject(work, container, { removed: [], added: [{ property, value: newValue, isVerbatim: false }] });
  if (!entry) return refuseAbsent(work, { source, node: view.node }, rest);
  const value = { source, node: entry.value, callers: container.callers };
  if (rest.length > 0) return rewriteBelow(work, await resolve(work, value), rest);
  if (oldValue === undefined) return refuseAt({ source, node: entry.node }, "stale", `The program sets ${shown(work)} already.`, "Run the preview again.");
  if (newValue !== undefined) return rewriteValue(work, value, { old: oldValue, new: newValue, isVerbatim: false });
  await refuseUnlessAsBefore(work, value, { value: oldValue, isVerbatim: false });
  rearrangeObject(work, container, { removed: [entry], added: [] });
}

async function rewriteItem(work: Work, container: Resolved & { view: ListView }, [index, ...rest]: [number, ...PropertyPath]): Promise<void> {
  const { oldValue, newValue } = work.request;
  const { source, view, callers } = container;
  refuseUncountable(container);
  const node = view.items[index];
  const isAdding = rest.length === 0 && oldValue === undefined;
  if (isAdding && newValue !== undefined && index === view.items.length) return rearrangeList(work, container, { removed: [], added: [{ before: index, value: newValue, isVerbatim: false }] });
  if (!node) return refuseAt({ source, node: view.node }, "absent", `The program's list has only ${view.items.length} elements.`, "Add the element to the program by hand.");
  const item = { source, node, callers };
  if (rest.length > 0) return rewriteBelow(work, await resolve(work, item), rest);
  if (oldValue === undefined) return refuseAt({ source, node }, "stale", `The program sets ${shown(work)} already.`, "Run the preview again.");
  if (newValue !== undefined) return rewriteValue(work, item, { old: oldValue, new: newValue, isVerbatim: false });
  await refuseUnlessAsBefore(work, item, { value: oldValue, isVerbatim: false });
  rearrangeList(work, container, { removed: [index], added: [] });
}

function refuseAbsent(work: Work, { source, node }: Pick<Resolved, "source" | "node">, rest: PropertyPath): never {
  return refuseAt({ source, node }, "absent", `The program does not set ${pathUntil(work, rest)} here.`, "The provider or a transformation adds it: set it explicitly, or leave it to the cloud with ignoreChanges.");
}

/** The request's path without what is still to go. */
function pathUntil({ request }: Work, rest: PropertyPath): string {
  return formatPath(request.path.slice(0, request.path.length - rest.length));
}
