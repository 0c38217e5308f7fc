import { isReadByRefresh, stackName, type Baseline, type Exemption, type GuidedError, type ResourceReport, type StackObservation, type StackReport, type StackState, type StackVerdict, type UnknownReason } from "../model/index.ts";
import type { Fingerprint } from "./baseline.ts";
import { confirmDeletions } from "./confirm-deletions.ts";
import { exempt } from "./exemptions.ts";
import { stackOutputs } from "./handed-on.ts";
import { judgeResource, type Surroundings } from "./judge-resource.ts";
import { neighboursOf } from "./place.ts";

/** What is set aside besides noise. */
export interface PutUpWith {
  baseline?: Baseline | undefined;
  fingerprint?: Fingerprint | undefined;
  exemptions?: readonly Exemption[];
  /** What day it is, for the last days of exemptions. */
  now?: Date;
}

/** The report of one stack that was read, as far as it was read. */
export function judgeStack(state: StackState, observation: StackObservation, goneShare: number, putUpWith: PutUpWith = {}): StackReport {
  const { baseline, fingerprint, exemptions = [], now = new Date(0) } = putUpWith;
  const around: Surroundings = { neighbours: neighboursOf(observation.observations, state), outputs: stackOutputs(state), baseline, fingerprint };
  const confirmed = confirmDeletions(observation.observations.map(seen => judgeResource(seen, around)), observation, goneShare);
  const compared = confirmed.map(resource => exempt(resource, stackName(state.ref), exemptions, now));
  const resources = [...compared, ...unread(state, observation)].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const total = totalOf(state);
  const evaluated = resources.filter(resource => resource.verdict !== "unknown").length;
  const { failure } = observation;
  const verdict = failure?.reason === "locked" ? "skipped" : stackVerdict(resources, Boolean(failure));
  return {
    stack: stackName(state.ref),
    backend: state.ref.backend,
    verdict,
    ...whyNot(verdict, resources, failure),
    coverage: { evaluated, total },
    callers: observation.callers.map(({ provider: _provider, ...evidence }) => evidence),
    durationMs: observation.durationMs,
    resources: resources.filter(resource => resource.verdict !== "in-sync" || resource.setAside !== undefined),
  };
}

/** The report of a stack that was left alone this time. What it has is counted, and nothing is said about it. */
export function reportSkipped(stack: { name: string; backend: string }, why: Pick<StackReport, "reason" | "message" | "hint">, state?: StackState): StackReport {
  return { stack: stack.name, backend: stack.backend, verdict: "skipped", ...why, coverage: { evaluated: 0, total: state ? totalOf(state) : 0 }, resources: [] };
}

/** The report of a stack whose state could not even be had. */
export function reportUnread(stack: { name: string; backend: string }, error: GuidedError, reason: UnknownReason): StackReport {
  return {
    stack: stack.name,
    backend: stack.backend,
    verdict: reason === "locked" ? "skipped" : "unknown",
    reason,
    message: error.message,
    hint: error.hint,
    coverage: { evaluated: 0, total: 0 },
    resources: [],
  };
}

function totalOf(state: StackState): number {
  return state.resources.filter(isReadByRefresh).length;
}

/** Resources that a refresh reads but that no Read was seen of: never in sync. */
function unread(state: StackState, { observations, failure }: StackObservation): ResourceReport[] {
  const seen = new Set(observations.map(({ urn }) => urn));
  return state.resources
    .filter(resource => isReadByRefresh(resource) && !seen.has(resource.urn))
    .map(({ urn, type }) => ({ urn, type, verdict: "unknown", reason: failure?.reason ?? "not-read", ...(failure ? { message: failure.message } : {}), paths: [] }));
}

/** Drift is told even where not all could be told; nothing that was not evaluated is in sync. */
function stackVerdict(resources: readonly ResourceReport[], hasFailed: boolean): StackVerdict {
  const has = (verdict: ResourceReport["verdict"]): boolean => resources.some(resource => resource.verdict === verdict);
  if (has("drifted")) return "drifted";
  if (hasFailed || has("unknown")) return resources.every(resource => resource.verdict === "unknown") ? "unknown" : "partial";
  return has("ignored") ? "ignored" : "in-sync";
}

function whyNot(verdict: StackVerdict, resources: readonly ResourceReport[], failure: StackObservation["failure"]): Pick<StackReport, "reason" | "message" | "hint"> {
  if (failure) return { reason: failure.reason, message: failure.message, hint: failure.hint };
  const first = resources.find(resource => resource.verdict === "unknown");
  const isToldByStack = verdict === "unknown" || verdict === "partial";
  return isToldByStack && first?.reason ? { reason: first.reason, ...(first.message ? { message: first.message } : {}) } : {};
}
