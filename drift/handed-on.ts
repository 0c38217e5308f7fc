import { isJsonObject, type Json, type Observation, type StackState } from "../model/index.ts";
import { differences } from "./differences.ts";
import type { Hidden } from "./compare.ts";

/** A plain value that a stack gives to others. */
export interface StackOutput {
  name: string;
  value: string;
}

/** Shorter texts are in too many values to mean anything. */
const SHORTEST = 6;
const SHORTEST_PART = 12;

/** What the stack hands on, to be read by stack references; without what is secret, which is not readable here. */
export function stackOutputs({ resources }: StackState): StackOutput[] {
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  return Object.entries(stack?.outputs ?? {}).flatMap(([name, value]) => textsIn(value).map(text => ({ name, value: text })));
}

/**
 * Outputs alone that changed, where the stack hands the recorded value on: what stack references get is not what is there any more. The engine calls this no change, and no
 * update would end it, so it is no drift; but it is not hidden either.
 */
export function handedOn({ recorded, found }: Observation, outputs: readonly StackOutput[]): Hidden[] {
  if (outputs.length === 0 || found === undefined) return [];
  return differences(recorded.outputs, found.outputs).flatMap(place => {
    const { expected, actual } = place;
    if (typeof expected !== "string" || actual === undefined || expected.length < SHORTEST) return [];
    const output = outputs.find(({ value }) => value === expected || (expected.length >= SHORTEST_PART && value.includes(expected)));
    return output ? [{ ...place, hiddenBy: `outputs alone: stack output "${output.name}"` }] : [];
  });
}

function textsIn(value: Json): string[] {
  if (typeof value === "string") return value.length >= SHORTEST ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
