import { createHash } from "node:crypto";
import { isJsonObject, sortKeys, type Json } from "../../model/json.ts";
import { PRINTED_SECRET } from "../../model/preview-digest.ts";
import type { PropertyPath } from "../../model/property-path.ts";
import { looksLikeCredential } from "../edit/credential.ts";

/** Stands for a value that is made up anew at each run. */
export const VARIES = "[varies]";

/** The value without whatever in it may be a secret: what may be told. */
export function shownValue(path: PropertyPath, value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item, index) => shownValue([...path, index], item)!);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shownValue([...path, key], item)!]));
  return looksLikeCredential(path, value) ? PRINTED_SECRET : value;
}

/**
 * Stands for a value in an order: two digests are equal where the values are, at this path. Its key is nothing secret, so what may be a secret is left out of it:
 * whoever can guess a value can see that it is the one.
 */
export function markOf(path: PropertyPath, value: Json | undefined): string {
  const shown = shownValue(path, value);
  if (shown === undefined) return "absent";
  if (shown === PRINTED_SECRET) return "secret";
  if (shown === VARIES) return "varies";
  return createHash("sha256").update(JSON.stringify([path, sortKeys(shown)])).digest("hex").slice(0, 16);
}
