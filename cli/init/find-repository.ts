import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

export interface FoundRepository {
  /** `github.com` */
  host: string;
  /** `owner/name` */
  repository: string;
  /** Where the folder that was asked for lies in the repository, with `/`; "" for its root. */
  prefix: string;
}

/** The `origin` of the git checkout that a folder is in, read from git's own files. Credentials in its address are left out. */
export function findRepository(folder: string): FoundRepository | undefined {
  const root = checkoutAround(folder);
  if (root === undefined) return undefined;
  const remote = parseRemote(originUrl(readText(join(gitFolder(root), "config"))));
  return remote && { ...remote, prefix: relative(root, folder).replaceAll(sep, "/") };
}

function checkoutAround(folder: string): string | undefined {
  if (statSync(join(folder, ".git"), { throwIfNoEntry: false })) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : checkoutAround(parent);
}

/** `.git` is a file in worktrees and submodules; a worktree's configuration is that of the repository it belongs to. */
function gitFolder(root: string): string {
  const at = join(root, ".git");
  const pointer = /^gitdir: (.+)$/m.exec(readText(at))?.[1];
  if (!pointer) return at;
  const own = resolve(root, pointer);
  const common = readText(join(own, "commondir")).trim();
  return common ? resolve(own, common) : own;
}

function originUrl(config: string): string {
  const section = /^\[remote "origin"\]\s*$([^[]*)/m.exec(config)?.[1] ?? "";
  return /^\s*url\s*=\s*(\S+)/m.exec(section)?.[1] ?? "";
}

/** `git@host:owner/name.git`, `ssh://git@host/owner/name`, `https://user:token@host/owner/name.git` */
function parseRemote(url: string): Pick<FoundRepository, "host" | "repository"> | undefined {
  const match = /^(?:(?:https?|ssh):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/|(?:[^@/]*@)([^/:]+):)(.+?)(?:\.git)?\/?$/.exec(url);
  const host = match?.[1] ?? match?.[2];
  const repository = match?.[3];
  return host && repository?.includes("/") ? { host, repository } : undefined;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
