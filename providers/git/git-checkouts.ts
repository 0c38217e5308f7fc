import { realpath, rm } from "node:fs/promises";
import type { Checkout, CheckoutRequest, OpenCheckout } from "../../model/ports/checkout.ts";
import { tipOf, tipsOf } from "./branch-tips.ts";
import { makeCheckoutFolder } from "./checkout-folder.ts";
import { gitFor, type Git } from "./git.ts";
import { prepareFolder } from "./prepare-folder.ts";
import { publishBranch } from "./publish-branch.ts";
import { readInside } from "./read-inside.ts";
import { trackedFiles } from "./tracked-files.ts";
import { workingCopy } from "./working-copy.ts";

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
    // The engine tells real paths, so ours must be one.
    const dir = await realpath(await makeCheckoutFolder(options.scratchDir));
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
  const author = request.author ?? options.author;
  const copy = workingCopy({ dir, git });
  const tracked = trackedFiles({ dir, commit: baseCommit, env: options.env, deadlineMs: options.gitMs });
  return {
    dir,
    baseCommit,
    dispose,
    readFile: path => (copy.isWritten(path) ? readInside(dir, path) : tracked(path)),
    writeFile: (path, bytes) => copy.write(path, bytes),
    prepare: (folder, command) => prepareFolder(`${dir}/${folder}`, command, { env: options.env, deadlineMs: options.prepareMs }),
    async diff() {
      const paths = await copy.stage();
      return paths.length === 0 ? "" : git(["diff", "--cached", "--no-ext-diff", "--no-textconv", "--no-color", baseCommit, "--", ...paths], dir);
    },
    async push(branch, message) {
      await copy.stage();
      return publishBranch({ git, dir, baseCommit, author }, branch, message);
    },
    tips: prefix => tipsOf({ git, dir }, prefix),
    tipOf: branch => tipOf({ git, dir, author }, branch),
    async reset() {
      await copy.restore();
      await git(["read-tree", baseCommit], dir);
    },
  };
}
