import type { Node } from "web-tree-sitter";
import { Refused, type RefusalCode } from "../../refusal.ts";
import type { SourcePosition } from "../edit-request.ts";

/** A parsed file. Node offsets count UTF-16 units of `text`, like the columns of V8. */
export interface Source {
  file: string;
  text: string;
  root: Node;
}

/** What ends a line for JavaScript, and so for the line numbers of a stack trace. */
const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

const WRAPPERS = ["parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"];

/** The text of a UTF-8 file; refused where the bytes would not survive the round trip. */
export function decodeSource(file: string, bytes: Uint8Array): string {
  try {
    // ignoreBOM keeps the byte order mark in the text, so that it is there when the text is written back.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("encoding", `${file} is not UTF-8.`, "Convert the file to UTF-8, or edit it by hand.", file);
  }
}

/** Offset of the first character of a 1-based line; `undefined` past the end. */
export function lineStart(text: string, line: number): number | undefined {
  if (line === 1) return 0;
  const end = [...text.matchAll(LINE_END)][line - 2];
  return end && end.index + end[0].length;
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return [...text.slice(0, offset).matchAll(LINE_END)].length + 1;
}

/** Offset of a position; with no column, of its line. */
export function offsetOf(text: string, { line, column = 1 }: SourcePosition): number | undefined {
  const start = lineStart(text, line);
  return start === undefined ? undefined : start + column - 1;
}

/** The position of an offset. */
export function positionOf(file: string, text: string, offset: number): Required<SourcePosition> {
  const line = lineOf(text, offset);
  return { file, line, column: offset - lineStart(text, line)! + 1 };
}

/** Leaves with a refusal that names the node's place. */
export function refuseAt({ source, node }: { source: Source; node: Node }, code: RefusalCode, message: string, hint: string): never {
  throw new Refused(code, message, hint, `${source.file}:${lineOf(source.text, node.startIndex)}`);
}

/** The expression inside parentheses and type assertions, which do not change a value. */
export function unwrap(node: Node): Node {
  return WRAPPERS.includes(node.type) ? unwrap(parts(node)[0]!) : node;
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
