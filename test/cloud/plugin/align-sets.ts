import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import type { PropertyPath } from "../../../model/property-path.ts";
import { compareValues, isAmong, type Rules } from "./diff.ts";
import { inOrderOf } from "./in-order-of.ts";

/** `found` with its unordered lists in the order that `known` has them in: a cloud returns them in any. */
export function alignSets(found: JsonObject, known: JsonObject, rules: Rules): JsonObject {
  return rules.sets.length ? (aligned(found, known, [], rules) as JsonObject) : found;
}

function aligned(found: Json, known: Json | undefined, path: PropertyPath, rules: Rules): Json {
  if (Array.isArray(found) && Array.isArray(known)) {
    const isSame = (a: Json, b: Json) => compareValues(a, b, [...path, 0], rules).length === 0;
    const items = isAmong(rules.sets, path) ? inOrderOf(known, found, isSame).filter(item => item !== undefined) : found;
    return items.map((item, i) => aligned(item, known[i], [...path, i], rules));
  }
  if (!isJsonObject(found) || !isJsonObject(known)) return found;
  return Object.fromEntries(Object.entries(found).map(([key, item]) => [key, aligned(item, known[key], [...path, key], rules)]));
}
