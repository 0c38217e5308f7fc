import type { RestAnswer } from "../forge/planned-answers.ts";
import type { RunningForge } from "../forge/running-forge.ts";
import { gitBenches } from "./forge/git-benches.ts";
import { giteaBenches } from "./forge/gitea-benches.ts";
import { gitlabBenches } from "./forge/gitlab-benches.ts";
import { githubBenches } from "./forge/github-benches.ts";

/** What a forge may be without; its tests are left out, and the port's promise for its absence is tested in their place. */
export type MissingPart =
  /** Pull requests that are closed unmerged stay closed. */
  | "reopening"
  | "labels"
  | "drafts"
  /** Of pull requests. */
  | "comments"
  /** Issues. */
  | "tracker"
  | "checks"
  /** Commits that the forge makes. */
  | "commits"
  /** Which files a pull request changes. */
  | "files"
  /** Pull requests from forks. */
  | "forks"
  /** An API of its own: git is all there is. */
  | "api";

/** A forge of one kind, as it is started for the tests. Several may be of one kind, with other settings. */
export interface ForgeBench {
  title: string;
  /** `id` of the plug-in. */
  kind: string;
  missing: readonly MissingPart[];
  /** The only parts of the suite that are asked of it, where another bench of its kind is asked the others. */
  parts?: readonly string[];
  /** Characters that the body of a pull request may have; absent where nobody knows of a limit. */
  bodyLimit?: number;
  /** `pageSize`: most entries that one answer of it lists, whatever it is asked for. */
  start(options?: { pageSize?: number }): Promise<RunningForge>;
  /** The settings under which `trueup.yaml` reaches it; every secret reference in them resolves to `secret`. */
  settings(running: RunningForge, over?: { url?: string }): unknown;
  secret(running: RunningForge): string;
  /** What is as good as a secret, but lets nobody in. */
  wrongSecret: string;
  /** All the ways in which it says that so many seconds have to pass. */
  limited(seconds: number): RestAnswer[];
  /** Its answer where a token lacks a permission, and a part of what it says. */
  forbidden: RestAnswer & { says: string };
}

/** How each kind of forge is started; a kind that is missing here fails its suite. */
export const forgeBenches: readonly ForgeBench[] = [...githubBenches, ...giteaBenches, ...gitlabBenches, ...gitBenches];
