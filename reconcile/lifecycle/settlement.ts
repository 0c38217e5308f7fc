import type { GuidedError } from "../../model/guided-error.ts";
import type { Checkout } from "../../model/ports/checkout.ts";
import type { ForgeRepository } from "../../model/ports/forge.ts";
import type { ReconcileSettings } from "../../model/reconcile-config.ts";
import type { Direction, ReconciledResource, Refusal } from "../../model/reconcile-report.ts";
import type { Candidate, Proposal } from "../proposals/proposal.ts";

/** Where pull requests are opened. */
export interface Place {
  repository: ForgeRepository;
  /** Of `base`; whatever was written to it is undone. */
  checkout: Checkout;
  /** Branch that pull requests go to. */
  base: string;
}

/** Everything that the evaluated stacks of one repository ask of it. Given together: limits and closing look at all of it. */
export interface Work {
  candidates: readonly Candidate[];
  /** Stacks (`<project>/<stack>`) whose drift was told completely in this run: only their pull requests are closed. A stack that failed or was skipped closes nothing. */
  evaluated: ReadonlySet<string>;
  /** What the dashboard issue says besides, by stack. The issue of a stack that is missing here stays as it is; of one that was not evaluated only its errors are written anew. */
  news: ReadonlyMap<string, StackNews>;
  /** Project folders in the repository, by stack; only of those whose program is in it. */
  folders: ReadonlyMap<string, string>;
  settings: ReconcileSettings;
  dryRun: boolean;
  trueup: string;
  engine: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits for a rate limit; the whole run waits for a minute at most. */
  pause(milliseconds: number): Promise<void>;
}

/** Names of a resource as people know it. */
export interface NamedResource {
  urn: string;
  name: string;
  type: string;
}

/** What a person is to choose; whose choice stands already is given too, so that it can be changed. */
export interface Choice extends NamedResource {
  /** As `Candidate.subjects` has it, or a URN for all that is about the resource. */
  subject: string;
  paths: string[];
  offered: Direction[];
  urgency: number;
}

export interface RefusedDrift extends NamedResource {
  path?: string;
  refusal: Refusal;
  /** Command that gives the cloud the code's value back. */
  restore?: string;
}

export interface StackNews {
  toChoose: readonly Choice[];
  refused: readonly RefusedDrift[];
  /** For people who restore by hand: `restore.as: issue`. */
  restores: readonly (NamedResource & { paths: string[]; command: string })[];
  /** What went wrong with the stack in this run. */
  errors: readonly Refusal[];
}

export const NO_NEWS: StackNews = { toChoose: [], refused: [], restores: [], errors: [] };

/** What became of one candidate. */
export interface Settled {
  outcome: Exclude<ReconciledResource["outcome"], "reported">;
  branch: string;
  pullRequest?: { number: number; url: string };
  /** Made and proven in this run. */
  proposal?: Proposal;
  refusal?: Refusal;
  /** Its outcome is `refused`, or `limited` where the forge's rate limit is used up. */
  failure?: GuidedError;
}

/** An open pull request that is not ours. */
export interface OtherPullRequest {
  number: number;
  url: string;
  title: string;
  /** Paths of the repository that it changes. */
  files: readonly string[];
}

export interface Settlement {
  settled: ReadonlyMap<Candidate, Settled>;
  closed: readonly { stack: string; number: number; url: string; reason: string }[];
  /** Addresses of dashboard issues, by stack. */
  dashboards: ReadonlyMap<string, string>;
  /** Open pull requests of other people that change a stack's code, by stack. */
  others: ReadonlyMap<string, readonly OtherPullRequest[]>;
  /** What went wrong besides the candidates: closing, the dashboard. */
  failures: readonly { stack: string; failure: GuidedError }[];
}
