import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import type { CloudObject, Known } from "../plugin/provider.ts";
import { isSameDocument } from "../plugin/same-document.ts";

/** A textual property; "" counts as not set. */
export function str(values: JsonObject, key: string): string | undefined {
  const value = values[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A textual property that check saw to being there. */
export function must(values: JsonObject, key: string): string {
  return str(values, key) ?? "";
}

export function num(values: JsonObject, key: string): number | undefined {
  const value = values[key];
  return typeof value === "number" ? value : undefined;
}

export function flag(values: JsonObject, key: string): boolean | undefined {
  const value = values[key];
  return typeof value === "boolean" ? value : undefined;
}

export function strings(values: JsonObject, key: string): string[] {
  const value = values[key];
  return Array.isArray(value) ? value.map(String) : [];
}

export function objects(values: JsonObject, key: string): JsonObject[] {
  const value = values[key];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The region of a resource: its own, else that of its last read, else (`undefined`) the provider's. */
export function regionIn({ inputs, outputs }: Known): string | undefined {
  return str(inputs, "region") ?? str(outputs, "region");
}

/**
 * An object as read: of its inputs, those that the program has or that a program without them forbids (`optional`).
 * For an import, where nothing is known, all that `settable` lists.
 */
export function observed(id: string, outputs: Record<string, Json | undefined>, known: Known, { settable, optional = [] }: { settable: string[]; optional?: string[] }): CloudObject {
  const told = Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, value ?? null]));
  const asked = Object.keys(known.inputs);
  const wanted = new Set(asked.length ? [...asked, ...optional] : settable);
  return { id, outputs: told, inputs: Object.fromEntries(Object.entries(told).filter(([key]) => wanted.has(key))) };
}

/** A JSON document in the words it was written in, as long as it still means the same; AWS returns its own. */
export function asWritten(known: Known, key: string, found: string | undefined): string | undefined {
  if (found === undefined) return undefined;
  const document = found.startsWith("%7B") ? decodeURIComponent(found) : found;
  const written = str(known.inputs, key) ?? str(known.outputs, key);
  return written !== undefined && isSameDocument(written, document) ? written : document;
}
