import { findCaller } from "./find-caller.ts";
import { importedConstant } from "./imported-constant.ts";
import type { Binding } from "./language.ts";
import { dotted, isShared, sharedAt, type Trail } from "./shared.ts";
import type { MemberView, NameView, OpaqueView, View } from "./view.ts";
import type { Spot, Work } from "./work.ts";

/** What an expression comes to, and where the text of that stands. */
export interface Resolved extends Trail {
  view: View;
}

const MOST_STEPS = 30;

/** Follows constants, members of constant objects, imports of the project and parameters to the expression that gives the value. Never refuses: what is not certain is an opaque view. */
export function resolve(work: Work, spot: Spot): Promise<Resolved> {
  return follow(work, { ...spot, steps: [] });
}

/** `member`: what is read of the expression's value, where not all of it is. */
async function follow(work: Work, at: Trail, member?: string): Promise<Resolved> {
  const view = work.language.view(at.source, at.node);
  if (at.steps.length > MOST_STEPS) return opaque(at, { code: "computed", message: "The value is passed on too often to be followed.", hint: "Edit the program by hand." });
  if (view.kind === "name") return followName(work, at, view, member);
  if (view.kind === "member") return followMember(work, at, view, member);
  return { ...at, node: view.node, view };
}

async function followName(work: Work, at: Trail, view: NameView, member: string | undefined): Promise<Resolved> {
  const binding = work.language.bindingOf(at.source, view.node);
  const kind = binding.kind === "parameter" ? "argument" : "constant";
  const here = { ...at, node: view.node, steps: [...at.steps, `${kind} ${view.name}`] };
  if (binding.kind === "uncertain") return opaque(here, binding);
  if (binding.kind === "imported") return followImport(work, here, binding, member);
  if (binding.kind === "parameter") return followParameter(work, here, binding, member);
  return follow(work, { ...here, node: binding.value, ...sharedAt(here, isShared(work, here, binding, member)) }, member);
}

async function followImport(work: Work, at: Trail, binding: Binding & { kind: "imported" }, member: string | undefined): Promise<Resolved> {
  const constant = await importedConstant(work, at, binding, member);
  return constant ? follow(work, constant, member) : opaque(at, { code: "imported", message: `${at.node.text} is imported from another file.`, hint: "Edit it in the module that it comes from." });
}

async function followParameter(work: Work, at: Trail, binding: Binding & { kind: "parameter" }, member: string | undefined): Promise<Resolved> {
  const { parameter } = binding;
  const [first = member] = parameter.below;
  const shownName = member === undefined ? parameter.name : `${parameter.name}.${member}`;
  const hint = "Change the argument where the function or component is called.";
  const caller = await findCaller(work, at, parameter);
  if (!caller) return opaque(at, { code: "parameter", message: `${shownName} is a parameter of the enclosing function or component.`, hint });
  if (isShared(work, at, binding, member)) return opaque(at, { code: "shared", message: `${shownName}, a parameter of the enclosing function or component, is used in other places too.`, hint });
  let resolved = await follow(work, { ...at, ...caller }, first);
  for (const [depth, name] of parameter.below.entries()) resolved = await intoMember(work, resolved, { ...at, member: name }, parameter.below[depth + 1] ?? member);
  return resolved;
}

async function followMember(work: Work, at: Trail, view: MemberView, member: string | undefined): Promise<Resolved> {
  const object = await follow(work, { ...at, node: view.object }, view.member);
  return intoMember(work, object, { ...at, node: view.node, member: view.member }, member);
}

/** The value of a member of an object; `read`: the expression that reads it. */
async function intoMember(work: Work, object: Resolved, read: Trail & { member: string }, member: string | undefined): Promise<Resolved> {
  const at: Trail = { ...object, ...sharedAt(read, object.shared !== undefined) };
  if (object.view.kind === "config") return { ...at, view: { ...object.view, below: [...object.view.below, read.member] } };
  if (object.view.kind === "object") {
    const value = onlyEntry(object.view, read.member);
    if (value) return follow(work, { ...at, node: value, steps: [...object.steps, `${object.steps.at(-1)?.startsWith("argument") ? "argument" : "member"} ${read.member}`] }, member);
  }
  const isKnown = object.view.kind === "opaque" && !["computed", "unknown", "null"].includes(object.view.code);
  if (isKnown) return { ...at, view: object.view };
  return opaque(read, { code: "reference", message: `The value is read from ${dotted(read.node.text)}.`, hint: "Adopt it where that value comes from, or write the cloud's value here." });
}

/** The value of a key, where nothing else of the object may set it. */
function onlyEntry({ entries, spreads }: View & { kind: "object" }, key: string): Spot["node"] | undefined {
  const hits = entries.filter(entry => entry.key === key);
  const isCertain = hits.length === 1 && spreads.length === 0 && entries.every(entry => entry.key !== undefined);
  return isCertain ? hits[0]!.value : undefined;
}

function opaque(at: Trail, { code, message, hint }: Pick<OpaqueView, "code" | "message" | "hint">): Resolved {
  return { ...at, view: { kind: "opaque", code, message, hint, node: at.node } };
}
