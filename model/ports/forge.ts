import type { z } from "zod";
import type { CloudContext } from "./cloud.ts";

/** A pull request, or what the forge has in its place, of a branch of the repository itself; those from forks are never given. */
export interface PullRequest {
  number: number;
  url: string;
  title: string;
  body: string;
  head: string;
  base: string;
  state: "open" | "closed" | "merged";
  isDraft: boolean;
  labels: string[];
  /** Commit at the end of `head`, as the forge last saw it. */
  headCommit: string;
  /** ISO time. */
  createdAt: string;
  /** ISO time at which it was closed or merged. */
  endedAt?: string;
}

export interface NewPullRequest {
  /** Branch with the change; pushed before. */
  head: string;
  base: string;
  title: string;
  body: string;
  labels: string[];
  /** Left aside by forges that have no drafts. */
  isDraft?: boolean;
}

export interface Comment {
  id: string;
  body: string;
  /** Account that wrote it. */
  by: string;
}

/** An issue of the repository's tracker. */
export interface Issue {
  number: number;
  url: string;
  title: string;
  body: string;
  state: "open" | "closed";
}

/** The tracker of a repository; absent where it has none, or where it is switched off. */
export interface IssueTracker {
  /** Those with the label, open and closed, newest first. */
  list(label: string): Promise<Issue[]>;
  open(issue: { title: string; body: string; labels: string[] }): Promise<Issue>;
  update(number: number, change: { title?: string; body?: string; state?: Issue["state"] }): Promise<Issue>;
}

/** What is said of one commit beside its pull request. */
export interface Check {
  commit: string;
  /** Stays the same: a later check of this name replaces the one before. */
  name: string;
  conclusion: "success" | "failure" | "neutral";
  /** One line. */
  title: string;
  /** Markdown; forges that have only a status show the title alone. */
  summary: string;
}

/** A commit that the forge makes, and signs in its own name. */
export interface NewCommit {
  branch: string;
  /** Commit it stands on. */
  parent: string;
  message: string;
  /** New bytes by path from the repository; files that are not named stay as they are. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Where the branch is now; absent: there is none yet. Nothing is changed where it is somewhere else. */
  expected?: string;
}

/** One repository on a forge. Every method @throws {GuidedError} FORGE_REFUSED, FORGE_UNREACHABLE, or FORGE_LIMITED with `retryAfter` seconds */
export interface ForgeRepository {
  /** HTTP(S) address for git. */
  cloneUrl: string;
  defaultBranch: string;
  /** What git authenticates with. Never logged, never on a command line. Some forges renew it: read it whenever it is used. */
  credentials: { username: string; password: string };
  /** Characters that the body of a pull request, an issue or a comment may have; absent: no limit is known. */
  bodyLimit?: number;
  /** Who commits, where the configuration says so. */
  author?: { name: string; email: string };
  /** The newest pull request from this branch, open ones first; `undefined` when there never was one. */
  findPullRequest(head: string): Promise<PullRequest | undefined>;
  /** Every open pull request of the repository. */
  openPullRequests(): Promise<PullRequest[]>;
  /** Opens one, or returns the open one that the forge says exists already for this branch. Where the answer is lost it looks before it tries again: never two for one branch. */
  openPullRequest(request: NewPullRequest): Promise<PullRequest>;
  /** Changes what is given; `labels` are added to those it has. Some forges open none again whose branch was rewritten since, or none at all: FORGE_REFUSED. */
  updatePullRequest(number: number, change: { title?: string; body?: string; state?: "open" | "closed"; labels?: string[]; isDraft?: boolean }): Promise<PullRequest>;
  /** Comments of a pull request, oldest first. */
  comments(number: number): Promise<Comment[]>;
  /** Paths of the repository that a pull request changes; of a file that it moves, both. Absent where a forge has none but ours. */
  changedFiles?(number: number): Promise<string[]>;
  comment(number: number, body: string): Promise<void>;
  /** Only where it still ends in that commit. */
  deleteBranch(branch: string, commit: string): Promise<void>;
  issues?: IssueTracker;
  /** Absent where the forge shows nothing of the kind. */
  check?(check: Check): Promise<void>;
  /** Makes the commit and puts the branch on it, and returns it. There only where the configuration asks for commits of the forge. @throws {GuidedError} BRANCH_FOREIGN where the branch is not where it was expected */
  commit?(commit: NewCommit): Promise<string>;
}

/** A forge. Plug-in kind `forge`: a folder in providers/forges/, exporting `forge`. */
export interface Forge<Settings = unknown> {
  /** What users type as `kind:`; never changes. */
  id: string;
  title: string;
  /** The fields of a forge in `trueup.yaml`, besides `kind`. */
  settings: z.ZodObject;
  /** @throws {GuidedError} FORGE_REFUSED (bad token, no such repository), FORGE_LIMITED or FORGE_UNREACHABLE */
  repository(settings: Settings, repository: string, context: CloudContext): Promise<ForgeRepository>;
}
