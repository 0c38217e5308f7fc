import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import type { PropertyPath } from "../../model/property-path.ts";

/** One drift of one resource: what the editor is asked, and what the arguments have to be afterwards. */
export interface Mutation {
  kind: "change" | "add" | "delete" | "append" | "reorder";
  path: PropertyPath;
  oldValue?: Json;
  newValue?: Json;
  /** In the oracle's words: fields begin with a dot. */
  expected: Json;
}

const HOSTILE = ["", "x", 'it\'s "quoted" `ticked`', "\\", "\\n", "line\nbreak\r\nand\rreturn", "${x}", "%s", "*/ // <!-- -->", "tab\tnul\0bell\u0007", "é 日本 😀 👩‍👩‍👧", "\ufffd\u2028\u202e\ufeff", "}), //", "true", "a".repeat(500)];
const NUMBERS = [0, 7, -1, 2.5, 1e21, Number.MAX_SAFE_INTEGER];
const KEYS = ["Cost", "a.b/c-d", "Zürich \"1\"", "k", "A.Much.Longer.Key.Than.The.Others.Are/Really", "true"];

/** Changes of everything in a resource's arguments that is made of plain values. */
export function mutationsOf(args: Json): Mutation[] {
  return placesIn(args, []).flatMap(({ value, keys }) => [...changes(args, keys, value), ...deletions(args, keys, value), ...additions(args, keys, value), ...appendings(args, keys, value)]);
}

type Keys = (string | number)[];

function placesIn(value: Json, keys: Keys): { value: Json; keys: Keys }[] {
  const here = { value, keys };
  if (Array.isArray(value)) return [here, ...value.flatMap((item, index) => placesIn(item, [...keys, index]))];
  if (!isJsonObject(value) || "$code" in value) return [here];
  return [here, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...keys, key]))];
}

function changes(args: Json, keys: Keys, value: Json): Mutation[] {
  const others: Json[] = typeof value === "string" ? [...HOSTILE, `${value}!`, value.slice(1)] : typeof value === "number" ? NUMBERS : typeof value === "boolean" ? [!value] : [];
  return others.filter(other => other !== value).map(other => ({ kind: "change", path: pathOf(keys), oldValue: value, newValue: other, expected: replaced(args, keys, other) }));
}

function deletions(args: Json, keys: Keys, value: Json): Mutation[] {
  if (keys.length === 0 || hasCode(value)) return [];
  return [{ kind: "delete", path: pathOf(keys), oldValue: asProvider(value), expected: replaced(args, keys, undefined) }];
}

function additions(args: Json, keys: Keys, value: Json): Mutation[] {
  if (!isJsonObject(value) || "$code" in value) return [];
  const isMap = Object.keys(value).some(key => !key.startsWith("."));
  if (!isMap) return [[".ForceThing", true], [".A", "b c"]].map(([key, item]) => ({ kind: "add", path: pathOf([...keys, key as string]), newValue: item!, expected: replaced(args, [...keys, key as string], item!) }));
  return KEYS.map((key, index) => ({ kind: "add", path: pathOf([...keys, key]), newValue: HOSTILE[index + 1]!, expected: replaced(args, [...keys, key], HOSTILE[index + 1]!) }));
}

/** Another element like the last; the same set in another order with one element changed. */
function appendings(args: Json, keys: Keys, value: Json): Mutation[] {
  if (!Array.isArray(value) || value.length === 0 || hasCode(value)) return [];
  const altered = alter(value.at(-1)!);
  const longer = [...value, altered];
  const path = pathOf(keys);
  const appended: Mutation = { kind: "append", path: [...path, value.length], newValue: asProvider(altered), expected: replaced(args, keys, longer) };
  const whole: Mutation = { kind: "append", path, oldValue: asProvider(value), newValue: asProvider(longer), expected: replaced(args, keys, longer) };
  if (value.length < 2) return [appended, whole];
  const [first, ...rest] = value;
  return [appended, whole, { kind: "reorder", path, oldValue: asProvider(value), newValue: asProvider([...rest, alter(first!)]), expected: replaced(args, keys, [alter(first!), ...rest]) }];
}

function alter(value: Json): Json {
  if (typeof value === "string") return `${value}-other`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return value.map(alter);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item], index) => [key, index === 0 ? alter(item) : item])) : value;
}

export function hasCode(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasCode);
  return isJsonObject(value) && ("$code" in value || Object.values(value).some(hasCode));
}

function replaced(value: Json, [key, ...rest]: Keys, by: Json | undefined): Json {
  if (key === undefined) return by!;
  if (Array.isArray(value)) return rest.length === 0 && by === undefined ? value.toSpliced(key as number, 1) : value.with(key as number, replaced(value[key as number]!, rest, by));
  const copy: JsonObject = { ...(value as JsonObject) };
  if (rest.length === 0 && by === undefined) delete copy[key];
  else copy[key] = replaced(copy[key] ?? null, rest, by);
  return copy;
}

/** `.CidrBlocks` is `cidrBlocks` for the provider; keys of maps are as they are. */
function asProvider(value: Json): Json {
  if (Array.isArray(value)) return value.map(asProvider);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [propertyOf(key), asProvider(item)])) : value;
}

function pathOf(keys: Keys): PropertyPath {
  return keys.map(key => (typeof key === "string" ? propertyOf(key) : key));
}

function propertyOf(key: string): string {
  return key.startsWith(".") ? key.charAt(1).toLowerCase() + key.slice(2) : key;
}
