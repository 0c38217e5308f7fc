import type { BareRepository } from "./bare-repository.ts";
import type { PlannedAnswer, PlanOptions } from "./planned-answers.ts";
import type { ChangedFile, Pull } from "./pulls.ts";

/** What is shown beside a commit: of each name the last one, in the order in which the names came. */
export interface ShownCheck {
  name: string;
  /** Green, or grey; red is not. */
  isGood: boolean;
  title: string;
  summary?: string;
}

/** A forge on 127.0.0.1 that speaks git over HTTP and an API about one repository. Tests look behind its API by this. */
export interface RunningForge {
  apiUrl: string;
  cloneUrl: string;
  /** Lets in, to git and to the API. */
  token: string;
  /** owner/name */
  repository: string;
  bare: BareRepository;
  /** All pull requests, as they are now. */
  pulls(): Pull[];
  /** Merges one, really. Returns the merge commit. */
  merge(number: number): Promise<string>;
  files(number: number): Promise<ChangedFile[]>;
  /** Opens a pull request from a branch of this name in somebody's fork. Returns its number. */
  openFromFork(branch: string): Promise<number>;
  checks(commit: string): ShownCheck[];
  /** All that has let in so far beside `token`: nothing of it may ever be told. */
  tokens(): string[];
  /** Every request so far, as `GET /repos/acme/infra/pulls`. */
  requests(): string[];
  /** The next request to the API gets this answer. */
  answerNext(answer: PlannedAnswer, options?: PlanOptions): void;
  renameDefaultBranch(name: string): Promise<void>;
  /** Deletes the repository: from now on it is as if there never was one. */
  remove(): void;
  stop(): Promise<void>;
}
