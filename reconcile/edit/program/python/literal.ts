import type { Node } from "web-tree-sitter";
import type { Scalar } from "../../scalar.ts";
import { lineEndAt, parts, type Source } from "../source.ts";
import { decodeString, rewriteString, spellString, type SpellingOptions } from "./string-literal.ts";

/** What a literal means; `undefined` where the node is none, or one that cannot be read for certain. */
export function readLiteral(source: Source, node: Node): Scalar | undefined {
  if (node.type === "string" || node.type === "concatenated_string") return readString(source, node);
  if (node.type === "true" || node.type === "false") return node.type === "true";
  return readNumber(node);
}

/** The literal with another value, in its own notation where it keeps its type; `undefined` where it cannot be written. */
export function rewriteLiteral(source: Source, node: Node, value: Scalar): string | undefined {
  if (typeof value === "string" && node.type === "string") return rewriteString(node.text, value, spellingOf(source, node));
  if (typeof value === "string" && node.type === "concatenated_string") return rewriteOnePart(source, node, value) ?? rewriteAsOne(source, node, value);
  return spellScalar(source, node, value, isFraction(node));
}

/** A value as a new literal, in the quotes that the text around `near` is written in; `undefined` where Python has none for it. */
export function spellScalar(source: Source, near: Node, value: Scalar, asFraction = false): string | undefined {
  if (typeof value === "string") return spellString(value, quoteNear(near), spellingOf(source, near));
  if (typeof value === "boolean") return value ? "True" : "False";
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return undefined;
  return asFraction && Number.isInteger(value) ? `${value}.0` : String(value);
}

/** The quote in which most strings of a node are written, else of what is around it. */
function quoteNear(near: Node): string {
  for (let at: Node | null = near; at; at = at.parent) {
    const quotes = at.descendantsOfType("string_start").map(start => start.text.at(-1));
    if (quotes.length > 0) return quotes.filter(quote => quote === '"').length * 2 >= quotes.length ? '"' : "'";
  }
  return '"';
}

function readString(source: Source, node: Node): string | undefined {
  const literals = node.type === "string" ? [node] : parts(node);
  if (!isUtf8(source) && literals.some(({ text }) => /\P{ASCII}/u.test(text))) return undefined;
  const texts = literals.map(literal => (literal.type === "string" ? decodeString(literal.text) : undefined));
  return texts.includes(undefined) ? undefined : texts.join("");
}

/** Of `"a" "b"` the one literal in which the values differ; `undefined` where several do. */
function rewriteOnePart(source: Source, node: Node, value: string): string | undefined {
  const literals = parts(node);
  const texts = literals.map(({ text }) => decodeString(text) ?? "");
  for (const [index, literal] of literals.entries()) {
    const [before, after] = [texts.slice(0, index).join(""), texts.slice(index + 1).join("")];
    if (value.length < before.length + after.length || !value.startsWith(before) || !value.endsWith(after)) continue;
    const middle = value.slice(before.length, value.length - after.length);
    const text = rewriteString(literal.text, middle, spellingOf(source, literal));
    const at = literal.startIndex - node.startIndex;
    return text === undefined ? undefined : node.text.slice(0, at) + text + node.text.slice(at + literal.text.length);
  }
  return undefined;
}

/** One literal in place of several, where no comment would be lost. */
function rewriteAsOne(source: Source, node: Node, value: string): string | undefined {
  const [first] = parts(node);
  return first && node.descendantsOfType("comment").length === 0 ? rewriteString(first.text, value, spellingOf(source, first)) : undefined;
}

const DIGITS = /^(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0+|[1-9]\d*|(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][+-]?\d+)?)$/;

function readNumber(node: Node): number | undefined {
  const isNegative = node.type === "unary_operator" && node.child(0)?.type === "-";
  const digits = isNegative ? parts(node)[0]! : node;
  if (digits.type !== "integer" && digits.type !== "float") return undefined;
  const text = digits.text.replaceAll("_", "");
  if (!DIGITS.test(text)) return undefined;
  const value = isNegative ? -Number(text) : Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : value;
}

function isFraction(node: Node): boolean {
  return node.type === "float" || (node.type === "unary_operator" && parts(node)[0]?.type === "float");
}

function spellingOf(source: Source, node: Node): SpellingOptions {
  return { lineEnd: lineEndAt(source, node.startIndex), isAsciiOnly: !isUtf8(source) };
}

/** By the declaration in the first two lines: https://docs.python.org/3/reference/lexical_analysis.html#encoding-declarations */
function isUtf8({ text, lineStarts }: Source): boolean {
  const head = text.slice(0, lineStarts[2] ?? text.length);
  const declared = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/m.exec(head)?.[1];
  return declared === undefined || /^utf[-_]?8/i.test(declared);
}
