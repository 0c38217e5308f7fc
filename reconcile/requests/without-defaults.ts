import { isJsonObject, type Json } from "../../model/json.ts";

/** In which bridged providers keep the names of properties that the provider has set by itself: https://github.com/pulumi/pulumi-terraform-bridge */
export const DEFAULTS = "__defaults";

/** The value without what the provider has set by itself: no program says it. */
export function withoutDefaults(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (!isJsonObject(value)) return value;
  const isDefault = defaultsOf(value);
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (key === DEFAULTS || isDefault(key) ? [] : [[key, withoutDefaults(item)]])));
}

/** Whether the provider has set a property of this object by itself. */
export function defaultsOf(value: Json | undefined): (key: string) => boolean {
  const names = isJsonObject(value) ? value[DEFAULTS] : undefined;
  return key => Array.isArray(names) && names.includes(key);
}
