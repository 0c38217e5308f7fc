import { GuidedError } from "../../model/guided-error.ts";
import { tipOf } from "./branch-tips.ts";
import type { Git } from "./git.ts";

export interface Publication {
  git: Git;
  dir: string;
  baseCommit: string;
  author: { name: string; email: string };
}

/** Commits the index on top of base, and makes that commit all of the remote branch. @throws {GuidedError} BRANCH_FOREIGN where the branch ends in someone else's commit, BRANCH_MOVED where it is pushed to at the same moment */
export async function publishBranch({ git, dir, baseCommit, author }: Publication, branch: string, message: string): Promise<string> {
  const run = async (...args: string[]): Promise<string> => (await git(args, dir)).trim();
  const standing = await tipOf({ git, dir, author }, branch);
  if (standing && !standing.isOurs) throw foreign(branch, standing.by);
  // Plumbing, so that HEAD stays at base and no hook or signing of the user's takes part.
  const tree = await run("write-tree");
  const commit = await run("-c", `user.name=${author.name}`, "-c", `user.email=${author.email}`, "-c", "commit.gpgSign=false", "commit-tree", tree, "-p", baseCommit, "-m", message);
  const ref = `refs/heads/${branch}`;
  // The lease: whatever was pushed since we looked is not overwritten.
  await run("push", "--quiet", "--no-verify", `--force-with-lease=${ref}:${standing?.commit ?? ""}`, "origin", `${commit}:${ref}`);
  return commit;
}

function foreign(branch: string, by: string): GuidedError {
  return new GuidedError("BRANCH_FOREIGN", `The last commit on ${branch} is by ${by}, not ours; the branch is left alone.`, "Finish or close its pull request by hand; after that, the stack's dashboard issue offers to propose it again.");
}
