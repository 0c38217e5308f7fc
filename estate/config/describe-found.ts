import type { z } from "zod";
import { isJsonObject } from "../../model/json.ts";
import type { PropertyPath } from "../../model/property-path.ts";

const KINDS: Record<string, string> = {
  object: "a map of keys",
  record: "a map of keys",
  array: "a list, as `[…]`",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

/** What the schema calls `record` or `int`, in plain words. */
export function listKinds(expected: string): string {
  return KINDS[expected] ?? expected;
}

const NAMES_A_SECRET = /pass|secret|token|key|credential|auth/i;
const LONGEST = 60;

/** What was found, for a message: the value itself only where it cannot well be a secret. */
export function describeFound(value: unknown, path: PropertyPath, issue: z.core.$ZodIssue): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (isJsonObject(value)) return Object.keys(value).length === 0 ? "an empty map" : "a map of keys";
  // A text where a whole section belongs may be the secret that the section should have pointed to.
  const isSection = issue.code === "invalid_type" && ["object", "record", "array"].includes(issue.expected);
  if (isSection || path.some(part => NAMES_A_SECRET.test(String(part)))) return `a ${typeof value === "string" ? "text" : typeof value}`;
  return typeof value === "string" ? JSON.stringify(shorten(withoutPassword(value))) : String(value);
}

/** `postgres://user:password@host` → `postgres://***@host` */
function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/]*@/g, "//***@");
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
