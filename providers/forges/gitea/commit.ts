import { z } from "zod";
import type { CheckoutRequest } from "../../../model/ports/checkout.ts";
import type { NewCommit } from "../../../model/ports/forge.ts";
import { foreignBranch, moveBranch } from "../../git/move-branch.ts";
import { inPath, type GiteaApi } from "./gitea-api.ts";
import { branchAnswer, contentsAnswer } from "./schema.ts";

export interface CommitPlace {
  checkout: CheckoutRequest;
  env: NodeJS.ProcessEnv;
}

/**
 * A commit through Gitea's contents API, which makes commits only at the end of a branch and asks nobody where that was: so it is made on a branch
 * of its own, begun at the parent, and the branch that is meant is put on it by git, which compares and moves in one step.
 */
export async function commitByGitea(api: GiteaApi, { checkout, env }: CommitPlace, { branch, parent, message, files, expected }: NewCommit): Promise<string> {
  const tip = await api.find(branchAnswer, `/branches/${inPath(branch)}`);
  if (tip?.commit.id !== expected) throw foreignBranch(branch);
  const scratch = `${branch}.${parent.slice(0, 8)}`;
  const discard = (): Promise<unknown> => api.ask(z.unknown(), "DELETE", `/branches/${inPath(scratch)}`);
  if (await api.find(branchAnswer, `/branches/${inPath(scratch)}`)) await discard();
  try {
    await api.ask(z.unknown(), "POST", "/branches", { new_branch_name: scratch, old_ref_name: parent });
    await api.ask(z.unknown(), "POST", "/contents", { branch: scratch, message, files: await changes(api, parent, files), ...(checkout.author && { author: checkout.author, committer: checkout.author }) });
    return await moveBranch(checkout, { branch, to: scratch, ...(expected !== undefined && { expected }), env });
  } finally {
    // Left over, it is in nobody's way but the reader's of a list.
    await discard().catch(() => undefined);
  }
}

/** What is new is created; what is there is updated, and named by its blob. */
async function changes(api: GiteaApi, parent: string, files: NewCommit["files"]): Promise<unknown[]> {
  return Promise.all(
    [...files].map(async ([path, bytes]) => {
      const before = await api.find(contentsAnswer, `/contents/${inPath(path)}?ref=${parent}`);
      return { operation: before ? "update" : "create", path, content: Buffer.from(bytes).toString("base64"), ...(before && { sha: before.sha }) };
    }),
  );
}
