import type { Node } from "web-tree-sitter";
import { Refused, type RefusalCode } from "../../refusal.ts";
import type { SourcePosition } from "../edit-request.ts";

/** A parsed file. Node offsets count UTF-16 units of `text`, like the columns of V8. */
export interface Source {
  file: string;
  text: string;
  root: Node;
  /** Offsets of the lines, as the language counts them. */
  lineStarts: readonly number[];
}

/** The text of a UTF-8 file; refused where the bytes would not survive the round trip. */
export function decodeSource(file: string, bytes: Uint8Array): string {
  try {
    // ignoreBOM keeps the byte order mark in the text, so that it is there when the text is written back.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("encoding", `${file} is not UTF-8.`, "Convert the file to UTF-8, or edit it by hand.", file);
  }
}

/** Where the lines of a text begin; the first at 0. */
export function lineStartsOf(text: string, lineEnd: RegExp): number[] {
  return [0, ...[...text.matchAll(lineEnd)].map(end => end.index + end[0].length)];
}

/** 1-based line of an offset. */
export function lineOf({ lineStarts }: Pick<Source, "lineStarts">, offset: number): number {
  let [low, high] = [0, lineStarts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** The part of the text at which a position points: one offset, or with no column its line; `undefined` past the end. */
export function rangeOf({ text, lineStarts }: Pick<Source, "text" | "lineStarts">, { line, column }: SourcePosition): { start: number; end: number } | undefined {
  const start = lineStarts[line - 1];
  if (start === undefined) return undefined;
  if (column !== undefined) return { start: start + column - 1, end: start + column };
  return { start, end: lineStarts[line] ?? text.length + 1 };
}

/** Leaves with a refusal that names the node's place. */
export function refuseAt({ source, node }: { source: Source; node: Node }, code: RefusalCode, message: string, hint: string): never {
  throw new Refused(code, message, hint, placeOf(source, node));
}

/** `<file>:<line>` of a node. */
export function placeOf(source: Source, node: Node): string {
  return `${source.file}:${lineOf(source, node.startIndex)}`;
}

/** What ends the lines around an offset. */
export function lineEndAt({ text }: Pick<Source, "text">, offset: number): "\n" | "\r\n" {
  const next = text.indexOf("\n", offset);
  const end = next >= 0 ? next : text.lastIndexOf("\n");
  return text[end - 1] === "\r" ? "\r\n" : "\n";
}

/** Named children without comments. */
export function parts(node: Node): Node[] {
  return node.namedChildren.filter(child => child.type !== "comment");
}

/** The nearest node around `node` (or itself) of one of the types. */
export function enclosing(node: Node, types: readonly string[]): Node | undefined {
  for (let at: Node | null = node; at; at = at.parent) if (types.includes(at.type)) return at;
  return undefined;
}

/** Whether one node is (inside) the other, of one tree. */
export function isWithin(inner: Node, outer: Node): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
}
