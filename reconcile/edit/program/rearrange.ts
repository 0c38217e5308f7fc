import { layOut } from "./layout/lay-out.ts";
import type { NewEntry, NewItem } from "./language.ts";
import type { Resolved } from "./resolve.ts";
import { parts } from "./source.ts";
import type { Entry, ListView, ObjectView } from "./view.ts";
import { addEdit, type Work } from "./work.ts";

/** Removes and adds entries of an object. What is added goes behind everything, or where the language wants it. */
export function rearrangeObject(work: Work, { source, view }: Resolved & { view: ObjectView }, { removed, added }: { removed: readonly Entry[]; added: readonly NewEntry[] }): void {
  const members = parts(view.node);
  const before = work.language.placeOf?.(view) ?? members.length;
  const change = {
    removed: removed.map(entry => members.findIndex(({ id }) => id === entry.node.id)),
    added: added.map(entry => ({ before, text: work.language.newEntry(source, view, entry) })),
  };
  for (const { how, ...replacement } of layOut(source, view.node, change, work.language.padding)) addEdit(work, source, replacement, `${how} key`);
}

/** Removes and adds elements of a list that has no spreads. `before`: old index before which a new one goes. */
export function rearrangeList(work: Work, { source, view }: Resolved & { view: ListView }, { removed, added }: { removed: readonly number[]; added: readonly (NewItem & { before: number })[] }): void {
  const change = { removed, added: added.map(item => ({ before: item.before, text: work.language.newItem(source, view, item) })) };
  for (const { how, ...replacement } of layOut(source, view.node, change, "")) addEdit(work, source, replacement, `${how} element`);
}
