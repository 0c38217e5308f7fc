import type { Node } from "web-tree-sitter";
import type { Scalar } from "../../scalar.ts";
import { decodeString, rewriteString } from "./string-literal.ts";

/** The value of a literal; `undefined` where the node is none, or one that is not read with certainty. */
export function readLiteral(node: Node): Scalar | undefined {
  if (node.type === "true" || node.type === "false") return node.type === "true";
  if (node.type === "number" || node.type === "unary_expression") return readNumber(node.text);
  if (node.type === "string" || node.type === "template_string") return decodeString(node.text);
  return undefined;
}

/** The text of the same literal with another value of the same type, in its own style; `undefined` where that cannot be written. */
export function rewriteLiteral(text: string, value: Scalar, lineEnd: "\n" | "\r\n"): string | undefined {
  const written = typeof value === "string" ? rewriteString(text, value, lineEnd) : typeof value === "number" ? writeNumber(text, value) : String(value);
  if (written === undefined) return undefined;
  const readBack = typeof value === "string" ? decodeString(written) : typeof value === "number" ? readNumber(written) : written === "true";
  return readBack === value ? written : undefined;
}

const DECIMAL = /^-?\s*(0|[1-9](_?\d)*)?(\.\d(_?\d)*|\.)?([eE][+-]?\d(_?\d)*)?$/;
const RADIX = /^-?\s*0([xX][\da-fA-F](_?[\da-fA-F])*|[oO][0-7](_?[0-7])*|[bB][01](_?[01])*)$/;

function readNumber(text: string): number | undefined {
  if (!RADIX.test(text) && !(DECIMAL.test(text) && /\d/.test(text))) return undefined;
  const isNegative = text.startsWith("-");
  const value = Number(text.replace(/^-\s*/, "").replaceAll("_", ""));
  return Number.isNaN(value) ? undefined : isNegative ? -value : value;
}

/** A file mode stays octal and a mask hexadecimal; everything else is written the shortest way. */
function writeNumber(text: string, value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const prefix = /^0[xXoObB]/.exec(text)?.[0];
  if (!prefix || !Number.isSafeInteger(value) || value < 0) return String(value);
  const digits = value.toString({ x: 16, o: 8, b: 2 }[prefix[1]!.toLowerCase()]);
  return prefix + (/[A-F]/.test(text.slice(2)) ? digits.toUpperCase() : digits);
}
