import type { RestAnswer } from "../planned-answers.ts";
import type { BareRepository } from "../bare-repository.ts";
import type { Issues, ThreadComment } from "../issues.ts";
import type { Numbers, Pulls } from "../pulls.ts";
import type { ApiRequest } from "../serve-forge.ts";
import type { Apps, Caller } from "./apps.ts";

export interface GithubOptions {
  owner?: string;
  repo?: string;
  token?: string;
  /** What `main` holds at the start. */
  seedDir?: string;
  /** Most entries of one page; GitHub's own is 100. */
  pageSize?: number;
  hasIssues?: boolean;
  hasDrafts?: boolean;
  /** Seconds that an installation's token lives; GitHub's live an hour. */
  tokenSeconds?: number;
  /** What the App may do here. */
  appPermissions?: Record<string, string>;
}

export interface ShownRun {
  commit: string;
  name: string;
  /** A check run's conclusion, or a commit status' state. */
  conclusion: string;
  title: string;
  summary?: string;
}

/** One repository on the test forge, by GitHub's rules. */
export interface GithubState {
  owner: string;
  repo: string;
  token: string;
  bare: BareRepository;
  defaultBranch: string;
  numbers: Numbers;
  pulls: Pulls;
  issues: Issues;
  pullComments: Map<number, ThreadComment[]>;
  comments: Numbers;
  /** Oldest first. */
  runs: ShownRun[];
  apps: Apps;
  options: Required<Pick<GithubOptions, "pageSize" | "hasIssues" | "hasDrafts">>;
  isRemoved: boolean;
}

/** A request about the repository, from somebody who may ask. */
export interface Question extends ApiRequest {
  /** Behind `/repos/{owner}/{repo}`, encoded as it came. */
  route: string;
  caller: Caller;
}

/** Answers what it knows; `undefined` leaves the request to others. */
export type Routes = (question: Question, state: GithubState) => Promise<RestAnswer | undefined>;
