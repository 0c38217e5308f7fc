import type { Json } from "../../../model/json.ts";
import { byHand } from "../by-hand.ts";
import { isScalar } from "../scalar.ts";
import type { Change } from "./change.ts";
import { configure } from "./configure.ts";
import { refuseStale } from "./refuse-place.ts";
import type { Resolved } from "./resolve.ts";
import { refuseAt } from "./source.ts";
import type { EnumView, LiteralView, Scalar } from "./view.ts";
import { addEdit, shown, type Work } from "./work.ts";

/** Another value for a literal; where a constant that others use leads to it, the value is written at the use. @throws {Refused} */
export async function rewriteLiteral(work: Work, { source, view, shared, steps }: Resolved & { view: LiteralView }, change: Change): Promise<void> {
  if (view.value !== change.old) return refuseStale({ source, node: view.node });
  const value = scalarOf(work, { source, node: view.node }, change.new, typeof view.value);
  if (work.request.perStack) return configure(work, shared ?? { source, node: view.node }, { old: view.value, value });
  if (shared) return inline(work, shared, value);
  const text = work.language.rewriteLiteral(source, view.node, value);
  if (text === undefined) return refuseAt({ source, node: view.node }, "type", "The new value cannot be written as a literal.", byHand(work.request));
  addEdit(work, source, { start: view.node.startIndex, end: view.node.endIndex, text }, steps.at(-1) ?? "literal");
}

/** A member of an enum whose name is the old value gives way to a literal: which member has the new value, only the SDK knows. */
export function rewriteEnum(work: Work, { source, view, shared }: Resolved & { view: EnumView }, { old, new: wanted }: Change): void {
  const value = scalarOf(work, { source, node: view.node }, wanted, "string");
  if (typeof old !== "string" || flat(view.member) !== flat(old)) return refuseAt({ source, node: view.node }, "reference", `The value is the member ${view.member} of an enum, whose name is not the program's value.`, byHand(work.request));
  if (shared) return inline(work, shared, value);
  addEdit(work, source, { start: view.node.startIndex, end: view.node.endIndex, text: work.language.inlined(source, view.node, value) }, `enum member ${view.member}`);
}

function inline(work: Work, { source, node, name }: NonNullable<Resolved["shared"]>, value: Scalar): void {
  addEdit(work, source, { start: node.startIndex, end: node.endIndex, text: work.language.inlined(source, node, value) }, `use of ${name}`);
}

function scalarOf(work: Work, spot: Parameters<typeof refuseAt>[0], value: Json, type: string): Scalar {
  if (!isScalar(value)) return refuseAt(spot, "shape", `${shown(work)} would become an object, a list or null.`, byHand(work.request));
  if (typeof value !== type) return refuseAt(spot, "type", `${shown(work)} is a ${type} in the program and a ${typeof value} in the cloud.`, byHand(work.request));
  return value;
}

/** `PublicRead`, `public-read` and `PUBLIC_READ` are one name. */
function flat(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
