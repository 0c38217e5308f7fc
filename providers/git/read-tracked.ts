import { readInside } from "./read-inside.ts";
import { runCommand } from "./run-command.ts";
import { toolEnv } from "./tool-env.ts";

export interface TrackedFile {
  dir: string;
  commit: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds. */
  deadlineMs: number;
}

/**
 * The bytes of a file as the commit has them, whatever the engine wrote over it while it ran the program (`pulumi preview` writes an encryption salt into a stack's settings).
 * Of a file that is not in the commit, those of the working copy. `undefined` where there is none, or where a link leads elsewhere.
 */
export async function readTracked(path: string, { dir, commit, env, deadlineMs }: TrackedFile): Promise<Uint8Array | undefined> {
  const now = await readInside(dir, path);
  if (!now) return undefined;
  // With the filters of checkouts, so that it is what the working copy had: https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---filters
  const { exitCode, bytes } = await runCommand({ command: "git", args: ["cat-file", "--filters", `${commit}:${path}`], cwd: dir, env: toolEnv(env), deadlineMs });
  return exitCode === 0 ? bytes : now;
}
