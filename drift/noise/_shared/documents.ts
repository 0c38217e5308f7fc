import { isJsonObject, jsonEqual, valueAt, type Json, type JsonObject } from "../../../model/index.ts";
import type { Place } from "../../place.ts";

/** The JSON document, as text or as value, that the place is or stands in, on both sides; `undefined` where either side has none. */
export function documentsAround(place: Place, keys: ReadonlySet<string>): [recorded: Json, found: Json] | undefined {
  const at = place.path.findIndex(part => typeof part === "string" && keys.has(part));
  if (at < 0) return undefined;
  const path = place.path.slice(0, at + 1);
  const [recorded, found] = [parsed(valueAt(place.recorded, path)), parsed(valueAt(place.found, path))];
  return recorded === undefined || found === undefined ? undefined : [recorded, found];
}

/** A JSON text as its value, an object or list as it is; `undefined` for anything else. */
export function parsed(value: Json | undefined): Json | undefined {
  if (typeof value === "object" && value !== null) return value;
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}

/** Lists of an access policy that are sets, and may be a single text instead. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const SETS = new Set(["Action", "NotAction", "Resource", "NotResource"]);
const PRINCIPALS = new Set(["Principal", "NotPrincipal"]);

/** Whether two access policies (AWS, Alibaba Cloud) say the same: keys, statements, actions, resources and principals in any order. */
export function isSamePolicy(a: Json, b: Json): boolean {
  return isPolicy(a) && isPolicy(b) && jsonEqual(canonicalPolicy(a), canonicalPolicy(b));
}

export function isPolicy(value: Json): value is JsonObject {
  return isJsonObject(value) && (Array.isArray(value["Statement"]) || isJsonObject(value["Statement"]));
}

function canonicalPolicy(policy: JsonObject): Json {
  const statements = Array.isArray(policy["Statement"]) ? policy["Statement"] : [policy["Statement"]!];
  return { ...policy, Statement: sorted(statements.map(statement => (isJsonObject(statement) ? canonicalStatement(statement) : statement))) };
}

function canonicalStatement(statement: JsonObject): Json {
  return Object.fromEntries(Object.entries(statement).map(([key, value]) => [key, canonicalElement(key, value)]));
}

function canonicalElement(key: string, value: Json): Json {
  if (SETS.has(key)) return setOf(value);
  if (PRINCIPALS.has(key) && isJsonObject(value)) return eachValue(value, (item, kind) => setOf(item, kind === "AWS" ? withoutRoot : text => text));
  if (key === "Condition" && isJsonObject(value)) return eachValue(value, operator => (isJsonObject(operator) ? eachValue(operator, item => setOf(item)) : operator));
  return value;
}

function setOf(value: Json, spelling: (text: string) => string = text => text): Json {
  const items = (Array.isArray(value) ? value : [value]).map(item => (isJsonObject(item) || Array.isArray(item) ? item : spelling(String(item))));
  return sorted(items).filter((item, i, all) => i === 0 || !jsonEqual(item, all[i - 1]!));
}

// AWS writes an account as the ARN of its root. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
function withoutRoot(principal: string): string {
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
}

function eachValue(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

function sorted(items: Json[]): Json[] {
  const keyed = items.map(item => [orderKey(item), item] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** A text that is the same for equal values, whatever the order of their keys. */
function orderKey(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(orderKey).join()}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map(key => `${JSON.stringify(key)}:${orderKey(value[key]!)}`).join()}}`;
}
