import type { NewPullRequest, PullRequest } from "../../../model/ports/forge.ts";

/**
 * What `open` opens; where it fails, what another run opened, or this one before the answer was lost.
 * @throws what `open` throws, where no such pull request is open
 */
export async function openOnce({ head, base }: NewPullRequest, open: () => Promise<PullRequest>, find: (head: string) => Promise<PullRequest | undefined>): Promise<PullRequest> {
  try {
    return await open();
  } catch (error) {
    // Where even this fails, the first error is the one to tell.
    const existing = await find(head).catch(() => undefined);
    if (existing?.state === "open" && existing.base === base) return existing;
    throw error;
  }
}
