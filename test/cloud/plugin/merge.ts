import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../../model/json.ts";

/** `over` laid over `base`: objects are joined key by key, everything else of `over` wins. */
export function merge(base: JsonObject, over: JsonObject): JsonObject {
  const joined: JsonObject = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = joined[key];
    joined[key] = isJsonObject(below) && isJsonObject(value) ? merge(below, value) : value;
  }
  return joined;
}

/** `value` with `defaults` where it has nothing; a list in `defaults` has one element, meant for each element of the list. */
export function fillIn(value: JsonObject, defaults: JsonObject): JsonObject {
  const filled: JsonObject = { ...value };
  for (const [key, preset] of Object.entries(defaults)) {
    const own = filled[key];
    if (own === undefined && !Array.isArray(preset)) filled[key] = preset;
    else if (isJsonObject(own) && isJsonObject(preset)) filled[key] = fillIn(own, preset);
    else if (Array.isArray(own) && Array.isArray(preset)) filled[key] = own.map(item => (isJsonObject(item) && isJsonObject(preset[0]) ? fillIn(item, preset[0]) : item));
  }
  return filled;
}

/** The reverse: `value` without what equals `defaults` and is not in `kept`, whose owner wrote it. */
export function takeOut(value: JsonObject, defaults: JsonObject, kept: JsonObject): JsonObject {
  const left: JsonObject = {};
  for (const [key, own] of Object.entries(value)) {
    const rest = withoutDefault(own, defaults[key], kept[key]);
    if (rest !== undefined) left[key] = rest;
  }
  return left;
}

function withoutDefault(own: Json, preset: Json | undefined, kept: Json | undefined): Json | undefined {
  if (preset === undefined) return own;
  if (kept === undefined && jsonEqual(own, preset)) return undefined;
  if (isJsonObject(own) && isJsonObject(preset)) {
    const rest = takeOut(own, preset, isJsonObject(kept) ? kept : {});
    return kept === undefined && Object.keys(rest).length === 0 ? undefined : rest;
  }
  if (Array.isArray(own) && Array.isArray(preset)) return own.map((item, i) => withoutDefault(item, preset[0], (Array.isArray(kept) ? kept[i] : undefined) ?? {}) ?? {});
  return own;
}

/** Sets one property by its keys, making the objects on the way. */
export function withProperty(value: JsonObject, path: readonly string[], item: Json): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const below = value[key];
  return { ...value, [key]: rest.length ? withProperty(isJsonObject(below) ? below : {}, rest, item) : item };
}
