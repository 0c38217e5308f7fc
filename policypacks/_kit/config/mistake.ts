import { type core, safeParse } from "zod/mini";
import { describeIssue } from "./describe-issue";
import { keysAt } from "./keys-at";

export type Key = string | number;

/** What is wrong with a document, and where in it: the text goes after the path. */
export interface Mistake {
  path: Key[];
  text: string;
}

/** All that a schema has against a value that stands at `prefix` in its document. */
export function mistakesOf(schema: core.$ZodType, source: unknown, prefix: readonly Key[] = []): Mistake[] {
  const { error } = safeParse(schema, source);
  return (error?.issues ?? []).flatMap(issue => {
    const inner = issue.path as Key[];
    if (issue.code !== "unrecognized_keys") return [{ path: [...prefix, ...inner], text: describeIssue(issue, at(source, inner)) }];
    const allowed = keysAt(schema, inner).join(", ");
    return issue.keys.map(key => ({ path: [...prefix, ...inner, key], text: `is not a key that belongs here; allowed: ${allowed}` }));
  });
}

/** `rules.limits-price.options.caps[0] must be a number; is "x"` */
export function worded({ path, text }: Mistake): string {
  return path.length === 0 ? `The configuration ${text}` : `${path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${key}`)).join("")} ${text}`;
}

/** What stands at a path, or `undefined` where the way ends before. */
export function at(value: unknown, path: readonly Key[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<Key, unknown>)[key] : undefined), value);
}

export function objectAt(source: unknown, path: readonly Key[]): Record<string, unknown> {
  const value = at(source, path);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function listAt(source: unknown, path: readonly Key[]): unknown[] {
  const value = at(source, path);
  return Array.isArray(value) ? value : [];
}
