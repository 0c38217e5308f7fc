import { randomBytes } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";

/** The same values with every list, the keys of every object and those of every JSON document in reverse order. */
export function reordered<Value extends Json>(value: Value): Value {
  return reverse(value) as Value;
}

function reverse(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverse).reverse();
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reverse(item)] as const).reverse());
  return typeof value === "string" && /^\s*[{[]/.test(value) ? reverseDocument(value) : value;
}

function reverseDocument(text: string): string {
  try {
    return JSON.stringify(reverse(JSON.parse(text) as Json));
  } catch {
    return text;
  }
}

// What tells one object from another stays as it is: a cloud that changed these would have replaced the object.
const IDENTITY = /^(id|arn|name|uid|urn|selfLink|uri|ownerId|uniqueId|kind|apiVersion|namespace|project|region|location|type|.*Id|.*Arn|.*Name)$/;

/** Outputs in which everything that the cloud computed has another value: etags, versions, times, counters. `inputs` says what was not computed. */
export function churned(outputs: JsonObject, inputs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, churnedValue(key, value, inputs[key])]));
}

function churnedValue(key: string, value: Json, input: Json | undefined): Json {
  if (isJsonObject(value) && (input === undefined || isJsonObject(input))) return churned(value, input ?? {});
  if (input !== undefined || IDENTITY.test(key)) return value;
  if (typeof value === "number") return value + 1 + randomBytes(1)[0]!;
  return typeof value === "string" && value !== "" ? `${value}~${randomBytes(4).toString("hex")}` : value;
}
