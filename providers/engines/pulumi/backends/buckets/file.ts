import { readdir, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parametersOf } from "../address.ts";
import { BucketFailure, type Bucket, type StoredObject } from "../bucket.ts";

/** They say how the engine writes: https://pkg.go.dev/gocloud.dev/blob/fileblob#URLOpener */
const ABOUT_WRITING = ["create_dir", "dir_file_mode", "metadata", "no_tmp_dir"];

/** A folder on this machine, as `file:///var/state`. */
export function openFileBucket(address: string): Bucket {
  parametersOf(address, ABOUT_WRITING);
  const root = folderAt(address);
  return {
    async list(prefix) {
      await checkFolder(root);
      const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
      const found = await filesBelow(root, folder);
      return found.filter(({ key }) => key.startsWith(prefix)).sort((a, b) => (a.key < b.key ? -1 : 1));
    },
    async get(key, signal) {
      try {
        return await readFile(join(root, key), { signal });
      } catch (error) {
        if (!isAbsent(error)) throw failure(error);
        await checkFolder(root);
        return undefined;
      }
    },
  };
}

/** As the engine takes it: https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/backend/diy/backend.go (massageBlobPath) */
function folderAt(address: string): string {
  const path = decodeURIComponent(address.slice("file://".length).split("?")[0]!);
  return path.startsWith("~") ? join(homedir(), path.slice(1)) : resolve(path);
}

async function filesBelow(root: string, folder: string): Promise<StoredObject[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(whereThereIsNone([]));
  const found = await Promise.all(
    entries.map(async entry => {
      const key = folder + entry.name;
      if (entry.isDirectory()) return filesBelow(root, `${key}/`);
      const about = await stat(join(root, key)).catch(whereThereIsNone(undefined));
      return about?.isFile() ? [{ key, modified: about.mtime }] : [];
    }),
  );
  return found.flat();
}

/** What was there a moment ago may be gone now: the engine writes beside us. */
function whereThereIsNone<T>(nothing: T): (error: unknown) => T {
  return error => {
    if (isAbsent(error)) return nothing;
    throw failure(error);
  };
}

async function checkFolder(root: string): Promise<void> {
  const about = await stat(root).catch(error => {
    throw failure(error);
  });
  if (!about.isDirectory()) throw new BucketFailure("missing", "it is not a folder");
}

function isAbsent(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
}

function failure(error: unknown): BucketFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  if (isAbsent(error)) return new BucketFailure("missing", "there is no such folder", { cause: error });
  if (code === "EACCES" || code === "EPERM") return new BucketFailure("refused", "this user may not read it", { cause: error });
  return new BucketFailure("unreachable", message, { cause: error });
}
