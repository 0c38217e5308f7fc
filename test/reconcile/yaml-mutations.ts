import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../model/json.ts";
import type { PropertyPath } from "../../model/property-path.ts";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";

export const PROGRAMS = readFixtures(join(import.meta.dirname, "fixtures", "yaml"));
const TEXTS = ["", " ", "x", "yes", "Off", "null", "~", "1", "-0", "0x1f", "1_000", "1e3", "12:30:45", "2020-01-01", ".5", "=", "<<", "- a", "? a", "a: b", "a #b", "#b", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "{a}", "[a", "a,b", "it's", 'say "x"', "back\\slash", "two\nlines\n", "\r\n", "tab\t", " lead", "trail ", "${x}", "$${x}", "$", "a$$$b", "{{ }}", "---", "...", "é 日本 🚀", "\u0000\u0007\u001b", "\u0085\u2028\u2029\ufeff", "fn::toJSON", "__proto__", "<!-- -->", "long ".repeat(60).trim()];
const NUMBERS = [0, -1, 1.5, 1e21, 1e-7, Number.MAX_SAFE_INTEGER, -0.1];
const KEYS = ["added", "y", "a b", "a: b", "kubernetes.io/x", "${x}", "a$$b", "1", "#", "- k", "é", "null", ""];

/** Something in a program whose value can be asked for. */
export interface Target {
  program: string;
  name: string;
  type: string;
  /** Of the property, for the request. */
  property: PropertyPath;
  /** Where its value is written in the document. */
  written: PropertyPath;
  value: Json;
}

export interface Mutation {
  target: Target;
  request: Pick<EditRequest, "path" | "oldValue" | "newValue">;
  /** What the program gives at the target afterwards. */
  after: Json;
}

const random = generator(20260101);

export function targetsOf(program: string): Target[] {
  const document = load(program) as { resources: Record<string, { type: string; name?: string; properties: JsonObject }>; variables?: JsonObject };
  const variables = document.variables ?? {};
  return Object.entries(document.resources).flatMap(([key, { type, name, properties }]) => {
    const own = { program, name: name ?? key, type };
    return below(own, { raw: properties, property: [], written: ["resources", key, "properties"], variables });
  });
}

function below(own: Pick<Target, "program" | "name" | "type">, { raw, property, written, variables }: { raw: Json; property: PropertyPath; written: PropertyPath; variables: JsonObject }): Target[] {
  const variable = typeof raw === "string" ? /^\$\{(\w+)\}$/.exec(raw)?.[1] : undefined;
  const isOwn = variable !== undefined && variable in variables && own.program.split(`\${${variable}}`).length === 2 && isJsonObject(variables[variable]) && !("fn::invoke" in variables[variable]);
  if (isOwn) return below(own, { raw: variables[variable]!, property, written: ["variables", variable], variables });
  const value = evaluate(raw, variables);
  const self = property.length === 0 ? [] : [{ ...own, property, written, value }];
  if (isJsonObject(value) && ("$json" in value || "$built" in value)) return self;
  const entries = Array.isArray(raw) ? [...raw.entries()] : isJsonObject(raw) ? Object.entries(raw) : [];
  return [...self, ...entries.flatMap(([key, item]) => below(own, { raw: item, property: [...property, typeof key === "string" ? (evaluate(key, variables) as string) : key], written: [...written, key], variables }))];
}

export function mutationsOf(target: Target): Mutation[] {
  const { value, property } = target;
  const whole = (after: Json): Mutation => ({ target, after, request: { path: property, oldValue: asProgram(value), newValue: asProgram(after) } });
  if (typeof value === "string") return sample(TEXTS, 6).filter(text => text !== value).map(whole);
  if (typeof value === "number") return sample(NUMBERS, 3).filter(number => number !== value).map(whole);
  if (typeof value === "boolean") return [whole(!value)];
  if (Array.isArray(value)) return [...elementMutations(target, value), ...Array.from({ length: 3 }, () => whole(mutated(value, 0)))].filter(changes);
  if (!isJsonObject(value) || "$built" in value) return [];
  if ("$json" in value) return Array.from({ length: 12 }, () => whole({ $json: mutated(value["$json"]!, 0) })).filter(changes);
  return [...memberMutations(target, value), whole(mutated(value, 0)), whole(mutated(value, 0))].filter(changes);
}

function changes({ target, after }: Mutation): boolean {
  return !jsonEqual(target.value, after);
}

function memberMutations(target: Target, value: JsonObject): Mutation[] {
  const removals = sample(Object.keys(value), 3).map(key => ({ target, after: omit(value, key), request: { path: [...target.property, key], oldValue: asProgram(value[key]!) } }));
  const additions = sample(KEYS, 3).filter(key => !(key in value)).map(key => ({ key, added: anyValue(0) })).map(({ key, added }) => ({ target, after: { ...value, [key]: added }, request: { path: [...target.property, key], newValue: added } }));
  return [...removals, ...additions];
}

