import { mkdir, realpath, rm, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import type { Git } from "./git.ts";
import { readInside } from "./read-inside.ts";

/** The files of a clone, with what was written to them. */
export interface WorkingCopy {
  /** @throws {GuidedError} GIT_FAILED where a link or a submodule would lead the bytes out of the repository */
  write(path: string, bytes: Uint8Array): Promise<void>;
  isWritten(path: string): boolean;
  /** Puts what was written into git's index, and says which of it git knows: what it ignores is left out. As git's own path patterns. */
  stage(): Promise<string[]>;
  /** Undoes everything that was written. */
  restore(): Promise<void>;
}

export function workingCopy({ dir, git }: { dir: string; git: Git }): WorkingCopy {
  /** Bytes before the first write, because git may not know the file; `undefined`: there was none. */
  const written = new Map<string, Uint8Array | undefined>();
  /** The outermost folders that were made for new files. */
  const made = new Set<string>();
  const literal = (paths: Iterable<string>): string[] => [...paths].map(path => `:(literal)${path}`);

  return {
    async write(path, bytes) {
      const before = await readInside(dir, path);
      if (!before) {
        const folder = await makeFolder(dir, path);
        if (folder) made.add(folder);
        await refuseSubmodule({ dir, git }, path);
      }
      await writeFile(join(dir, path), bytes, { flag: before ? "w" : "wx" }).catch(refuseLink(path));
      if (!written.has(path)) written.set(path, before);
    },
    isWritten: path => written.has(path),
    async stage() {
      if (written.size === 0) return [];
      const known = await git(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...literal(written.keys())], dir);
      const paths = literal(known.split("\0").filter(Boolean));
      if (paths.length > 0) await git(["add", "--", ...paths], dir);
      return paths;
    },
    async restore() {
      for (const [path, before] of written) await (before ? writeFile(join(dir, path), before) : rm(join(dir, path), { force: true }));
      for (const folder of made) await rm(folder, { recursive: true, force: true });
      written.clear();
      made.clear();
    },
  };
}

/** Makes the folders of a new file, none of which may be a link; says which one was the first that was not there. */
async function makeFolder(dir: string, path: string): Promise<string | undefined> {
  const file = join(dir, path);
  if (!file.startsWith(dir + sep) || /(^|[\\/])\.git([\\/]|$)/i.test(path)) throw outside(path);
  let deepest = dirname(file);
  while ((await realpath(deepest).catch(() => undefined)) === undefined && deepest !== dir) deepest = dirname(deepest);
  if ((await realpath(deepest)) !== deepest) throw outside(path);
  return mkdir(dirname(file), { recursive: true }).catch(refuseLink(path));
}

/** A submodule is a folder here, and another repository: what is written there can never be part of a commit. */
async function refuseSubmodule({ dir, git }: { dir: string; git: Git }, path: string): Promise<void> {
  const parts = path.split("/").slice(0, -1);
  if (parts.length === 0) return;
  const above = parts.map((_, index) => `:(literal)${parts.slice(0, index + 1).join("/")}`);
  const entries = (await git(["ls-files", "-z", "--stage", "--", ...above], dir)).split("\0");
  const found = entries.find(entry => entry.startsWith("160000 ") && `${path}/`.startsWith(`${entry.slice(entry.indexOf("\t") + 1)}/`));
  if (found) throw new GuidedError("GIT_FAILED", `${path} is in the submodule ${found.slice(found.indexOf("\t") + 1)}, which is another repository.`, "Give that repository as `source.repository` in trueup.yaml.");
}

function refuseLink(path: string): (cause: NodeJS.ErrnoException) => never {
  return cause => {
    if (["EEXIST", "EISDIR", "ENOTDIR", "ELOOP", "ENOENT"].includes(cause.code ?? "")) throw outside(path);
    throw cause;
  };
}

function outside(path: string): GuidedError {
  return new GuidedError("GIT_FAILED", `${path} cannot be written: it is a link or a folder, or leads out of the repository.`, "Give the path of a file of the repository.");
}
