import { isJsonObject, type Json } from "../../model/json.ts";
import { PRINTED_UNKNOWN, type PreviewStep } from "../../model/preview-digest.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import { leaves } from "../requests/differences.ts";
import { operationOf } from "./planned-resource.ts";

/**
 * Which inputs of a step no review can know: those without a value yet, and, of a resource that is made, those in which two previews of one program differ,
 * as the random end of a name. Of an update everything else is as the program says it.
 * @param again the step of another preview of the same kind
 */
export function varyingPaths(step: PreviewStep, again: PreviewStep | undefined): string[] {
  const { newInputs } = step;
  if (!newInputs) return [];
  const isMade = operationOf(step) !== "update";
  const differing = isMade && again?.newInputs ? leaves(newInputs, again.newInputs, []) : [];
  return [...new Set([...differing, ...unknownPaths(newInputs, [])].map(formatPath))].sort();
}

function unknownPaths(value: Json, path: PropertyPath): PropertyPath[] {
  if (value === PRINTED_UNKNOWN) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownPaths(item, [...path, index]));
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, item]) => unknownPaths(item, [...path, key])) : [];
}
