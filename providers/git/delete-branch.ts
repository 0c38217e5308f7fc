import type { CheckoutRequest } from "../../model/ports/checkout.ts";
import { withScratchRepository } from "./scratch-repository.ts";

/**
 * Deletes a branch of a remote repository, in one step with the look whether it still ends in that commit: what somebody pushed meanwhile stays.
 * @throws {GuidedError} GIT_FAILED where it still ends there and may not be deleted
 */
export async function deleteBranch(request: CheckoutRequest, { branch, commit, env }: { branch: string; commit: string; env: NodeJS.ProcessEnv }): Promise<void> {
  const ref = `refs/heads/${branch}`;
  await withScratchRepository(request, env, async git => {
    try {
      await git("push", "--quiet", "--no-verify", `--force-with-lease=${ref}:${commit}`, request.cloneUrl, `:${ref}`);
    } catch (error) {
      const [tip] = (await git("ls-remote", request.cloneUrl, ref)).split("\t");
      if (tip === commit) throw error;
    }
  });
}
