import type { PendingDeploy } from "../scan-report.ts";

/** Where the code of a stack is. */
export interface CodePlace {
  /** HTTP(S) address for git. */
  cloneUrl: string;
  credentials: { username: string; password: string };
  branch: string;
  /** Project folder in the repository. */
  path: string;
}

/** Tells code that is ahead of what was deployed. Never touches the user's own checkout. */
export interface CodeAhead {
  /**
   * The commits of the branch after `deployed` that touch the project's folder; `undefined` where there are none, and where the branch does not hold that commit:
   * what was deployed from elsewhere, or from a branch that was rewritten since, has no order with what is there now.
   * @param deployed the whole commit id
   * @throws {GuidedError} GIT_FAILED with git's words, credentials left out
   */
  since(deployed: string, place: CodePlace): Promise<PendingDeploy | undefined>;
  /** Removes what was fetched. */
  close(): Promise<void>;
}
