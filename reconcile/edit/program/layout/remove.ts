import type { Node } from "web-tree-sitter";
import { refuseAt } from "../source.ts";
import type { Replacement } from "../work.ts";
import { commaBehind, commentsBetween, endOfBlankRest, endOfComments, insideOf, isOnOwnLine, lineStart, type Container, type LaidOut } from "./container.ts";

/** Members that stand one behind the other. */
export interface Run {
  first: number;
  last: number;
}

/** Removes members with their commas: their whole lines, with the comments behind them, or what of a line is theirs. */
export function removeRun(at: Container, members: readonly Node[], run: Run): LaidOut {
  const [first, last] = [members[run.first]!, members[run.last]!];
  const isAll = run.first === 0 && run.last === members.length - 1;
  const lines = wholeLines(at, first, last);
  const isLeftWithComments = commentsBetween(at, at.container.startIndex, at.container.endIndex).some(({ startIndex }) => startIndex < first.startIndex || startIndex >= (lines?.end ?? last.endIndex));
  if (isAll && !isLeftWithComments) return { ...insideOf(at.container), text: "", how: "removed" };
  return { ...(lines ?? partOfLine(at, { first, last, previous: members[run.first - 1], next: members[run.last + 1] })), text: "", how: "removed" };
}

type Range = Pick<Replacement, "start" | "end">;

function wholeLines(at: Container, first: Node, last: Node): Range | undefined {
  const { text } = at.source;
  const end = endOfBlankRest(text, endOfComments(at, commaBehind(at, last)?.endIndex ?? last.endIndex));
  return isOnOwnLine(at.source, first) && end !== undefined ? { start: lineStart(text, first.startIndex), end } : undefined;
}

function partOfLine(at: Container, { first, last, previous, next }: { first: Node; last: Node; previous: Node | undefined; next: Node | undefined }): Range {
  const isBare = (from: number, to: number): boolean => commentsBetween(at, from, to).length === 0;
  if (previous && isBare(previous.endIndex, first.startIndex)) return { start: previous.endIndex, end: last.endIndex };
  if (next && !previous && isBare(last.endIndex, next.startIndex)) {
    const isOnLine = !at.source.text.slice(last.endIndex, next.startIndex).includes("\n");
    return { start: first.startIndex, end: isOnLine ? next.startIndex : commaBehind(at, last)!.endIndex };
  }
  return refuseAt({ source: at.source, node: first }, "comment", "A comment stands between what would be removed and what would stay.", "Remove it by hand.");
}
