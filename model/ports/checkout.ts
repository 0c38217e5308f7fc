/** A scratch working copy of a repository; the user's own checkout is never touched. Paths are relative to `dir` and never lead out of it. */
export interface Checkout {
  /** Absolute path of the working copy. */
  dir: string;
  /** Commit the branch was at. */
  baseCommit: string;
  /** The bytes of a file as the branch has them, or as they were written; `undefined` where there is none, or where the path leads out of the working copy. */
  readFile(path: string): Promise<Uint8Array | undefined>;
  /** Replaces the bytes of a file, or makes it with the folders it needs. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  /** Runs the command that makes a folder of it runnable, without a shell and without the forge's credentials. @throws {GuidedError} PREPARE_FAILED */
  prepare(folder: string, command: readonly string[]): Promise<void>;
  /** Unified diff of what was written since; empty where git does not know the file. */
  diff(): Promise<string>;
  /** One commit with the written files on `branch`, regenerated from base; pushed, replacing what only we pushed there. Returns the commit. @throws {GuidedError} BRANCH_FOREIGN where someone else pushed there, BRANCH_MOVED where somebody pushed at the same moment */
  push(branch: string, message: string): Promise<string>;
  /** Where the branches of the remote repository are whose names begin so: commits by branch. One question, however many there are. */
  tips(prefix: string): Promise<ReadonlyMap<string, string>>;
  /** Where one branch of the remote repository is, and whose it is; `undefined` where there is no such branch. */
  tipOf(branch: string): Promise<BranchTip | undefined>;
  /** Back to base, for the next edit. */
  reset(): Promise<void>;
  /** Removes the working copy. */
  dispose(): Promise<void>;
}

export interface BranchTip {
  commit: string;
  /** E-mail address of whoever made it. */
  by: string;
  /** It ends in a commit that only we, or the forge for us, can have made: neither someone else's nor one of ours that someone amended. */
  isOurs: boolean;
  /** Milliseconds since 1970 at which it was committed. */
  madeAt: number;
  /** Of the trailer `Trueup-Stack` of a commit of ours: `<project>/<stack>`. */
  stack?: string;
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
