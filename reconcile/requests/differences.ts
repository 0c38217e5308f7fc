import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../model/json.ts";
import type { PreviewStep } from "../../model/preview-digest.ts";
import { DEFAULTS } from "./without-defaults.ts";
import { formatPath, readPath, valueAt, type PropertyPath } from "../../model/property-path.ts";

/** Where the sides of a step differ, as narrow as their values allow; what only outputs know stays as the engine says it. */
export function differences(step: PreviewStep): PropertyPath[] {
  const told = Object.keys(step.detailedDiff).map(readPath);
  const paths = told.length > 0 ? told.flatMap(path => narrow(step, path)) : leaves(step.oldInputs ?? {}, step.newInputs ?? {}, []);
  return unique(paths.length > 0 ? paths : step.diffReasons.map(readPath));
}

/** The paths of all single values in which `a` and `b` differ; a list whose elements moved counts as a whole. */
export function leaves(a: Json | undefined, b: Json | undefined, path: PropertyPath): PropertyPath[] {
  if (jsonEqual(a, b)) return [];
  if (isJsonObject(a) && isJsonObject(b)) return keysOf(a, b).flatMap(key => leaves(own(a, key), own(b, key), [...path, key]));
  if (Array.isArray(a) && Array.isArray(b) && isElementwise(a, b)) return a.flatMap((item, index) => leaves(item, b[index], [...path, index]));
  return [path];
}

/** Whether two lists can be compared index by index: equally long, and no element of one stands at another place of the other. */
export function isElementwise(a: Json[], b: Json[]): boolean {
  if (a.length !== b.length) return false;
  const changed = a.map((_, index) => index).filter(index => !jsonEqual(a[index], b[index]));
  return changed.every(index => !changed.some(other => other !== index && jsonEqual(a[index], b[other])));
}

export function unique(paths: PropertyPath[]): PropertyPath[] {
  return [...new Map(paths.map(path => [formatPath(path), path])).values()];
}

function narrow(step: PreviewStep, path: PropertyPath): PropertyPath[] {
  const found = leaves(valueAt(step.oldInputs, path), valueAt(step.newInputs, path), path);
  return found.length > 0 ? found : [path];
}

function keysOf(a: JsonObject, b: JsonObject): string[] {
  return Object.keys({ ...a, ...b }).filter(key => key !== DEFAULTS);
}

function own(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
