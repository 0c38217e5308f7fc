import type { Baseline, DriftedPath, Observation, ResourceReport, SetAsidePath } from "../model/index.ts";
import { setBaselineAside, type Fingerprint } from "./baseline.ts";
import { compare, type Hidden } from "./compare.ts";
import { handedOn, type StackOutput } from "./handed-on.ts";
import type { NoiseRule } from "./noise-rule.ts";
import type { Neighbour } from "./place.ts";
import { setAside, type Aside } from "./set-aside.ts";
import { tell } from "./tell.ts";

/** What is known besides of the stack that a resource is in. */
export interface Surroundings {
  neighbours: readonly Neighbour[];
  /** What the stack hands on to others. */
  outputs: readonly StackOutput[];
  baseline?: Baseline | undefined;
  fingerprint?: Fingerprint | undefined;
  /** Default: all that are registered. */
  rules?: readonly NoiseRule[];
}

const ALONE: Surroundings = { neighbours: [], outputs: [] };

/** What one observation means: compared, what is known noise set aside, what is hidden named. */
export function judgeResource(observation: Observation, around: Surroundings = ALONE): ResourceReport {
  const { urn, type, outcome } = observation;
  if (outcome.kind === "unanswered") return { urn, type, verdict: "unknown", reason: outcome.reason, message: outcome.message, paths: [] };
  if (outcome.kind === "gone") return { urn, type, verdict: "drifted", kind: "deleted", paths: [] };
  const { changed, hidden, aside } = settled(observation, around);
  const told = aside.length > 0 ? { setAside: aside.map(tellAside) } : {};
  if (changed.length > 0) return { urn, type, verdict: "drifted", kind: "changed", paths: [...changed.map(tell), ...hidden.map(tellHidden)], ...told };
  const alsoHidden = observation.external ? hidden : [...hidden, ...handedOnOutputs(observation, around, hidden)];
  return { urn, type, verdict: alsoHidden.length > 0 ? "ignored" : "in-sync", paths: alsoHidden.map(tellHidden), ...told };
}

function settled(observation: Observation, around: Surroundings): { changed: ReturnType<typeof compare>["changed"]; hidden: Hidden[]; aside: Aside[] } {
  const { changed, hidden } = compare(observation);
  const context = { all: [...changed, ...hidden], neighbours: around.neighbours };
  const known = setAside(changed, observation, context, around.rules);
  const old = setBaselineAside(known.kept, observation.urn, { baseline: around.baseline, fingerprint: around.fingerprint });
  const hiddenKnown = setAside(hidden, observation, context, around.rules);
  return { changed: old.kept, hidden: hiddenKnown.kept, aside: [...known.aside, ...old.aside, ...hiddenKnown.aside] };
}

function handedOnOutputs(observation: Observation, around: Surroundings, hidden: readonly Hidden[]): Hidden[] {
  const places = handedOn(observation, around.outputs);
  const { kept } = setAside(places, observation, { all: places, neighbours: around.neighbours }, around.rules);
  const told = new Set(hidden.map(({ path }) => JSON.stringify(path)));
  return kept.filter(({ path }) => !told.has(JSON.stringify(path)));
}

function tellHidden(place: Hidden): DriftedPath {
  return { ...tell(place), hiddenBy: place.hiddenBy };
}

function tellAside(place: Aside): SetAsidePath {
  return { ...tell(place), by: place.by };
}
