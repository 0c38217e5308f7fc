import type { Node } from "web-tree-sitter";
import { lineEndAt, refuseAt } from "../source.ts";
import { commaBehind, commentsBetween, endOfComments, indentOf, insideOf, isOnOwnLine, type Container, type LaidOut } from "./container.ts";

/** Fills an empty container, on one line. */
export function insertInto({ source, container }: Container, texts: readonly string[], padding: string): LaidOut {
  const [comment] = commentsBetween({ source, container }, container.startIndex, container.endIndex);
  if (comment) return refuseAt({ source, node: comment }, "comment", "There is nothing but a comment where something would be added.", "Edit the program by hand.");
  return { ...insideOf(container), text: padding + texts.join(", ") + padding, how: "added" };
}

/** Adds before the first member; a comment above that stays above it. */
export function insertFirst(at: Container, first: Node, texts: readonly string[]): LaidOut {
  const { source } = at;
  if (!isOnOwnLine(source, first)) return { start: first.startIndex, end: first.startIndex, text: texts.map(text => `${text}, `).join(""), how: "added" };
  const start = endOfComments(at, insideOf(at.container).start);
  return { start, end: start, text: texts.map(text => `${newLine(at, first)}${text},`).join(""), how: "added" };
}

/** Adds behind a member, before the next one where there is one. A comment behind the member stays on its line. */
export function insertBehind(at: Container, { behind, next }: { behind: Node; next: Node | undefined }, texts: readonly string[]): LaidOut[] {
  const comma = commaBehind(at, behind);
  const model = next ?? behind;
  if (!isOnOwnLine(at.source, model)) return [insertOnLine(at, behind, comma, texts)];
  const start = endOfComments(at, comma?.endIndex ?? behind.endIndex);
  const text = texts.map(one => newLine(at, model) + one).join(",") + (comma ? "," : "");
  if (comma || start === behind.endIndex) return [{ start, end: start, text: comma ? text : `,${text}`, how: "added" }];
  return [{ start: behind.endIndex, end: behind.endIndex, text: ",", how: "added" }, { start, end: start, text, how: "added" }];
}

function insertOnLine(at: Container, behind: Node, comma: Node | undefined, texts: readonly string[]): LaidOut {
  const start = comma?.endIndex ?? endOfComments(at, behind.endIndex, true);
  return { start, end: start, text: texts.map(text => (comma ? ` ${text},` : `, ${text}`)).join(""), how: "added" };
}

function newLine({ source }: Container, model: Node): string {
  return lineEndAt(source, model.startIndex) + indentOf(source, model);
}
