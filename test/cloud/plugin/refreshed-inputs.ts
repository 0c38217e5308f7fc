import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../../model/json.ts";
import { takeOut } from "./merge.ts";
import type { CloudObject, Traits } from "./provider.ts";

const DEFAULTS = "__defaults";

/**
 * Refreshed inputs as the Terraform bridge makes them: of what was found only the keys and list elements that the old inputs had.
 * What somebody added in the cloud is therefore seen in the outputs alone.
 */
export function bridgedInputs(old: JsonObject, outputs: JsonObject): JsonObject {
  return projectObject(old, outputs).value as JsonObject;
}

/** Refreshed inputs of a native provider: everything that can be set, but for what the cloud sets by itself and no program asked for. */
export function nativeInputs(old: JsonObject, found: CloudObject, traits: Traits): JsonObject {
  return takeOut(found.inputs, traits.cloudDefaults ?? {}, old);
}

/** What an import writes into the inputs of a bridged resource: all that can be set and says something. */
export function importedInputs(found: CloudObject, traits: Traits): JsonObject {
  const told = Object.entries(takeOut(found.inputs, { ...traits.cloudDefaults, ...traits.defaults }, {})).filter(([, value]) => !saysNothing(value));
  return { ...Object.fromEntries(told), [DEFAULTS]: [] };
}

interface Projection {
  value: Json;
  /** Whether nothing in it changed, so that a value set by default still counts as such. */
  isUntouched: boolean;
}

function project(old: Json, found: Json): Projection {
  if (Array.isArray(old) && Array.isArray(found)) return projectList(old, found);
  if (isJsonObject(old) && isJsonObject(found)) return projectObject(old, found);
  return { value: found, isUntouched: jsonEqual(old, found) };
}

function projectList(old: Json[], found: Json[]): Projection {
  const items = old.slice(0, found.length).map((item, i) => project(item, found[i]!));
  return { value: items.map(item => item.value), isUntouched: old.length <= found.length && items.every(item => item.isUntouched) };
}

function projectObject(old: JsonObject, found: JsonObject): Projection {
  const value: JsonObject = {};
  const touched = new Set<string>();
  for (const [key, own] of Object.entries(old)) {
    const now = found[key];
    if (key === DEFAULTS) continue;
    const projected = now === undefined ? undefined : project(own, now);
    if (projected) value[key] = projected.value;
    if (!projected?.isUntouched) touched.add(key);
  }
  const presets = old[DEFAULTS];
  if (!Array.isArray(presets)) return { value, isUntouched: touched.size === 0 };
  return { value: { ...value, [DEFAULTS]: presets.filter(name => !touched.has(String(name))).sort() }, isUntouched: false };
}

function saysNothing(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return value === "" || value === false || value === 0 || value === null;
}
