import { GuidedError } from "../../model/guided-error.ts";
import type { Git } from "./git.ts";

export interface Publication {
  git: Git;
  dir: string;
  baseCommit: string;
  author: { name: string; email: string };
}

/** Commits the index on top of base, and makes that commit all of the remote branch. @throws {GuidedError} BRANCH_FOREIGN where the branch ends in someone else's commit */
export async function publishBranch({ git, dir, baseCommit, author }: Publication, branch: string, message: string): Promise<string> {
  const run = async (...args: string[]): Promise<string> => (await git(args, dir)).trim();
  const identity = ["-c", `user.name=${author.name}`, "-c", `user.email=${author.email}`, "-c", "commit.gpgSign=false"];
  const ref = `refs/heads/${branch}`;
  const [standing = ""] = (await run("ls-remote", "origin", ref)).split("\t");
  if (standing) {
    await run("fetch", "--quiet", "--depth=1", "origin", ref);
    const people = await run("log", "-1", "--format=%ae%n%ce", "FETCH_HEAD");
    if (people.split("\n").some(email => email !== author.email)) throw foreign(branch, people);
  }
  // Plumbing, so that HEAD stays at base and no hook or signing of the user's takes part.
  const tree = await run("write-tree");
  const commit = await run(...identity, "commit-tree", tree, "-p", baseCommit, "-m", message);
  // The lease: whatever was pushed since we looked is not overwritten.
  await run("push", "--quiet", "--no-verify", `--force-with-lease=${ref}:${standing}`, "origin", `${commit}:${ref}`);
  return commit;
}

function foreign(branch: string, people: string): GuidedError {
  return new GuidedError("BRANCH_FOREIGN", `The last commit on ${branch} is by ${people.split("\n")[0]}, not ours; the branch is left alone.`, "Finish or close its pull request by hand; delete the branch to have it made anew.");
}
