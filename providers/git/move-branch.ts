import { GuidedError } from "../../model/guided-error.ts";
import type { CheckoutRequest } from "../../model/ports/checkout.ts";
import { withScratchRepository } from "./scratch-repository.ts";

export interface BranchMove {
  branch: string;
  /** Another branch of the same repository, whose end it is put on. */
  to: string;
  /** Where it is now; absent: there is none yet. */
  expected?: string;
  env: NodeJS.ProcessEnv;
}

/** Puts a branch of a remote repository on the commit that another one ends in, and returns that. @throws {GuidedError} BRANCH_FOREIGN where the branch is not where it was expected; nothing is changed then */
export async function moveBranch(request: CheckoutRequest, { branch, to, expected = "", env }: BranchMove): Promise<string> {
  const ref = `refs/heads/${branch}`;
  return withScratchRepository(request, env, async git => {
    await git("fetch", "--quiet", "--depth=1", "--no-tags", request.cloneUrl, `refs/heads/${to}`);
    const commit = await git("rev-parse", "FETCH_HEAD");
    try {
      await git("push", "--quiet", "--no-verify", `--force-with-lease=${ref}:${expected}`, request.cloneUrl, `${commit}:${ref}`);
    } catch (error) {
      const [tip = ""] = (await git("ls-remote", request.cloneUrl, ref)).split("\t");
      if (tip === commit) return commit;
      if (tip === expected) throw error;
      throw foreignBranch(branch);
    }
    return commit;
  });
}

/** For those who find a branch somewhere else than it was expected. */
export function foreignBranch(branch: string): GuidedError {
  return new GuidedError("BRANCH_FOREIGN", `${branch} is not where it was left; it is not touched.`, "Finish or close its pull request by hand; delete the branch to have it made anew.");
}
