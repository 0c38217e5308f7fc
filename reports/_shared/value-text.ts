import { sortKeys, type Json } from "../../model/json.ts";
import { visible } from "./visible.ts";

export const ABSENT_TEXT = "(not set)";
const SLACK = 40;

/** A value on one line: JSON with sorted keys, or `(not set)`. Quotes stay, because `"1"` is not `1`. */
export function valueText(value: Json | undefined): string {
  return value === undefined ? ABSENT_TEXT : visible(JSON.stringify(sortKeys(value)));
}

/** Two texts, each cut to about `limit` characters around the first place where they differ; what is left out is counted. */
export function excerptPair(a: string, b: string, limit: number): [string, string] {
  if (a.length <= limit && b.length <= limit) return [a, b];
  const start = Math.max(0, firstDifference(a, b) - Math.floor(limit / 3));
  return [excerpt(a, start, limit), excerpt(b, start, limit)];
}

function firstDifference(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return i;
  return shorter;
}

function excerpt(text: string, start: number, limit: number): string {
  if (text.length <= limit) return text;
  // A remainder shorter than the words about it is shown instead.
  const from = start < SLACK ? 0 : wholeCharacter(text, Math.min(start, text.length - limit));
  const to = text.length - from - limit < SLACK ? text.length : wholeCharacter(text, from + limit);
  return `${from > 0 ? leftOut(from) : ""}${text.slice(from, to)}${to < text.length ? leftOut(text.length - to) : ""}`;
}

function leftOut(characters: number): string {
  return `[… ${characters.toLocaleString("en-US")} characters …]`;
}

/** `at`, or one less where it would cut an emoji in half. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** The text cut to about `limit` characters; what is left out is counted. */
export function clip(text: string, limit: number): string {
  return excerpt(text, 0, limit);
}
