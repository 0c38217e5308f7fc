import { formatPath, isJsonObject, isSecretMark, jsonEqual, parsePath, pathCovers, valueAt, type DriftedPath, type Json, type Observation, type PropertyPath, type ResourceReport } from "../model/index.ts";
import { differences, isOfSecret, type Difference } from "./differences.ts";

/**
 * What one observation means. The provider's own Diff is the judge, as it is for the engine; two things are added that the engine
 * cannot see: a difference that `ignoreChanges` hides, and a secret input that changed.
 */
export function compare(observation: Observation): ResourceReport {
  const { urn, type, outcome } = observation;
  if (outcome.kind === "unanswered") return { urn, type, verdict: "unknown", reason: outcome.reason, message: outcome.message, paths: [] };
  if (outcome.kind === "gone") return { urn, type, verdict: "drifted", kind: "deleted", paths: [] };
  const changed = driftedPlaces(observation).map(tell);
  if (changed.length > 0) return { urn, type, verdict: "drifted", kind: "changed", paths: [...changed, ...hiddenPaths(observation)] };
  const hidden = hiddenPaths(observation);
  return { urn, type, verdict: hidden.length > 0 ? "ignored" : "in-sync", paths: hidden };
}

function driftedPlaces(observation: Observation): Difference[] {
  if (observation.external) return differences(observation.recorded.outputs, observation.found!.outputs);
  return unique([...judgedPlaces(observation), ...changedSecretInputs(observation)]);
}

/** The places that the provider's Diff names, or our own comparison where it only says that there are some. */
function judgedPlaces(observation: Observation): Difference[] {
  const { diff } = observation;
  const own = inputDifferences(observation).filter(place => !ignoredBy(observation, place.path));
  if (!diff || diff.changes === "unknown") return own;
  if (diff.changes === "none") return [];
  const named = diff.paths.map(readPath).filter(path => !String(path[0]).startsWith("__") && !ignoredBy(observation, path));
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
function hiddenPaths(observation: Observation): DriftedPath[] {
  const { ignoreChanges, recorded, found } = observation;
  const below = ignoreChanges.flatMap(text => {
    const pattern = readPath(text);
    const isPlain = !pattern.includes("*");
    return isPlain ? differences(valueAt(recorded.outputs, pattern), valueAt(found!.outputs, pattern), pattern) : [];
  });
  const seen = unique([...inputDifferences(observation), ...below]);
  return seen.flatMap(place => {
    const hiddenBy = ignoredBy(observation, place.path);
    return hiddenBy ? [{ ...tell(place), hiddenBy: `ignoreChanges: ${hiddenBy}` }] : [];
  });
}

function ignoredBy({ ignoreChanges }: Observation, path: PropertyPath): string | undefined {
  return ignoreChanges.find(pattern => pathCovers(readPath(pattern), path));
}

/** A path as a provider or a program wrote it; one that is no property path stands for a property of that name. */
function readPath(text: string): PropertyPath {
  try {
    return parsePath(text);
  } catch {
    return [text];
  }
}

function unique(places: Difference[]): Difference[] {
  const byPath = new Map<string, Difference>();
  for (const place of places) {
    const key = formatPath(place.path);
    if (!byPath.has(key) && !jsonEqual(place.expected, place.actual)) byPath.set(key, place);
  }
  return [...byPath.values()].sort((a, b) => (formatPath(a.path) < formatPath(b.path) ? -1 : 1));
}

/** How a difference is told: a secret only as changed. */
function tell(place: Difference): DriftedPath {
  const side = (value: Json | undefined): Json | undefined => (value === undefined ? undefined : withoutMarks(value));
  const expected = side(place.expected);
  const actual = side(place.actual);
  return {
    path: formatPath(place.path),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    ...(isOfSecret(place) ? { secret: true } : {}),
  };
}

function withoutMarks(value: Json): Json {
  if (isSecretMark(value)) return "[secret]";
  if (Array.isArray(value)) return value.map(withoutMarks);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarks(item)])) : value;
}
