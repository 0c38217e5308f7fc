import type { Node } from "web-tree-sitter";
import type { Scalar } from "../view.ts";
import { decodeString, rewriteString } from "./string-literal.ts";

/** The value of a literal; `undefined` where the node is none, or one that is not read with certainty. */
export function readLiteral(node: Node): Scalar | undefined {
  if (node.type === "true" || node.type === "false") return node.type === "true";
  if (node.type === "interpreted_string_literal" || node.type === "raw_string_literal") return decodeString(node.text);
  return readNumber(node.text);
}

/**
 * The text of a literal with another value of the same type, in its own notation. A whole number stays one and a fraction stays one, since a Go variable takes its type from it.
 * `undefined` where it cannot be written, and for another type: what holds the literal would not compile.
 */
export function rewriteLiteral(text: string, value: Scalar, lineEnd: string): string | undefined {
  if (text === "true" || text === "false") return typeof value === "boolean" ? String(value) : undefined;
  if (/^["`]/.test(text)) return typeof value === "string" ? rewriteString(text, value, lineEnd) : undefined;
  if (typeof value !== "number" || readNumber(text) === undefined) return undefined;
  const written = isFraction(text) ? writeFraction(value) : writeInteger(text, value);
  return written !== undefined && Object.is(readNumber(written), value + 0) ? written : undefined;
}

const INTEGER = /^-?\s*(?:0|[1-9](?:_?\d)*|0[xX](?:_?[\da-fA-F])+|0[oO]?(?:_?[0-7])+|0[bB](?:_?[01])+)$/;
const FRACTION = /^-?\s*(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\d(?:_?\d)*(?=[eE])|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/;

/** https://go.dev/ref/spec#Integer_literals; hexadecimal fractions are not read, and integers only as far as a double holds them. */
function readNumber(text: string): number | undefined {
  const isInteger = INTEGER.test(text);
  if (!isInteger && !FRACTION.test(text)) return undefined;
  const digits = text.replace(/^-\s*/, "").replaceAll("_", "");
  const value = Number(isInteger ? digits.replace(/^0o?(?=[0-7])/i, "0o") : digits);
  if (!Number.isFinite(value) || (isInteger && !Number.isSafeInteger(value))) return undefined;
  // Go has no negative zero among its constants.
  return text.startsWith("-") ? 0 - value : value;
}

function isFraction(text: string): boolean {
  return FRACTION.test(text) && !INTEGER.test(text);
}

function writeFraction(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  return Number.isInteger(value) && !String(value).includes("e") ? `${value + 0}.0` : String(value);
}

/** A file mode stays octal and a mask hexadecimal. */
function writeInteger(text: string, value: number): string | undefined {
  if (!Number.isSafeInteger(value)) return undefined;
  const prefix = /^0(?:[xXbBoO]|(?=[0-7]))/.exec(text)?.[0];
  if (!prefix || value < 0) return String(value + 0);
  const digits = value.toString(prefix === "0" ? 8 : { x: 16, o: 8, b: 2 }[prefix[1]!.toLowerCase()]);
  return prefix + (/[A-F]/.test(text.slice(2)) ? digits.toUpperCase() : digits);
}
