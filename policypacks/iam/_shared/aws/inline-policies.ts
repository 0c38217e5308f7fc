import type { IndexDefinition, Neighbours } from "../../../_kit/neighbours";
import type { Subject } from "../../../_kit/resource";
import { documentsOf } from "../documents";
import { sizeOf } from "./document-size";
import { INLINE_OWNERS } from "./size-quotas";

/** What one resource adds to the inline policies of an identity. */
export interface InlinePart {
  urn: string;
  characters: number;
}

/** Of each identity of the stacks that are judged: what its inline policies are made of, in the order in which they came. */
export const inlinePolicies: IndexDefinition<Map<string, InlinePart[]>> = {
  types: Object.keys(INLINE_OWNERS),
  start: () => new Map(),
  add(index, subject, neighbours) {
    if (subject.isForeign) return;
    const owner = inlineOwner(subject, neighbours);
    const characters = documentsOf(subject).filter(({ kind }) => kind === "identity").map(({ value }) => sizeOf(value).characters).reduce((total, one) => total + one, 0);
    if (owner !== undefined && characters > 0) index.set(owner, [...(index.get(owner) ?? []), { urn: subject.urn, characters }]);
  },
};

/** The identity that a resource's inline policies belong to: its URN, or its name where no stack has it. @throws {Undecided} */
export function inlineOwner(subject: Subject, neighbours: Neighbours): string | undefined {
  const { property, types } = INLINE_OWNERS[subject.type] ?? {};
  if (!types) return undefined;
  if (property === undefined) return subject.urn;
  const owner = neighbours.referenceOf(subject, property, types);
  return owner && ("urn" in owner ? owner.urn : `${subject.stack} ${owner.outside}`);
}
