import { isJsonObject, jsonEqual, valueAt, type Json, type PropertyPath } from "../../../model/index.ts";
import type { Place } from "../../place.ts";

/** The key under which a list stands, and the list on both sides. */
export interface Lists {
  key: string;
  recorded: Json[];
  found: Json[];
}

/** Every list that the place is or stands in, outermost first. A side without the list has an empty one. */
export function listsAround(place: Place): Lists[] {
  const paths = place.path.map((_, i) => place.path.slice(0, i + 1)).filter(path => typeof path.at(-1) === "string");
  return paths.flatMap(path => {
    const sides = [sideAt(place.recorded, path), sideAt(place.found, path)];
    if (!sides.some(Array.isArray) || !sides.every(isListOrNothing)) return [];
    return [{ key: String(path.at(-1)), recorded: listOf(sides[0]), found: listOf(sides[1]) }];
  });
}

/** Whether two lists hold the same, each as often, in any order. */
export function isSameSet(a: readonly Json[], b: readonly Json[], isSame: (a: Json, b: Json) => boolean = jsonEqual): boolean {
  if (a.length !== b.length) return false;
  const left = [...b];
  return a.every(item => {
    const at = left.findIndex(other => isSame(item, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/**
 * What a list property has in the cloud beyond what is recorded, where all that is recorded is still there;
 * `undefined` where anything recorded is missing or changed, because then it is more than an addition.
 */
export function addedTo(place: Place, property: string): Json[] | undefined {
  if (place.path[0] !== property) return undefined;
  const recorded = listOf(sideAt(place.recorded, [property])).map(meaningful);
  const found = listOf(sideAt(place.found, [property])).map(meaningful);
  for (const item of recorded) {
    const at = found.findIndex(other => jsonEqual(item, other));
    if (at < 0) return undefined;
    found.splice(at, 1);
  }
  return found.length > 0 ? found : undefined;
}

/** A value without a bridge's notes and without fields that say nothing, as outputs have many of. */
export function meaningful(value: Json): Json {
  if (Array.isArray(value)) return value.map(meaningful);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, meaningful(item)] as const);
  return Object.fromEntries(entries.filter(([key, item]) => !key.startsWith("__") && !saysNothing(item)));
}

/** null, "", [], {}, false: what a provider writes where nobody set anything. */
export function saysNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).every(key => key.startsWith("__"));
}

function sideAt(value: Json, path: PropertyPath): Json | undefined {
  return valueAt(value, path);
}

function isListOrNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || Array.isArray(value);
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
