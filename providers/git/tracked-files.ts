import { readInside } from "./read-inside.ts";
import { runCommand } from "./run-command.ts";
import { toolEnv } from "./tool-env.ts";

export interface TrackedFiles {
  dir: string;
  commit: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds that one git command may take. */
  deadlineMs: number;
}

/**
 * Gives the bytes of files as the commit has them, whatever the engine wrote over them while it ran the program (`pulumi preview` writes an encryption salt into a stack's settings).
 * Of a file that is not in the commit, those of the working copy. `undefined` where there is none, or where a link leads elsewhere.
 */
export function trackedFiles({ dir, commit, env, deadlineMs }: TrackedFiles): (path: string) => Promise<Uint8Array | undefined> {
  // A commit does not change, so git is asked once for each file.
  const known = new Map<string, Uint8Array>();
  return async path => {
    const now = await readInside(dir, path);
    if (!now) return undefined;
    const before = known.get(path);
    if (before) return before;
    // With the filters of checkouts, so that it is what the working copy had: https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---filters
    const { exitCode, bytes } = await runCommand({ command: "git", args: ["cat-file", "--filters", `${commit}:${path}`], cwd: dir, env: toolEnv(env), deadlineMs });
    if (exitCode !== 0) return now;
    known.set(path, bytes);
    return bytes;
  };
}
