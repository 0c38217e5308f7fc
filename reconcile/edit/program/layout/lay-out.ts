import type { Node } from "web-tree-sitter";
import { lineEndAt, parts, type Source } from "../source.ts";
import { indentOf, isOnOwnLine, type LaidOut } from "./container.ts";
import { insertBehind, insertFirst, insertInto } from "./insert.ts";
import { removeRun, type Run } from "./remove.ts";

/** What is to become of the members of a container, by their indexes. */
export interface Rearrangement {
  removed: readonly number[];
  /** Text of each new member; the index before which it goes, the number of members: behind the last. */
  added: readonly { before: number; text: string }[];
}

/**
 * The replacements that remove and add members of a bracketed list, in the way it is laid out: commas, indentation, line ends, one on each line or all on one.
 * Comments stay on their lines; those behind a removed member go with its line. @throws {Refused} `comment`
 */
export function layOut(source: Source, container: Node, { removed, added }: Rearrangement, padding: string): LaidOut[] {
  const at = { source, container };
  const members = parts(container);
  const gone = new Set(removed);
  const edits: LaidOut[] = [];
  for (const [before, group] of Map.groupBy(added, one => one.before)) {
    const texts = group.map(({ text }) => text);
    const replaced = [before, before - 1].find(index => gone.delete(index));
    if (members.length === 0) edits.push(insertInto(at, texts, padding));
    else if (replaced !== undefined) edits.push(replace(source, members[replaced]!, texts));
    else if (before === 0) edits.push(insertFirst(at, members[0]!, texts));
    else edits.push(...insertBehind(at, { behind: members[before - 1]!, next: members[before] }, texts));
  }
  for (const run of runsOf(gone)) edits.push(removeRun(at, members, run));
  return edits;
}

/** New members in the place of an old one: its comma and its comment stay. */
function replace(source: Source, member: Node, texts: readonly string[]): LaidOut {
  const separator = isOnOwnLine(source, member) ? `,${lineEndAt(source, member.startIndex)}${indentOf(source, member)}` : ", ";
  return { start: member.startIndex, end: member.endIndex, text: texts.join(separator), how: "replaced" };
}

function runsOf(indexes: Iterable<number>): Run[] {
  const runs: Run[] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
  return runs;
}
