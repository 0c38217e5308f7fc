import { execFile } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Person {
  name: string;
  email: string;
}

export const PERSON: Person = { name: "A Person", email: "person@example.com" };

/** A bare git repository on disk, as a forge has it. Nothing of the user's own git settings takes part. */
export interface BareRepository {
  git(...args: string[]): Promise<string>;
  /** The commit of a branch; `undefined` where there is none. */
  tip(branch: string): Promise<string | undefined>;
  /** Makes everything in a folder (but what its .gitignore leaves out) the first commit of `main`. */
  seed(dir: string): Promise<void>;
  /** Somebody's commit on a branch, made from `main` where it does not exist; `moves`: new paths by old ones. Returns it. */
  commit(change: { branch: string; files: Record<string, string>; moves?: Record<string, string>; by?: Person; isExecutable?: boolean }): Promise<string>;
  /** Merges one branch into another with a merge commit, as the forge's button does. Returns it. */
  merge(head: string, base: string, message: string): Promise<string>;
  /** From now on nobody may push to this branch. */
  protect(branch: string): Promise<void>;
  /** The text of a file at a branch. */
  show(branch: string, file: string): Promise<string>;
}

export async function openBareRepository(path: string): Promise<BareRepository> {
  await mkdir(path, { recursive: true });
  const gitIn = async (dir: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> => {
    const { stdout } = await run("git", ["-C", dir, ...args], { env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", ...env }, maxBuffer: 64 * 1024 * 1024 });
    return stdout.replace(/\n$/, "");
  };
  const git = (...args: string[]): Promise<string> => gitIn(path, args);
  await git("init", "--quiet", "--bare", "--initial-branch=main");
  await git("config", "http.receivepack", "true");

  const tip = async (branch: string): Promise<string | undefined> => (await git("for-each-ref", "--format=%(objectname)", `refs/heads/${branch}`)) || undefined;

  /** Works in a checkout of a branch that is gone afterwards. */
  const inWorktree = async (branch: string, work: (dir: string) => Promise<void>): Promise<string> => {
    const dir = await mkdtemp(join(tmpdir(), "trueup-forge-worktree-"));
    try {
      await git("worktree", "add", "--quiet", "--detach", dir, (await tip(branch)) ?? "main");
      await work(dir);
      const commit = await gitIn(dir, ["rev-parse", "HEAD"]);
      await git("update-ref", `refs/heads/${branch}`, commit);
      return commit;
    } finally {
      await git("worktree", "remove", "--force", dir);
      await rm(dir, { recursive: true, force: true });
    }
  };

  return {
    git,
    tip,
    async seed(dir) {
      const env = { GIT_DIR: path, GIT_WORK_TREE: dir, GIT_INDEX_FILE: join(path, "seed-index"), ...identity(PERSON) };
      await gitIn(dir, ["-c", "core.bare=false", "-c", "core.autocrlf=false", "add", "--all"], env);
      const tree = await gitIn(dir, ["-c", "core.bare=false", "write-tree"], env);
      await git("update-ref", "refs/heads/main", await gitIn(dir, ["commit-tree", tree, "-m", "The program as it is"], env));
    },
    async commit({ branch, files, moves = {}, by = PERSON, isExecutable = false }) {
      const from = (await tip(branch)) ?? (await tip("main"));
      const now = `${by.name} <${by.email}> ${Math.floor(Date.now() / 1000)} +0000`;
      const moved = Object.entries(moves).map(([before, path]) => `R ${JSON.stringify(before)} ${JSON.stringify(path)}`);
      const changes = Object.entries(files).flatMap(([file, text]) => [`M ${isExecutable ? "100755" : "100644"} inline ${JSON.stringify(file)}`, ...data(text)]);
      const lines = [`commit refs/heads/${branch}`, `author ${now}`, `committer ${now}`, ...data(`Change ${Object.keys(files).join(", ")}`), ...(from ? [`from ${from}`] : []), ...moved, ...changes];
      await new Promise<void>((resolve, reject) => {
        const importing = execFile("git", ["-C", path, "fast-import", "--quiet", "--force"], error => (error ? reject(error) : resolve()));
        importing.stdin!.end(`${lines.join("\n")}\n`);
      });
      return (await tip(branch))!;
    },
    merge: (head, base, message) => inWorktree(base, async dir => void (await gitIn(dir, ["merge", "--quiet", "--no-ff", "-m", message, `refs/heads/${head}`], identity(PERSON)))),
    async protect(branch) {
      await git("config", "--add", "trueup.protected", `refs/heads/${branch}`);
      await writeFile(join(path, "hooks", "update"), PROTECT, { mode: 0o755 });
    },
    show: async (branch, file) => (await run("git", ["-C", path, "show", `refs/heads/${branch}:${file}`])).stdout,
  };
}

/** In the words of a forge: https://git-scm.com/docs/githooks#update */
const PROTECT = `#!/bin/sh
if git config --get-all trueup.protected | grep -qxF "$1"; then
  echo "error: GH006: Protected branch update failed for $1." >&2
  exit 1
fi
`;

/** https://git-scm.com/docs/git-fast-import#_data */
function data(text: string): [size: string, text: string] {
  return [`data ${Buffer.byteLength(text)}`, text];
}

function identity({ name, email }: Person): NodeJS.ProcessEnv {
  return { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
}
