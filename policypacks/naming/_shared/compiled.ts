import { RE2JS } from "re2js";

/** Patterns come back for each resource; those of other types and stacks need not be kept for ever. */
const MOST_KEPT = 500;
const kept = new Map<string, RE2JS>();

/** A pattern of a user, in an engine that takes linear time (RE2). @throws {Error} where it is no regular expression */
export function compiled(pattern: string): RE2JS {
  const known = kept.get(pattern);
  if (known) return known;
  const made = RE2JS.compile(pattern);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(pattern, made);
  return made;
}
