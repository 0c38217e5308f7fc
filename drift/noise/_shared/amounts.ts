import { isJsonObject, valueAt, type Json, type JsonObject } from "../../../model/index.ts";
import type { Place } from "../../place.ts";

/** A number, also one that is written as a text. */
export function numberAt(values: Json, ...path: (string | number)[]): number | undefined {
  const value = valueAt(values, path);
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
}

/** Whether what was found is a number between two limits that are not the same: somewhere that an autoscaler may have put it. */
export function isScaled({ actual, expected }: Pick<Place, "actual" | "expected">, min: number | undefined, max: number | undefined): boolean {
  if (min === undefined || max === undefined || min >= max || typeof actual !== "number" || expected === undefined) return false;
  return actual >= min && actual <= max;
}

export function objectAt(values: Json, ...path: (string | number)[]): JsonObject {
  const value = valueAt(values, path);
  return isJsonObject(value) ? value : {};
}

export function textAt(values: Json, ...path: (string | number)[]): string | undefined {
  const value = valueAt(values, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}
