import type { GuidedError } from "../../model/guided-error.ts";
import type { BranchTip } from "../../model/ports/checkout.ts";
import type { PullRequest } from "../../model/ports/forge.ts";
import type { Candidate, Proposal } from "../proposals/proposal.ts";
import type { KnownMark } from "../pull-request/mark.ts";
import type { Dashboard } from "./dashboard/find-dashboards.ts";
import type { OtherPullRequest, Place, Settlement, Work } from "./settlement.ts";

/** The forge when the run began. */
export interface Seen {
  open: readonly PullRequest[];
  /** Of those that are ours, by number. */
  marks: ReadonlyMap<number, KnownMark>;
  /** Commits of our branches, by name. */
  tips: ReadonlyMap<string, string>;
  /** Dashboard issues by stack. */
  dashboards: ReadonlyMap<string, Dashboard>;
}

/** What every part of settling works with. */
export interface Scene extends Place {
  work: Work;
  seen: Seen;
  /** What other people are about to change, newest first. */
  others: readonly OtherPullRequest[];
  /** Those of them that change a stack's code, by stack. */
  othersByStack: Settlement["others"];
  /** Tips that were looked at more closely, by commit: a commit stays what it is. */
  known: Map<string, BranchTip>;
  /** What was opened or rewritten in this run, as it is now; of a dry run what it would be. */
  published: PullRequest[];
  foreseen: { candidate: Candidate; proposal: Proposal }[];
  /** What people have declined, of what this run asked for. */
  declined: { pull: PullRequest; mark: KnownMark }[];
  /** What was closed in this run. */
  closed: Settlement["closed"][number][];
  /** What went wrong and stopped nothing. */
  failures: { stack: string; failure: GuidedError }[];
}
