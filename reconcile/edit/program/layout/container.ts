import type { Node } from "web-tree-sitter";
import type { Source } from "../source.ts";
import type { Replacement } from "../work.ts";

export type LaidOut = Replacement & { how: "added" | "removed" | "replaced" };

/** A bracketed list in its file. */
export interface Container {
  source: Source;
  container: Node;
}

/** What stands between the brackets. */
export function insideOf(container: Node): { start: number; end: number } {
  const { children } = container;
  return { start: children[0]!.endIndex, end: children.at(-1)!.startIndex };
}

/** Whether nothing stands before the node on its line. */
export function isOnOwnLine({ text }: Source, { startIndex }: Node): boolean {
  return isBlank(text.slice(lineStart(text, startIndex), startIndex));
}

/** What stands before the node on its line. */
export function indentOf({ text }: Source, { startIndex }: Node): string {
  return text.slice(lineStart(text, startIndex), startIndex);
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset behind the line's end; `undefined` where something else than white space follows on the line. */
export function endOfBlankRest(text: string, offset: number): number | undefined {
  const end = text.indexOf("\n", offset);
  return end >= 0 && isBlank(text.slice(offset, end)) ? end + 1 : undefined;
}

/** The comma behind a member, comments aside. */
export function commaBehind({ container }: Container, member: Node): Node | undefined {
  const next = container.children.find(child => child.startIndex >= member.endIndex && child.type !== "comment");
  return next?.type === "," ? next : undefined;
}

/** Comments of the container (not of its members) between two offsets. */
export function commentsBetween({ container }: Container, start: number, end: number): Node[] {
  return container.children.filter(child => child.type === "comment" && child.startIndex >= start && child.endIndex <= end);
}

/** Behind the comments that follow on the same line; `isInline`: those only behind which more may stand. */
export function endOfComments(at: Container, offset: number, isInline = false): number {
  const { text } = at.source;
  let end = offset;
  for (const comment of commentsBetween(at, offset, at.container.endIndex)) {
    const isNext = /^[^\S\n]*$/.test(text.slice(end, comment.startIndex));
    const commentEnd = comment.startIndex + comment.text.trimEnd().length;
    if (!isNext || (isInline && endOfBlankRest(text, commentEnd) !== undefined)) break;
    end = commentEnd;
  }
  return end;
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
