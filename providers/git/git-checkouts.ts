import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Checkout, CheckoutRequest, OpenCheckout } from "../../model/ports/checkout.ts";
import { gitFor, type Git } from "./git.ts";
import { prepareFolder } from "./prepare-folder.ts";
import { publishBranch } from "./publish-branch.ts";
import { readInside } from "./read-inside.ts";

export interface CheckoutOptions {
  /** Folder in which working copies are made. Below a folder with node_modules, Node finds the programs' packages there. */
  scratchDir: string;
  env: NodeJS.ProcessEnv;
  /** Who commits, where the forge does not say. */
  author: { name: string; email: string };
  /** Milliseconds that one git command may take. */
  gitMs: number;
  /** Milliseconds that `prepare` may take. */
  prepareMs: number;
}

/** Checkouts by the `git` on PATH: a shallow clone in a scratch folder each, and commits that are made without touching the clone's history. */
export function gitCheckouts(options: CheckoutOptions): OpenCheckout {
  return async request => {
    const git = gitFor(request, { env: options.env, deadlineMs: options.gitMs });
    await mkdir(options.scratchDir, { recursive: true });
    // The engine tells real paths, so ours must be one.
    const dir = await realpath(await mkdtemp(join(options.scratchDir, "checkout-")));
    const dispose = (): Promise<void> => rm(dir, { recursive: true, force: true, maxRetries: 3 });
    try {
      await git(["clone", "--quiet", "--depth=1", "--single-branch", "--no-tags", `--branch=${request.branch}`, "--", request.cloneUrl, dir], options.scratchDir);
      const baseCommit = (await git(["rev-parse", "HEAD"], dir)).trim();
      return openCheckout({ dir, baseCommit, git, dispose }, request, options);
    } catch (error) {
      await dispose();
      throw error;
    }
  };
}

function openCheckout(clone: { dir: string; baseCommit: string; git: Git; dispose(): Promise<void> }, request: CheckoutRequest, options: CheckoutOptions): Checkout {
  const { dir, baseCommit, git, dispose } = clone;
  /** Bytes before the first write, because git may not know the file. */
  const written = new Map<string, Uint8Array>();
  return {
    dir,
    baseCommit,
    dispose,
    readFile: path => readInside(dir, path),
    async writeFile(path, bytes) {
      const before = await readInside(dir, path);
      if (!before) throw new Error(`${path} is not a file of the working copy`);
      await writeFile(join(dir, path), bytes);
      if (!written.has(path)) written.set(path, before);
    },
    prepare: (folder, command) => prepareFolder(join(dir, folder), command, { env: options.env, deadlineMs: options.prepareMs }),
    diff: async () => (written.size === 0 ? "" : git(["diff", "--no-ext-diff", "--no-textconv", "--no-color", baseCommit, "--", ...literal(written.keys())], dir)),
    push: async (branch, message) => {
      await git(["add", "--", ...literal(written.keys())], dir);
      return publishBranch({ git, dir, baseCommit, author: request.author ?? options.author }, branch, message);
    },
    async tipOf(branch) {
      const [commit = ""] = (await git(["ls-remote", "origin", `refs/heads/${branch}`], dir)).split("\t");
      if (!commit) return undefined;
      await git(["fetch", "--quiet", "--depth=1", "origin", `refs/heads/${branch}`], dir);
      const emails = (await git(["log", "-1", "--format=%ae%n%ce", commit], dir)).trim().split("\n");
      return { commit, isOurs: emails.every(email => email === (request.author ?? options.author).email) };
    },
    async reset() {
      for (const [path, before] of written) await writeFile(join(dir, path), before);
      await git(["read-tree", baseCommit], dir);
      written.clear();
    },
  };
}

/** A name with `*` or `:` in it is that name, not a pattern. */
function literal(paths: Iterable<string>): string[] {
  return [...paths].map(path => `:(literal)${path}`);
}
