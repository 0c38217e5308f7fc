import { formatPath, isJsonObject, isSecretMark, jsonEqual, pathCovers, readPath, valueAt, type Json, type Observation, type PropertyPath } from "../model/index.ts";
import { differences, type Difference } from "./differences.ts";

/** A difference that the program asks to look away from, and how that is told. */
export interface Hidden extends Difference {
  hiddenBy: string;
}

/** Where a resource that was read differs from what is recorded of it. */
export interface Divergence {
  changed: Difference[];
  hidden: Hidden[];
}

/**
 * Where what was read differs. The provider's own Diff is the judge, as it is for the engine; two things are added that the engine
 * cannot see: a difference that `ignoreChanges` hides, and a secret input that changed. Nothing where nothing was read.
 */
export function compare(observation: Observation): Divergence {
  if (observation.outcome.kind !== "read") return { changed: [], hidden: [] };
  return { changed: changedPlaces(observation), hidden: hiddenPlaces(observation) };
}

function changedPlaces(observation: Observation): Difference[] {
  if (observation.external) return differences(observation.recorded.outputs, observation.found!.outputs);
  return unique([...judgedPlaces(observation), ...changedSecretInputs(observation)]);
}

/** The places that the provider's Diff names, or our own comparison where it only says that there are some. */
function judgedPlaces(observation: Observation): Difference[] {
  const { diff } = observation;
  const own = inputDifferences(observation).filter(place => !ignoredBy(observation, place.path));
  if (!diff || diff.changes === "unknown") return own;
  if (diff.changes === "none") return [];
  const named = diff.paths.map(readPath).filter(path => !ignoredBy(observation, path));
  const places = named.flatMap(path => placesAt(observation, path));
  return places.length > 0 ? places : own;
}

/** What differs at or below a path that the provider named: in the inputs where it shows there, else in the outputs. */
function placesAt(observation: Observation, path: PropertyPath): Difference[] {
  const { recorded, found } = observation;
  const expected = valueAt(recorded.inputs, path);
  const inInputs = found!.inputs === undefined ? [] : differences(expected, valueAt(found!.inputs, path), path);
  if (inInputs.length > 0) return inInputs;
  // Bridged providers give back only the inputs that were there before: what was added in the cloud shows in the outputs alone.
  const inOutputs = differences(expected, valueAt(found!.outputs, path), path);
  if (inOutputs.length > 0) return inOutputs;
  return [{ path, expected, actual: valueAt(found!.outputs, path) }];
}

function inputDifferences({ recorded, found }: Observation): Difference[] {
  if (found!.inputs !== undefined) return differences(recorded.inputs, found!.inputs);
  if (!isJsonObject(recorded.inputs) || !isJsonObject(found!.outputs)) return [];
  const outputs = found!.outputs;
  const comparable = Object.entries(recorded.inputs).filter(([key]) => key in outputs && !key.startsWith("__"));
  return comparable.flatMap(([key, expected]) => differences(expected, outputs[key], [key]));
}

/** Secrets that both sides have as inputs and whose fingerprints differ: some providers' Diff does not look at them. */
function changedSecretInputs(observation: Observation): Difference[] {
  if (observation.found!.inputs === undefined) return [];
  return inputDifferences(observation).filter(place => isSecretMark(place.expected) && isSecretMark(place.actual) && !ignoredBy(observation, place.path));
}

/** What differs where `ignoreChanges` makes the engine look away. */
function hiddenPlaces(observation: Observation): Hidden[] {
  const { ignoreChanges, recorded, found } = observation;
  const patterns = ignoreChanges.map(readPath).flatMap(pattern => expanded(pattern, observation));
  const below = patterns.flatMap(path => differences(valueAt(recorded.outputs, path), valueAt(found!.outputs, path), path));
  return unique([...inputDifferences(observation), ...below]).flatMap(place => {
    const by = ignoredBy(observation, place.path);
    return by ? [{ ...place, hiddenBy: `ignoreChanges: ${by}` }] : [];
  });
}

/** The paths that a pattern with `*` stands for, in what is recorded and in what was found. `*` alone stands for what the program sets: of the rest nobody knows whether it could. */
function expanded(pattern: PropertyPath, { recorded, found }: Observation): PropertyPath[] {
  if (pattern[0] === "*") return keysIn(recorded.inputs).flatMap(key => expandedBelow([key], pattern.slice(1), [recorded.outputs, found!.outputs]));
  return expandedBelow([], pattern, [recorded.outputs, found!.outputs]);
}

function expandedBelow(path: PropertyPath, rest: PropertyPath, sides: readonly Json[]): PropertyPath[] {
  const [part, ...further] = rest;
  if (part === undefined) return [path];
  if (part !== "*") return expandedBelow([...path, part], further, sides);
  const keys = new Map(sides.flatMap(side => keysIn(valueAt(side, path))).map(key => [JSON.stringify(key), key]));
  return [...keys.values()].flatMap(key => expandedBelow([...path, key], further, sides));
}

function keysIn(value: Json | undefined): PropertyPath {
  if (Array.isArray(value)) return value.map((_, i) => i);
  return isJsonObject(value) ? Object.keys(value).filter(key => !key.startsWith("__")) : [];
}

function ignoredBy({ ignoreChanges }: Observation, path: PropertyPath): string | undefined {
  return ignoreChanges.find(pattern => pathCovers(readPath(pattern), path));
}

function unique(places: Difference[]): Difference[] {
  const byPath = new Map<string, Difference>();
  for (const place of places) {
    const key = formatPath(place.path);
    if (!byPath.has(key) && !jsonEqual(place.expected, place.actual)) byPath.set(key, place);
  }
  return [...byPath.values()].sort((a, b) => (formatPath(a.path) < formatPath(b.path) ? -1 : 1));
}
