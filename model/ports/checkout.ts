/** A scratch working copy of a repository; the user's own checkout is never touched. Paths are relative to `dir` and never lead out of it. */
export interface Checkout {
  /** Absolute path of the working copy. */
  dir: string;
  /** Commit the branch was at. */
  baseCommit: string;
  /** The bytes of a file; `undefined` where there is none, or where the path leads out of the working copy. */
  readFile(path: string): Promise<Uint8Array | undefined>;
  /** Replaces the bytes of a file, or makes it with the folders it needs. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  /** Runs the command that makes a folder of it runnable, without a shell and without the forge's credentials. @throws {GuidedError} PREPARE_FAILED */
  prepare(folder: string, command: readonly string[]): Promise<void>;
  /** Unified diff of what was written since; empty where git does not know the file. */
  diff(): Promise<string>;
  /** One commit with the written files on `branch`, regenerated from base; pushed, replacing what only we pushed there. Returns the commit. @throws {GuidedError} BRANCH_FOREIGN where someone else pushed there */
  push(branch: string, message: string): Promise<string>;
  /** Where a branch of the remote repository is, and whether all of it beyond its base is one commit of ours; `undefined` where there is no such branch. */
  tipOf(branch: string): Promise<{ commit: string; isOurs: boolean } | undefined>;
  /** Back to base, for the next edit. */
  reset(): Promise<void>;
  /** Removes the working copy. */
  dispose(): Promise<void>;
}

export interface CheckoutRequest {
  cloneUrl: string;
  branch: string;
  credentials: { username: string; password: string };
  /** Who commits; absent: Trueup. */
  author?: { name: string; email: string };
}

/** @throws {GuidedError} GIT_FAILED with git's words, credentials left out */
export type OpenCheckout = (request: CheckoutRequest) => Promise<Checkout>;
