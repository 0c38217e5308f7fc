import type { BranchTip } from "../../model/ports/checkout.ts";
import type { PullRequest } from "../../model/ports/forge.ts";
import type { Refusal } from "../../model/reconcile-report.ts";
import type { Candidate } from "../proposals/proposal.ts";
import { subjectId } from "../pull-request/identity.ts";
import type { KnownMark } from "../pull-request/mark.ts";

/** What the forge has for one key. */
export interface Standing {
  /** The open one, or else the newest. */
  pull?: PullRequest;
  /** Of its body. */
  mark?: KnownMark;
  /** The branch as it is now; absent: there is none. */
  tip?: Pick<BranchTip, "commit" | "isOurs">;
}

/** What a run wants for that key. */
export interface Wanted {
  candidate: Pick<Candidate, "fingerprint" | "base" | "state" | "subjects" | "onlyWaits">;
  isEvaluated: boolean;
  /** A person ticked that it is proposed again, or chose this direction anew. */
  isAskedAgain: boolean;
  /** The pull request was to serve another stack, too, which asks for something else now. */
  isAlikeNoMore: boolean;
  /** Branch that pull requests go to. */
  onto: string;
  now: number;
  /** Milliseconds for which a merged one is believed to be carried out still. */
  waitsMs: number;
}

/** Comments that are made once on a pull request. */
export type Note = "foreign" | "other-base" | "waiting" | "unproven" | "foreign-gone";

export type Step =
  | { kind: "open" }
  /** Makes and proves it again; what is pushed and written depends on what comes out. */
  | { kind: "update" }
  /** The branch that pull requests go to has another name now: the open one is closed, and another opened. */
  | { kind: "move"; reason: string }
  | { kind: "leave"; outcome: "unchanged" | "declined" | "foreign" | "waiting" | "refused"; note?: Note; refusal?: Refusal }
  | { kind: "close"; reason: string };

/** The state machine of one pull request that a run wants; docs/reconciliation.md has it as a table. */
export function nextStep(standing: Standing, wanted: Wanted): Step {
  const { pull, tip } = standing;
  if (pull?.state === "open") return stepOfOpen(pull, standing, wanted);
  if (wanted.candidate.onlyWaits) return leaveWaiting(pull);
  if (pull?.state === "merged" && isAwaited(pull, standing.mark, wanted)) return leaveWaiting(pull);
  if (pull?.state === "closed" && isDeclined(standing.mark, wanted)) return { kind: "leave", outcome: "declined" };
  // Nobody's pull request is there to say it on.
  return tip && !tip.isOurs ? { kind: "leave", outcome: "foreign" } : { kind: "open" };
}

function stepOfOpen(pull: PullRequest, { mark, tip }: Standing, { candidate, isEvaluated, isAlikeNoMore, onto }: Wanted): Step {
  if (tip && !tip.isOurs) return { kind: "leave", outcome: "foreign", ...(mark && { note: "foreign" }) };
  if (pull.base !== onto) return isOldBase(pull, mark, onto) ? { kind: "move", reason: `Pull requests go to ${onto} now.` } : { kind: "leave", outcome: "foreign", ...(mark && { note: "other-base" }) };
  if (candidate.onlyWaits) return { kind: "close", reason: "The program says it already; what is missing is a deployment with a refresh." };
  if (mark?.v !== 2) return { kind: "update" };
  if (!isEvaluated && !covers(candidate.subjects, mark.subjects)) return { kind: "leave", outcome: "unchanged" };
  if (mark.refused && isSame(mark.refused, candidate)) return { kind: "leave", outcome: "refused", refusal: mark.refused.refusal };
  // Someone deleted the branch, or a run ended between its push and its text.
  if (tip?.commit !== mark.head) return { kind: "update" };
  return isSame(mark, candidate) && !isAlikeNoMore ? { kind: "leave", outcome: "unchanged" } : { kind: "update" };
}

/** It goes to where pull requests went when it was opened, not to where a person has sent it. */
function isOldBase(pull: PullRequest, mark: KnownMark | undefined, onto: string): boolean {
  return mark?.v === 2 && mark.onto !== onto && mark.onto === pull.base;
}

/** What could not be read in this run may be missing among the subjects, and is not to be dropped for that. */
function covers(subjects: readonly string[], known: readonly string[]): boolean {
  const ids = new Set(subjects.map(subjectId));
  return known.every(id => ids.has(id));
}

function isSame(one: { fingerprint: string; base: string; state: string }, other: { fingerprint: string; base: string; state: string }): boolean {
  return one.fingerprint === other.fingerprint && one.base === other.base && one.state === other.state;
}

function leaveWaiting(pull: PullRequest | undefined): Step {
  return { kind: "leave", outcome: "waiting", ...(pull?.state === "merged" && { note: "waiting" }) };
}

function isAwaited(pull: PullRequest, mark: KnownMark | undefined, { candidate, isAskedAgain, now, waitsMs }: Wanted): boolean {
  if (isAskedAgain || (mark?.v === 2 && mark.gone)) return false;
  if (mark && mark.fingerprint !== candidate.fingerprint) return false;
  const merged = Date.parse(pull.endedAt ?? "");
  return Number.isNaN(merged) || now - merged < waitsMs;
}

/** A person said no to this very value. */
function isDeclined(mark: KnownMark | undefined, { candidate, isAskedAgain }: Wanted): boolean {
  if (!mark || isAskedAgain || (mark.v === 2 && mark.closed !== undefined)) return false;
  return mark.fingerprint === candidate.fingerprint;
}

/** What becomes of an open pull request of ours that no candidate asks for; `reason`: why not; `isDouble`: another one is about the same. */
export function stepWithoutCandidate({ mark, tip }: Standing, { isEvaluated, isDouble, reason }: { isEvaluated: boolean; isDouble: boolean; reason: string }): Exclude<Step, { kind: "leave" }> | { kind: "leave"; note?: Note } {
  if (!isEvaluated || mark?.v !== 2) return { kind: "leave" };
  // Closed by us and open: a person wants to keep it.
  if (mark.closed !== undefined && !isDouble) return { kind: "leave" };
  if (tip && !tip.isOurs) return { kind: "leave", note: "foreign-gone" };
  return { kind: "close", reason };
}
