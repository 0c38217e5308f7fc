import { GuidedError } from "../../../model/guided-error.ts";
import { once } from "../_shared/once.ts";
import { inPath, type GithubApi } from "./rest.ts";
import { refAnswer } from "./schema.ts";

const NOWHERE = "0".repeat(40);

export interface BranchMove {
  branch: string;
  /** Where it is; absent: there is none. */
  from?: string;
  /** Absent: it is deleted. */
  to?: string;
}

/**
 * Moves, makes or deletes a branch in one step with the look at where it is: REST could only look before, and GraphQL compares. https://docs.github.com/en/graphql/reference/git#mutation-updaterefs
 * Returns whether it was where it should be; nothing is changed where it was not. @throws {GuidedError} FORGE_REFUSED where it was, and may not be moved
 */
export async function moveBranch(api: GithubApi, repositoryId: string, { branch, from, to }: BranchMove): Promise<boolean> {
  const tip = async (): Promise<string | undefined> => (await api.find(refAnswer, `/git/ref/heads/${inPath(branch)}`))?.object.sha;
  const update = { name: `refs/heads/${branch}`, beforeOid: from ?? NOWHERE, afterOid: to ?? NOWHERE, force: true };
  try {
    await once(() => api.mutate("updateRefs", { repositoryId, refUpdates: [update] }).then(() => true), async () => (await tip()) === to || undefined);
    return true;
  } catch (error) {
    if (!(error instanceof GuidedError && error.code === "FORGE_REFUSED")) throw error;
    const now = await tip();
    if (now === from) throw error;
    return now === to;
  }
}
