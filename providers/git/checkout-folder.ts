import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";

const DAY_MS = 24 * 60 * 60_000;

/** A new folder for a clone. What runs that were killed have left behind is removed first: a folder is named for its process. */
export async function makeCheckoutFolder(scratchDir: string): Promise<string> {
  await mkdir(scratchDir, { recursive: true });
  for (const name of await readdir(scratchDir)) {
    const folder = join(scratchDir, name);
    if (name.startsWith("checkout-") && (await isLeftOver(folder, name))) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return mkdtemp(join(scratchDir, `checkout-${machine()}-${process.pid}-`));
}

async function isLeftOver(folder: string, name: string): Promise<boolean> {
  const made = (await stat(folder).catch(() => undefined))?.mtimeMs;
  if (made === undefined) return false;
  const [, place, pid] = /^checkout-(.+)-(\d+)-[^-]+$/.exec(name) ?? [];
  // Of processes on other machines that share the folder only the age is known.
  if (place !== machine()) return Date.now() - made > DAY_MS;
  // In a container, the process before the restart had our own number.
  if (Number(pid) === process.pid) return made < Date.now() - process.uptime() * 1000;
  return !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function machine(): string {
  return hostname().replace(/[^A-Za-z0-9.]+/g, "_") || "host";
}
