import { randomBytes } from "node:crypto";
import { access, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { DurableFiles } from "./durable-files.ts";

const NAME = "database";
const DRAFT = /^database\.[0-9a-f]{8}\.draft$/;

/** After PGlite's own parameters; of two settings the later one holds, and its `-F` turns fsync off. https://www.postgresql.org/docs/current/runtime-config-wal.html */
const SETTINGS = {
  fsync: "on",
  // The one way of syncing that reaches the files.
  wal_sync_method: "fsync",
  // Of 128 MB by default, in a process that every command starts.
  shared_buffers: "8MB",
  wal_buffers: "256kB",
  min_wal_size: "32MB",
  max_wal_size: "64MB",
  search_path: "trueup,public",
};

/** Opens the database in the folder, or makes it. Nobody else may have it open. */
export async function openFiles(folder: string): Promise<PGlite> {
  const files = join(folder, NAME);
  if (!(await isThere(files))) await make(folder, files);
  return start(files);
}

/** Under another name first: what a process that is killed while it makes it leaves behind is no database. */
async function make(folder: string, files: string): Promise<void> {
  for (const left of (await readdir(folder)).filter(name => DRAFT.test(name))) await rm(join(folder, left), { recursive: true });
  const draft = `${files}.${randomBytes(4).toString("hex")}.draft`;
  await (await start(draft)).close();
  await rename(draft, files);
}

function start(files: string): Promise<PGlite> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return PGlite.create({ fs: new DurableFiles(files), startParams: [...PGlite.defaultStartParams, ...settings] });
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
