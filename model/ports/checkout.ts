/** A scratch working copy of a repository; the user's own checkout is never touched. */
export interface Checkout {
  /** Absolute path of the working copy. */
  dir: string;
  /** Commit the branch was at. */
  baseCommit: string;
  /** Unified diff of what was edited since. */
  diff(): Promise<string>;
  /** One commit with all edits on `branch`, regenerated from base; pushed, replacing what only we pushed there. Returns the commit. */
  push(branch: string, message: string): Promise<string>;
  /** Removes the working copy. */
  dispose(): Promise<void>;
}

/** @throws {GuidedError} GIT_FAILED with git's words, credentials left out */
export type OpenCheckout = (request: { cloneUrl: string; branch: string; credentials: { username: string; password: string } }) => Promise<Checkout>;
