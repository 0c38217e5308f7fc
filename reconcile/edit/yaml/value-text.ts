import { isMap, isScalar, isSeq } from "yaml";
import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import { scalarText, type ScalarStyle } from "./scalar-text.ts";
import { isFlow, pairOf, type YamlNode } from "./yaml-file.ts";

/** Where a value is to be written. */
export interface ValueStyle extends ScalarStyle {
  /** Blanks before a line of the value, where it is written over several. */
  indent: string;
  /** Something alike that is written there already. */
  like?: YamlNode | null | undefined;
}

/** Above it, a collection is written over several lines. */
const LONGEST_LINE = 100;

/** The value as it stands behind a dash or a bracket, LF between its lines; `undefined` where YAML cannot hold it. */
export function valueText(value: Json, style: ValueStyle): string | undefined {
  if (value === null) return "null";
  if (!isJsonObject(value) && !Array.isArray(value)) return scalarText(value, { ...style, type: scalarTypeOf(style.like) });
  return isInline(value, style) ? flowText(value, style) : blockText(value, style);
}

/** `key: value`, LF between its lines; `undefined` where YAML cannot hold it. */
export function memberText(key: string, value: Json, style: ValueStyle): string | undefined {
  const written = keyText(key, style);
  const isBelow = typeof value === "object" && value !== null && !isInline(value, style);
  const text = valueText(value, isBelow ? { ...style, indent: `${style.indent}  ` } : style);
  if (written === undefined || text === undefined) return undefined;
  return isBelow ? `${written}:\n${style.indent}  ${text}` : `${written}: ${text}`;
}

function keyText(key: string, { isFlow: inFlow, isJson }: ValueStyle): string | undefined {
  // A configuration key, as aws:region: plain outside of braces.
  return scalarText(key, { isFlow: inFlow, isJson, type: /^[\w-]+:[\w-]+$/.test(key) ? "PLAIN" : undefined });
}

function scalarTypeOf(like: YamlNode | null | undefined): string | null | undefined {
  return isScalar(like) && typeof like.value === "string" && (like.type === "QUOTE_SINGLE" || like.type === "QUOTE_DOUBLE") ? like.type : undefined;
}

/** Whether a collection stands in one line: where its like does, else where it is short. */
function isInline(value: Json[] | JsonObject, style: ValueStyle): boolean {
  if (style.isFlow || style.isJson || Object.keys(value).length === 0) return true;
  const isAlike = Array.isArray(value) ? isSeq(style.like) : isMap(style.like);
  if (isAlike) return isFlow(style.like!);
  return (flowText(value, style)?.length ?? 0) + style.indent.length <= LONGEST_LINE;
}

function flowText(value: Json[] | JsonObject, style: ValueStyle): string | undefined {
  const inside = { ...style, isFlow: true };
  if (Array.isArray(value)) {
    const items = value.map(item => valueText(item, { ...inside, like: firstElement(style.like) }));
    return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
  }
  const members = Object.entries(value).map(([key, item]) => memberText(key, item, { ...inside, like: pairOf(style.like, key)?.value }));
  if (members.includes(undefined)) return undefined;
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function blockText(value: Json[] | JsonObject, style: ValueStyle): string | undefined {
  const lines = Array.isArray(value)
    ? value.map(item => dashed(valueText(item, { ...style, indent: `${style.indent}  `, like: firstElement(style.like) })))
    : Object.entries(value).map(([key, item]) => memberText(key, item, { ...style, like: pairOf(style.like, key)?.value }));
  return lines.includes(undefined) ? undefined : lines.join(`\n${style.indent}`);
}

function dashed(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `- ${text}`;
}

function firstElement(like: YamlNode | null | undefined): YamlNode | undefined {
  return isSeq(like) ? (like.items[0] as YamlNode | undefined) : undefined;
}
