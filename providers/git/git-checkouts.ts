import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Checkout, CheckoutRequest, OpenCheckout } from "../../model/ports/checkout.ts";
import { gitFor, type Git } from "./git.ts";
import { prepareFolder } from "./prepare-folder.ts";
import { publishBranch } from "./publish-branch.ts";
import { readInside, writeInside } from "./inside.ts";

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
  const written = new Set<string>();
  return {
    dir,
    baseCommit,
    dispose,
    readFile: path => readInside(dir, path),
    async writeFile(path, bytes) {
      await writeInside(dir, path, bytes);
      written.add(path);
    },
    prepare: (folder, command) => prepareFolder(join(dir, folder), command, { env: options.env, deadlineMs: options.prepareMs }),
    diff: async () => (written.size === 0 ? "" : git(["diff", "--no-ext-diff", "--no-textconv", "--no-color", baseCommit, "--", ...literal(written)], dir)),
    push: async (branch, message) => {
      await git(["add", "--", ...literal(written)], dir);
      return publishBranch({ git, dir, baseCommit, author: request.author ?? options.author }, branch, message);
    },
    async reset() {
      if (written.size > 0) await git(["checkout", "--quiet", "--force", baseCommit, "--", ...literal(written)], dir);
      written.clear();
    },
  };
}

/** A name with `*` or `:` in it is that name, not a pattern. */
function literal(paths: Iterable<string>): string[] {
  return [...paths].map(path => `:(literal)${path}`);
}
