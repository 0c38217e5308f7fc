import type { Spot, Work } from "./work.ts";

/** How an expression was reached. */
export interface Trail extends Spot {
  /** Constants, arguments and members through which it was reached, outermost first: `constant size`. */
  steps: readonly string[];
  /** The first use on the way of something that is used elsewhere too: to edit behind it would change more than was asked. */
  shared?: SharedUse;
}

export interface SharedUse extends Spot {
  name: string;
}

/** Whether something else than this use reads the value, or may. */
export function isShared(work: Work, { source, node }: Spot, { uses, isExported = false }: { uses: readonly Spot["node"][]; isExported?: boolean }, member: string | undefined): boolean {
  return isExported || uses.some(use => use.id !== node.id && !(member !== undefined && readsOther(work, { source, node: use }, member)));
}

/** Whether a use reads nothing but another member. */
function readsOther({ language }: Work, { source, node }: Pick<Spot, "source" | "node">, member: string): boolean {
  const view = node.parent && language.view(source, node.parent);
  return view?.kind === "member" && view.object.id === node.id && view.member !== member;
}

/** The first shared use stays the one that counts. */
export function sharedAt(at: Trail, isSharedHere: boolean): Pick<Trail, "shared"> {
  if (at.shared || !isSharedHere) return at.shared ? { shared: at.shared } : {};
  return { shared: { source: at.source, node: at.node, callers: at.callers, name: dotted(at.node.text) } };
}


/** `a.b.c`, where it is nothing but names: what a refusal quotes may be no value. */
export function dotted(text: string): string {
  return /^[\w$]+(\??\.[\w$]+)*$/.test(text) ? text : "an expression";
}
