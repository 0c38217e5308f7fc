import type { EstateSnapshot, StackFacts } from "../model/estate-snapshot.ts";
import { stackName, type StackState, type StateResource } from "../model/stack.ts";
import { compareText } from "./compare-text.ts";

/** Finds what resources use: CIDR blocks, physical names, and what rules of other stacks have to know besides. */
export type FactsOf = (resources: readonly StateResource[]) => Pick<StackFacts, "blocks" | "names" | "resources">;

/** A stack, as `<project>/<stack>`, or a whole backend, whose state could not be read. */
export interface MissingState {
  stack: string;
  reason: string;
}

/** What one stack uses; far smaller than its state, which need not be kept. */
export function stackFacts({ ref, resources }: StackState, factsOf: FactsOf, now: Date): StackFacts {
  return { stack: stackName(ref), backend: ref.backend, takenAt: now.toISOString(), ...factsOf(resources.filter(isOwn)) };
}

/**
 * What the estate uses, as the policy packs read it. Pure: the same facts give the same snapshot, in the same order.
 * Every stack of `failures` is named under `missing`, so that nobody takes what it uses for free.
 */
export function takeSnapshot(facts: readonly StackFacts[], failures: readonly MissingState[], now: Date): EstateSnapshot {
  return {
    schema: "trueup/estate/v1",
    takenAt: now.toISOString(),
    stacks: [...new Set(facts.map(({ stack }) => stack))].sort(),
    missing: [...failures].sort((a, b) => compareText(a.stack, b.stack)),
    blocks: inOrder(facts.flatMap(({ stack, blocks }) => blocks.map(block => ({ stack, ...block }))), block => [block.stack, block.urn, block.path, block.cidr]),
    names: inOrder(facts.flatMap(({ stack, names }) => names.map(name => ({ stack, ...name }))), name => [name.stack, name.urn, name.name]),
    resources: inOrder(facts.flatMap(({ stack, resources }) => resources.map(resource => ({ stack, ...resource }))), resource => [resource.stack, resource.urn, resource.id ?? ""]),
  };
}

/** A resource read with `.get()` belongs to somebody else, whose stack tells what it uses. */
function isOwn(resource: StateResource): boolean {
  return resource.custom && !resource.external;
}

/** Sorted by its key, and each key once: a resource that is being replaced stands in the state twice. */
function inOrder<T>(items: readonly T[], keyOf: (item: T) => string[]): T[] {
  const byKey = new Map(items.map(item => [keyOf(item).join("\0"), item]));
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}
