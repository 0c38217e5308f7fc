import type { Json, JsonObject } from "../model/index.ts";
import type { Neighbour, Place } from "./place.ts";

/**
 * One known false positive, in one file under drift/noise/, exporting `rule`. A rule is asked about changed properties only, and never about a secret: nothing can
 * set a deletion or a changed secret aside.
 */
export interface NoiseRule {
  /** kebab-case, named for what it knows; the file's name. */
  id: string;
  /** What is set aside, as a noun: `Etags of IAM bindings`. */
  title: string;
  /** Why that is no drift. */
  why: string;
  /** Where this false positive was reported. */
  issue: string;
  /** Globs over type tokens, `*` for any text. */
  types: readonly string[];
  /** Whether this difference is no drift. Pure. */
  isNoise(place: Place): boolean;
  /** Its tests: in `noise` the rule knows every difference; in `drift` something stays that no rule of all knows. */
  examples: { noise: readonly Example[]; drift: readonly Example[] };
}

/** One resource that differs. */
export interface Example {
  /** What it shows, as the rest of a sentence: `an action was added to the document`. */
  shows: string;
  type: string;
  /** Properties, as inputs and as outputs. */
  recorded: JsonObject;
  found: JsonObject;
  /** Property paths that the provider's Diff names; default: it leaves the comparison to the engine. */
  named?: readonly string[];
  /** In a noise example, the paths of differences that stay drift; default: none. */
  stays?: readonly string[];
  /** More outputs, the same on both sides: ids and names. */
  outputs?: JsonObject;
  neighbours?: readonly ExampleNeighbour[];
}

export type ExampleNeighbour = Pick<Neighbour, "type" | "inputs"> & Partial<Omit<Neighbour, "type" | "inputs">>;

/** A rule about values alone: where it applies, whether two values mean the same. Values that are not there are not the same as any. */
export function whereSame(applies: (place: Place) => boolean, isSame: (expected: Json, actual: Json) => boolean): NoiseRule["isNoise"] {
  return place => place.expected !== undefined && place.actual !== undefined && applies(place) && isSame(place.expected, place.actual);
}
