import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckoutRequest } from "../../model/ports/checkout.ts";
import { gitFor } from "./git.ts";

const DEADLINE_MS = 120_000;

/** Works in an empty bare repository that is gone afterwards, whose `origin` is one remote repository. `git` gives what it printed, without blanks around it. */
export async function withScratchRepository<T>(request: CheckoutRequest, env: NodeJS.ProcessEnv, work: (git: (...args: string[]) => Promise<string>, dir: string) => Promise<T>): Promise<T> {
  const run = gitFor(request, { env, deadlineMs: DEADLINE_MS });
  const dir = await mkdtemp(join(tmpdir(), "trueup-git-"));
  try {
    const git = async (...args: string[]): Promise<string> => (await run(args, dir)).trim();
    await makeEmpty(dir, request.cloneUrl);
    return await work(git, dir);
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What `git init --bare` and `git remote add` make, but for what nobody needs here: https://git-scm.com/docs/gitrepository-layout */
async function makeEmpty(dir: string, cloneUrl: string): Promise<void> {
  for (const folder of ["objects", "refs"]) await mkdir(join(dir, folder));
  await writeFile(join(dir, "HEAD"), "ref: refs/heads/scratch\n");
  await writeFile(join(dir, "config"), `[core]\n\trepositoryformatversion = 0\n\tbare = true\n[remote "origin"]\n\turl = "${cloneUrl.replace(/["\\]/g, "\\$&")}"\n`);
}
