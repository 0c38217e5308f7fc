import type { Scalar } from "../program/view.ts";

/** How a scalar is to be written: like another one, and where. */
export interface ScalarStyle {
  /** Of the scalar it stands for, as the `yaml` package says it. */
  type?: string | null | undefined;
  /** Inside braces or brackets. */
  isFlow: boolean;
  isJson: boolean;
}

/** Characters that not every parser reads raw inside quotes, or at all. */
 
const NOT_RAW = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/;
/** A surrogate without its partner: no text that UTF-8 could hold. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The scalar as YAML text that every parser reads as this value; `undefined` where YAML cannot hold it. */
export function scalarText(value: Scalar, style: ScalarStyle): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? numberText(value) : undefined;
  if (typeof value === "boolean") return String(value);
  if (LONE_SURROGATE.test(value)) return undefined;
  if (style.isJson) return doubleQuoted(value);
  if (style.type === "QUOTE_SINGLE" && !NOT_RAW.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (style.type === "QUOTE_DOUBLE" || !isPlain(value, style)) return doubleQuoted(value);
  return value;
}

/** Whether every parser reads the text as it is, line ends apart. */
export function isPrintable(text: string): boolean {
  return !LONE_SURROGATE.test(text) && !NOT_RAW.test(text.replaceAll("\n", ""));
}

const PLAIN = /^[A-Za-z_/][\w./@+-]*( [\w./@+-]+)*$/;
/** With colons, as in an ARN or an address; where a plain scalar stood already, and not in braces. */
const PLAIN_WITH_COLONS = /^[A-Za-z_/][\w./@+-]*([ :][\w./@+-]+|:+(?=[\w./@+:-]))*$/;
/** What a Pulumi program reads by its name; a brace is plain behind another character, and outside of braces. */
const READ = /^\$\{\w+\}$/;
/** Starts like a number and is none, in any version of YAML. */
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;
/** Words that some version of YAML reads as another type. */
const RESERVED = /^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** Whether every parser reads the bare text as this string. */
function isPlain(text: string, { type, isFlow }: ScalarStyle): boolean {
  if (RESERVED.test(text)) return false;
  if (PLAIN.test(text)) return true;
  return type === "PLAIN" && (ADDRESS.test(text) || (!isFlow && (PLAIN_WITH_COLONS.test(text) || READ.test(text))));
}

/** YAML 1.1 takes an exponent only behind a point: `1.0e+21`. */
function numberText(value: number): string {
  return String(value).replace(/^(-?\d+)e/, "$1.0e");
}

/** What JSON escapes YAML escapes in the same way; and what a parser would not take raw. */
function doubleQuoted(text: string): string {
  // Surrogates stand in pairs here, and stay as the character that they are.
  return JSON.stringify(text).replace(/[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
