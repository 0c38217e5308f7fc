import { entriesOf, isOverridden } from "./compare.ts";
import type { Resolved } from "./resolve.ts";
import { refuseAt } from "./source.ts";
import type { Entry, ObjectView } from "./view.ts";
import type { Work } from "./work.ts";

/** An entry whose value stands in the text. */
export type ValuedEntry = Entry & { value: NonNullable<Entry["value"]> };

export interface Wanted {
  property: string;
  /** How messages call it. */
  shown: string;
  /** The program is not to have it yet; a spread then does not bring it either. */
  isAdding: boolean;
  isVerbatim: boolean;
}

/** The entry that gives a property its value; `undefined` where there is none. Refuses wherever another expression might have the last word. */
export function findEntry(work: Work, { source, view }: Resolved & { view: ObjectView }, { property, shown, isAdding, isVerbatim }: Wanted): ValuedEntry | undefined {
  const unclear = view.entries.find(({ key }) => key === undefined);
  if (unclear) return refuseAt({ source, node: unclear.node }, "computed-key", `A computed key may set ${shown}.`, "Edit the program by hand.");
  const [hit, ...others] = entriesOf(work, view, property, isVerbatim);
  const [spread] = view.spreads;
  if (others.length > 0) return refuseAt({ source, node: view.node }, "ambiguous", `${shown} is set more than once.`, "Keep one of them.");
  if (!hit && spread && !isAdding) return refuseAt({ source, node: spread }, "spread", `${shown} comes from a spread.`, `Set ${property} explicitly after the spread, or edit the object that is spread.`);
  if (!hit) return undefined;
  if (isOverridden(view, hit)) return refuseAt({ source, node: hit.node }, "spread", `A later spread may override ${shown}.`, `Move ${property} behind the spread.`);
  return hasValue(hit) ? hit : refuseAt({ source, node: hit.node }, "computed", `${shown} is a method or an accessor.`, "Edit the program by hand.");
}

function hasValue(entry: Entry): entry is ValuedEntry {
  return entry.value !== undefined;
}
