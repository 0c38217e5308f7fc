import { formatPath, stackName, type Baseline, type Json, type Observation, type StackObservation, type StackState } from "../model/index.ts";
import { compare } from "./compare.ts";
import type { Difference } from "./differences.ts";
import { neighboursOf } from "./place.ts";
import { setAside, type Aside } from "./set-aside.ts";

/** Makes a keyed fingerprint: equal for equal values under one key, and without the key it tells nothing. */
export type Fingerprint = (value: Json) => string;

/** When a baseline is taken. */
export interface BaselineOccasion {
  now: Date;
  /** A person asks for it: whatever differs now is baseline. */
  isAsked: boolean;
  /** Minutes after an update in which a scan takes it by itself; 0: never. */
  withinMinutes: number;
}

/**
 * The baseline to keep from now on; `undefined` where none is to be taken. It is taken of complete reads only, and covers
 * - what an update wrote so lately that nobody can have changed it since: right after its update a resource differs only in what its cloud and its provider make of it;
 * - what an earlier baseline covers and neither side has changed since.
 * What an update left alone is not covered: an update without a refresh does not end drift, so what differs there may well be drift. A person who has looked may say otherwise.
 */
export function nextBaseline(state: StackState, observation: StackObservation, earlier: Baseline | undefined, occasion: BaselineOccasion & { fingerprint: Fingerprint }): Baseline | undefined {
  const { now, isAsked, fingerprint } = occasion;
  const isDue = isAsked || (isWithin(state.updatedAt, occasion) && earlier?.revision !== state.revision);
  if (!isDue || observation.failure || !observation.observations.every(({ outcome }) => outcome.kind === "read" || outcome.kind === "gone")) return undefined;
  const modified = new Map(state.resources.map(resource => [resource.urn, resource.modified]));
  const entries = remaining(observation, state).flatMap(({ urn, places }) => {
    const isFresh = isAsked || isWithin(modified.get(urn), occasion);
    const told = places.map(place => [formatPath(place.path), pairFingerprint(place, fingerprint)] as const).filter(([path, print]) => isFresh || earlier?.resources[urn]?.[path] === print);
    return told.length > 0 ? [[urn, Object.fromEntries(told)] as const] : [];
  });
  return { stack: stackName(state.ref), backend: state.ref.backend, revision: state.revision, takenAt: now.toISOString(), resources: Object.fromEntries(entries) };
}

/** Takes from the differences of a resource those that the baseline has just so: nothing changed there since, on neither side. */
export function setBaselineAside(differences: readonly Difference[], urn: string, { baseline, fingerprint }: { baseline: Baseline | undefined; fingerprint: Fingerprint | undefined }): { kept: Difference[]; aside: Aside[] } {
  const entries = baseline?.resources[urn];
  if (!entries || !fingerprint) return { kept: [...differences], aside: [] };
  const isOld = (place: Difference): boolean => entries[formatPath(place.path)] === pairFingerprint(place, fingerprint);
  return { kept: differences.filter(place => !isOld(place)), aside: differences.filter(isOld).map(({ path, expected, actual }) => ({ path, expected, actual, by: "baseline" })) };
}

/** What differs and is no known noise; not what `ignoreChanges` hides, which an update does not end either. */
function remaining({ observations }: StackObservation, state: StackState): { urn: string; places: Difference[] }[] {
  const neighbours = neighboursOf(observations, state);
  return observations.map(seen => ({ urn: seen.urn, places: changedIn(seen, neighbours) }));
}

function changedIn(seen: Observation, neighbours: ReturnType<typeof neighboursOf>): Difference[] {
  const { changed, hidden } = compare(seen);
  return setAside(changed, seen, { all: [...changed, ...hidden], neighbours }).kept;
}

/** Of both sides together; an absent value is not the same as null. */
function pairFingerprint({ expected, actual }: Difference, fingerprint: Fingerprint): string {
  return fingerprint([expected === undefined ? [] : [expected], actual === undefined ? [] : [actual]]);
}

function isWithin(time: string | undefined, { now, withinMinutes }: BaselineOccasion): boolean {
  const minutes = time === undefined ? Number.NaN : (now.getTime() - Date.parse(time)) / 60_000;
  // Not only from 0 on: the clock of the machine that deployed may be ahead of ours.
  return Math.abs(minutes) < withinMinutes;
}