function elementMutations(target: Target, value: Json[]): Mutation[] {
  const removals = sample([...value.keys()], 2).map(index => ({ target, after: value.toSpliced(index, 1), request: { path: [...target.property, index], oldValue: asProgram(value[index]!) } }));
  const added = value.length > 0 && random() < 0.6 ? alike(value[0]!) : anyValue(0);
  return [...removals, { target, after: [...value, added], request: { path: [...target.property, value.length], newValue: added } }];
}

/** Some things added, some removed, some changed, somewhere. */
function mutated(value: Json, depth: number): Json {
  if (Array.isArray(value)) {
    const kept = value.flatMap(item => (random() < 0.2 ? [] : [random() < 0.3 ? mutated(item, depth + 1) : item]));
    return random() < 0.5 ? kept : kept.toSpliced(Math.floor(random() * (kept.length + 1)), 0, ...Array.from({ length: 1 + Math.floor(random() * 2) }, () => (kept.length > 0 && random() < 0.6 ? alike(kept[0]!) : anyValue(depth))));
  }
  if (isJsonObject(value)) {
    if ("$built" in value) return value;
    const kept = Object.entries(value).flatMap(([key, item]) => (random() < 0.15 ? [] : [[key, random() < 0.4 ? mutated(item, depth + 1) : item] as const]));
    return Object.fromEntries(random() < 0.4 ? [...kept, [pick(KEYS), anyValue(depth)]] : kept);
  }
  if (typeof value === "string") return pick(TEXTS);
  return typeof value === "number" ? pick(NUMBERS) : value === null ? null : !value;
}

function alike(value: Json): Json {
  if (Array.isArray(value)) return value.map(alike);
  if (isJsonObject(value)) return "$built" in value ? "plain" : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, alike(item)]));
  return typeof value === "string" ? pick(TEXTS) : typeof value === "number" ? Math.floor(random() * 65536) : value;
}

function anyValue(depth: number): Json {
  const kind = random();
  if (kind < 0.55 || depth > 2) return pick(TEXTS);
  if (kind < 0.7) return pick(NUMBERS);
  if (kind < 0.75) return random() < 0.5;
  if (kind < 0.87) return Array.from({ length: Math.floor(random() * 3) }, () => anyValue(depth + 1));
  return Object.fromEntries(sample(KEYS, Math.floor(random() * 3)).map(key => [key, anyValue(depth + 1)]));
}

/** What the program makes of a node: nothing here is shared with the editor. */
export function evaluate(raw: Json, variables: JsonObject): Json {
  if (Array.isArray(raw)) return raw.map(item => evaluate(item, variables));
  if (isJsonObject(raw) && "fn::invoke" in raw) return { $built: true };
  if (isJsonObject(raw)) return "fn::toJSON" in raw ? { $json: evaluate(raw["fn::toJSON"]!, variables) } : Object.fromEntries(Object.entries(raw).map(([key, item]) => [evaluate(key, variables) as string, evaluate(item, variables)]));
  if (typeof raw !== "string") return raw;
  const variable = /^\$\{(\w+)\}$/.exec(raw)?.[1];
  if (variable !== undefined && variable in variables) return evaluate(variables[variable]!, variables);
  let text = "";
  for (let index = 0; index < raw.length; index++) {
    if (raw.startsWith("${", index)) return { $built: true };
    if (raw.startsWith("$$", index)) index++;
    text += raw[index];
  }
  return text;
}

/** As the engine tells it: a document as text, something built as any text. */
function asProgram(value: Json): Json {
  if (Array.isArray(value)) return value.map(asProgram);
  if (!isJsonObject(value)) return value;
  if ("$json" in value) return JSON.stringify(asProgram(value["$json"]!));
  return "$built" in value ? "built-from-others" : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asProgram(item)]));
}

export function at(value: Json, path: PropertyPath): Json | undefined {
  return path.reduce<Json | undefined>((inner, part) => (Array.isArray(inner) ? inner[Number(part)] : isJsonObject(inner) ? inner[part] : undefined), value);
}

function omit(value: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function sample<Item>(items: readonly Item[], count: number): Item[] {
  return items.map(item => ({ item, place: random() })).sort((a, b) => a.place - b.place).slice(0, count).map(({ item }) => item);
}

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

/** Numbers from 0 to 1, the same in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function readFixtures(folder: string): string[] {
  return readdirSync(folder).map(file => readFileSync(join(folder, file), "utf8"));
}
