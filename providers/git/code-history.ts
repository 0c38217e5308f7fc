import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, posix } from "node:path";
import type { CodeAhead, CodePlace } from "../../model/ports/code-ahead.ts";
import { gitFor, type Git } from "./git.ts";

export interface CodeHistoryOptions {
  /** Folder in which the histories are kept while they are needed. */
  scratchDir: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds that one git command may take. */
  gitMs: number;
  /** Milliseconds for which a history counts as new: a scan of many stacks fetches each repository once. Default: ten minutes. */
  freshMs?: number;
}

interface History {
  git: Git;
  dir: string;
  head: string;
}

/** A whole commit id, of either kind: nothing else that a state names may become an argument of git. */
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Histories by the `git` on PATH: commits and trees of one branch for each repository, without the files. */
export function codeHistory({ scratchDir, env, gitMs, freshMs = 600_000 }: CodeHistoryOptions): CodeAhead {
  const known = new Map<string, { since: number; history: Promise<History> }>();
  let folder: Promise<string> | undefined;

  /** A failure is remembered, too: a hundred stacks of a repository that does not answer ask it once. */
  const historyOf = (place: CodePlace): Promise<History> => {
    const key = JSON.stringify([place.cloneUrl, place.branch]);
    const before = known.get(key);
    if (before && Date.now() - before.since < freshMs) return before.history;
    const history = (before?.history ?? Promise.reject(new Error("not fetched yet"))).then(
      old => fetched(old, place),
      () => cloned(place),
    );
    history.catch(() => undefined);
    known.set(key, { since: Date.now(), history });
    return history;
  };

  async function cloned(place: CodePlace): Promise<History> {
    folder ??= mkdir(scratchDir, { recursive: true }).then(() => mkdtemp(join(scratchDir, "history-")));
    const parent = await folder;
    const dir = await mkdtemp(join(parent, "repository-"));
    const git = gitFor(place, { env, deadlineMs: gitMs });
    await git(["clone", "--quiet", "--bare", "--filter=blob:none", "--single-branch", "--no-tags", `--branch=${place.branch}`, "--", place.cloneUrl, dir], parent);
    return { git, dir, head: await headOf(git, dir, place.branch) };
  }

  async function fetched({ dir }: History, place: CodePlace): Promise<History> {
    // The token may be another one by now.
    const git = gitFor(place, { env, deadlineMs: gitMs });
    const ref = `refs/heads/${place.branch}`;
    await git(["fetch", "--quiet", "--no-tags", "origin", `+${ref}:${ref}`], dir);
    return { git, dir, head: await headOf(git, dir, place.branch) };
  }

  return {
    async since(deployed, place) {
      if (!COMMIT.test(deployed)) return undefined;
      const { git, dir, head } = await historyOf(place);
      if (deployed === head || !(await isOnBranch(git, dir, { deployed, head }))) return undefined;
      const commits = Number(await git(["rev-list", "--count", `${deployed}..${head}`, "--", `:(literal)${posix.normalize(place.path)}`], dir));
      return commits > 0 ? { deployed, branch: place.branch, head, commits } : undefined;
    },
    async close() {
      known.clear();
      const parent = await folder?.catch(() => undefined);
      folder = undefined;
      if (parent !== undefined) await rm(parent, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function headOf(git: Git, dir: string, branch: string): Promise<string> {
  return (await git(["rev-parse", "--verify", `refs/heads/${branch}^{commit}`], dir)).trim();
}

/** It ends with an error where the one is not before the other, and where the branch does not know the commit at all. */
async function isOnBranch(git: Git, dir: string, { deployed, head }: { deployed: string; head: string }): Promise<boolean> {
  return git(["merge-base", "--is-ancestor", deployed, head], dir).then(() => true, () => false);
}
