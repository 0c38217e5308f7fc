import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckoutRequest } from "../../model/ports/checkout.ts";
import { gitFor } from "./git.ts";

const DEADLINE_MS = 120_000;

/** Works in an empty bare repository that is gone afterwards, with what reaches one remote repository. `git` gives what it printed, without blanks around it. */
export async function withScratchRepository<T>(request: CheckoutRequest, env: NodeJS.ProcessEnv, work: (git: (...args: string[]) => Promise<string>, dir: string) => Promise<T>): Promise<T> {
  const run = gitFor(request, { env, deadlineMs: DEADLINE_MS });
  const dir = await mkdtemp(join(tmpdir(), "trueup-git-"));
  try {
    const git = async (...args: string[]): Promise<string> => (await run(args, dir)).trim();
    await git("init", "--quiet", "--bare", "--initial-branch=scratch");
    return await work(git, dir);
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}
