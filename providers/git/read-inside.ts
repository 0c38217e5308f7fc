import { readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";

/** The bytes of a file of the working copy; `undefined` where there is none, or where a link leads elsewhere. */
export async function readInside(dir: string, path: string): Promise<Uint8Array | undefined> {
  const file = await resolveInside(dir, path);
  if (!file) return undefined;
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EISDIR") return undefined;
    throw error;
  }
}

/** A link in a repository may point anywhere on this machine: only files that are what they seem count. */
async function resolveInside(dir: string, path: string): Promise<string | undefined> {
  const file = join(dir, path);
  if (!file.startsWith(dir + sep) || file.startsWith(join(dir, ".git") + sep)) return undefined;
  try {
    return (await realpath(file)) === file ? file : undefined;
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
