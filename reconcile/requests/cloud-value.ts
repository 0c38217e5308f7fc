import { isJsonObject, jsonEqual, type Json } from "../../model/json.ts";
import type { PreviewStep } from "../../model/preview-digest.ts";
import { valueAt, type PropertyPath } from "../../model/property-path.ts";
import { defaultsOf, withoutDefaults } from "./without-defaults.ts";

/**
 * What the cloud has at a path, as a program would say it. Providers that are bridged from Terraform refresh only the keys and elements of the inputs that were there
 * before (`extractInputs` in https://github.com/pulumi/pulumi-terraform-bridge): what was added stands in the outputs alone, with the zero values that no program writes.
 */
export function cloudValue({ oldInputs, oldOutputs, newInputs }: PreviewStep, path: PropertyPath): Json | undefined {
  const [inputs, outputs, program] = [valueAt(oldInputs, path), valueAt(oldOutputs, path), valueAt(newInputs, path)].map(value => value && withoutDefaults(value)) as (Json | undefined)[];
  if (Array.isArray(inputs) && Array.isArray(outputs)) return outputs.length > inputs.length ? [...inputs, ...outputs.slice(inputs.length).map(withoutZeros)] : inputs;
  if (inputs !== undefined && !jsonEqual(inputs, program)) return inputs;
  if (outputs === undefined) return inputs;
  return program === undefined ? withoutZeros(outputs) : isJsonObject(outputs) && isJsonObject(program) ? { ...program, ...added(outputs, program) } : outputs;
}

/** What the program gives at a path; `undefined` where it is the provider that sets it. */
export function programValue({ newInputs }: PreviewStep, path: PropertyPath): Json | undefined {
  const value = valueAt(newInputs, path);
  const isDefault = defaultsOf(path.length > 1 ? valueAt(newInputs, path.slice(0, -1)) : newInputs);
  return value === undefined || isDefault(String(path.at(-1))) ? undefined : withoutDefaults(value);
}

function added(outputs: { [key: string]: Json }, program: { [key: string]: Json }): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !Object.hasOwn(program, key)).flatMap(([key, value]) => (isZero(withoutZeros(value)) ? [] : [[key, withoutZeros(value)]])));
}

/** A zero value by itself may be what somebody set; inside of a new object it is what the provider fills in. */
function withoutZeros(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutZeros(item)] as const).filter(([, item]) => !isZero(item)));
}

function isZero(value: Json): boolean {
  return value === null || value === "" || value === false || value === 0 || (typeof value === "object" && Object.keys(value).length === 0);
}
