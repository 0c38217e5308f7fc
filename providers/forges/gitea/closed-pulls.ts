import type { GiteaApi } from "./gitea-api.ts";
import { pullAnswer, type PullAnswer } from "./schema.ts";

/**
 * The pull requests that are closed, which Gitea lists but does not search by branch: all of them are read once, and afterwards those that changed.
 * Each call asks for what is new.
 */
export function closedPulls(api: GiteaApi): () => Promise<PullAnswer[]> {
  const known = new Map<number, PullAnswer>();
  let newest = "";

  /** Reads from the last change back to those that are known as they are. */
  async function sweep(): Promise<void> {
    const since = newest;
    for await (const page of api.pages(pullAnswer, "/pulls?state=closed&sort=recentupdate")) {
      for (const pull of page) {
        known.set(pull.number, pull);
        if (Date.parse(pull.updated_at) > Date.parse(newest || "1970-01-01")) newest = pull.updated_at;
      }
      // Times are in seconds: others may have changed in the last one.
      if (since !== "" && page.some(({ updated_at }) => Date.parse(updated_at) < Date.parse(since))) return;
    }
  }

  return async () => {
    let before: string;
    do {
      before = newest;
      await sweep();
      // What changed while pages were read may have moved from a later one to the first.
    } while (newest !== before);
    return [...known.values()];
  };
}
