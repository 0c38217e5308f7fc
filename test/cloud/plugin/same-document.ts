import { isJsonObject, jsonEqual, type Json } from "../../../model/json.ts";

/** Whether two JSON documents mean the same to the cloud: whitespace, the order of keys and of lists, and "one string" for "a list of one" say nothing. */
export function isSameDocument(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [parsed(a), parsed(b)];
  return left !== undefined && right !== undefined && jsonEqual(canonical(left), canonical(right));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** IAM takes "s3:GetObject" for ["s3:GetObject"] and a statement for a list of one. */
function canonical(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    if (items.length === 1) return items[0]!;
    return items.map(item => ({ item, text: JSON.stringify(item) })).sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ item }) => item);
  }
  if (!isJsonObject(value)) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, item]) => [key, canonical(item)]));
}
