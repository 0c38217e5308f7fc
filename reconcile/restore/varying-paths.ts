import { isJsonObject, type Json } from "../../model/json.ts";
import type { PreviewStep } from "../../model/preview-digest.ts";
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

/** How the engine prints a value that is known only after a deployment: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/plugin/rpc.go */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function unknownPaths(value: Json, path: PropertyPath): PropertyPath[] {
  if (value === UNKNOWN) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownPaths(item, [...path, index]));
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, item]) => unknownPaths(item, [...path, key])) : [];
}
