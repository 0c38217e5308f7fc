import { isAlias, isCollection, isMap, isScalar, parseDocument, type Document, type Pair, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Json } from "../../../model/json.ts";
import { Refused, type RefusalCode } from "../../refusal.ts";
import { decodeSource } from "../program/source.ts";

/** A parsed file of one YAML document. Offsets of its nodes count UTF-16 units of `text`. */
export interface YamlFile {
  file: string;
  text: string;
  lineEnd: "\n" | "\r\n";
  document: Document.Parsed;
  /** Strings have to stay in double quotes. */
  isJson: boolean;
}

export type YamlMap = YAMLMap.Parsed;
export type YamlList = YAMLSeq.Parsed;
export type YamlScalar = Scalar.Parsed;
export type YamlNode = ParsedNode;
export type YamlPair = Pair<ParsedNode, ParsedNode | null>;

/** What ends a line for some YAML parsers and not for others. */
const DOUBTFUL_LINE_END = /\r(?!\n)|[\u0085\u2028\u2029]/;

/** Parses a file. @throws {Refused} where it cannot be read, or where the engine's parser might read it in another way */
export function openYaml(file: string, bytes: Uint8Array): YamlFile {
  const text = decodeSource(file, bytes);
  if (DOUBTFUL_LINE_END.test(text)) throw new Refused("syntax", `${file} has line separators that not every YAML parser takes for one.`, "End its lines with LF or CRLF.", file);
  const document = parseDocument(text, { keepSourceTokens: true, logLevel: "error", prettyErrors: false });
  const [error] = document.errors;
  if (error?.code === "MULTIPLE_DOCS") throw new Refused("syntax", `${file} holds several YAML documents.`, "Edit it by hand.", file);
  if (error) throw new Refused("syntax", error.code === "DUPLICATE_KEY" ? "A key stands twice in the same map." : `${file} cannot be parsed as YAML.`, "Correct the file.", `${file}:${lineOf(text, error.pos[0])}`);
  if (document.directives?.yaml.explicit) throw new Refused("syntax", `${file} asks for a YAML version of its own.`, "Remove the %YAML directive, or edit the file by hand.", file);
  return { file, text, lineEnd: text.includes("\r\n") ? "\r\n" : "\n", document, isJson: file.endsWith(".json") };
}

/** Leaves with a refusal that names where the node stands. */
export function refuseNode({ file, text }: YamlFile, node: YamlNode | null | undefined, { code, message, hint }: { code: RefusalCode; message: string; hint: string }): never {
  throw new Refused(code, message, hint, node ? `${file}:${lineOf(text, node.range[0])}` : file);
}

/** The member of a map; `undefined` where there is none, or `map` is no map. */
export function pairOf(map: unknown, key: string): YamlPair | undefined {
  return isMap(map) ? (map as YamlMap).items.find(pair => keyOf(pair) === key) : undefined;
}

/** The key as text; `undefined` where it is no string. */
export function keyOf({ key }: YamlPair): string | undefined {
  return isScalar(key) && typeof key.value === "string" ? key.value : undefined;
}

/** What the parser reads at a node. */
export function valueOf({ document }: YamlFile, node: YamlNode | null): Json {
  return (node ? node.toJS(document) : null) as Json;
}

/** Whether a collection is written in braces or brackets. */
export function isFlow(node: YamlNode): boolean {
  return isCollection(node) && node.flow === true;
}

/** Where the last character of a node's own text ends: before the comment and the line end behind it. */
export function contentEnd(source: YamlFile, node: YamlNode): number {
  if (isAlias(node)) return node.range[1];
  if (isScalar(node)) return isBlockScalar(node as YamlScalar) ? trimmed(source.text, node.range[1]) : node.range[1];
  const last = node.items.at(-1);
  if (isFlow(node) || last === undefined) return node.range[1];
  return isMap(node) ? pairEnd(source, last as YamlPair) : Math.max(contentEnd(source, last as YamlNode), dashOf(node as YamlList, node.items.length - 1) + 1);
}

export function pairEnd(source: YamlFile, pair: YamlPair): number {
  const colon = colonOf(pair);
  return Math.max(pair.key.range[1], colon === undefined ? 0 : colon + 1, pair.value ? contentEnd(source, pair.value) : 0);
}

/** Offset of the colon between key and value. */
export function colonOf(pair: YamlPair): number | undefined {
  return pair.srcToken?.sep?.find(token => token.type === "map-value-ind")?.offset;
}

/** Offset of the dash of an element of a block list. */
export function dashOf(list: YamlList, index: number): number {
  const token = list.srcToken as { items?: { start: { type: string; offset: number }[] }[] } | undefined;
  const dash = token?.items?.[index]?.start.find(each => each.type === "seq-item-ind");
  if (!dash) throw new Error("an element of a block list has no dash");
  return dash.offset;
}

export function isBlockScalar(scalar: YamlScalar): boolean {
  return scalar.type === "BLOCK_LITERAL" || scalar.type === "BLOCK_FOLDED";
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Offset of the end of the line, before its line end. */
export function lineEndAt(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

/** Offset of the first character of the line. */
export function lineStartAt(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function trimmed(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(text[at - 1]!)) at--;
  return at;
}
