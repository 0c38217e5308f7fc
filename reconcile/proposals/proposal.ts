import type { Direction, Refusal } from "../../model/reconcile-report.ts";

/** What one pull request would be about, before it is made and proven. Cheap: there may be many, and most are open already. */
export interface Candidate {
  direction: Direction;
  /** <project>/<stack> */
  stack: string;
  /** URNs, sorted; with the property's path behind it, as `<urn> <path>`, where pull requests are one for each property. */
  subjects: string[];
  /** Names the subject in every run and on every machine; stays while values change. Equal keys: the same pull request. */
  key: string;
  /** Changes whenever what is proposed does. */
  fingerprint: string;
  branch: string;
  title: string;
  /** Of two, the one with more comes first where there may not be that many. */
  urgency: number;
  /** Commit of the base branch it was made from. */
  base: string;
  /** Revision of the state it was made from. */
  state: string;
  /** The program has it already and only the state does not know: nothing is opened and `make` is never called, but a pull request that was merged is told that a refresh is missing. */
  onlyWaits?: true;
  /** Makes and proves it. Costs minutes: called only where the pull request is opened or changed, or has to be proven again. */
  make(): Promise<Proposal | { refusal: Refusal }>;
}

/** A pull request that is ready to be opened. */
export interface Proposal {
  title: string;
  /** Markdown without the mark. At most 60,000 characters. */
  body: string;
  commitMessage: string;
  /** New bytes by path from the repository. */
  files: ReadonlyMap<string, Uint8Array>;
  /** What other stacks (`<project>/<stack>`) of the same program ask for, by the keys of their candidates, and this ends, too. */
  alike?: { stack: string; key: string }[];
  labels: string[];
  /** Said of the commit. A failure keeps the pull request a draft. */
  check: { conclusion: "success" | "failure" | "neutral"; title: string; summary: string };
}
