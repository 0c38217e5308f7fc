import { delimiter, join } from "node:path";
import process from "node:process";
import { withProgress } from "../engine/with-progress.ts";
import type { Say } from "../say.ts";
import { isExecutable } from "./is-executable.ts";
import { runCommand } from "./run-command.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser for the browser tests, if this machine has one. Tests that need it are skipped, and counted as skipped, without. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return NAMES.flatMap(name => folders.map(folder => join(folder, name))).find(isExecutable);
}

/** The browser for the browser tests: the one on PATH, else Debian's where it can be installed; else undefined, and why is told. */
export async function provideChromium(env: NodeJS.ProcessEnv, say: Say): Promise<string | undefined> {
  const present = findChromium(env);
  if (present) return present;
  const obstacle = await installByApt(env, say);
  if (obstacle) say(`chromium: none on PATH and ${obstacle}; the browser tests will be skipped`);
  return findChromium(env);
}

async function installByApt(env: NodeJS.ProcessEnv, say: Say): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return "only root could install it";
  if (!["/usr/bin/apt-get", "/bin/apt-get"].some(isExecutable)) return "this is no Debian that could install it";
  try {
    await withProgress("chromium: installing Debian's package", say, aptGet(env));
    return findChromium(env) ? undefined : "Debian's package brought no `chromium` command";
  } catch (error) {
    return `apt-get could not install it (${(error as Error).message.split("\n")[0]})`;
  }
}

async function aptGet(env: NodeJS.ProcessEnv): Promise<void> {
  const quiet = { ...env, DEBIAN_FRONTEND: "noninteractive" };
  // The package lists of a fresh container are empty; of an old one, stale.
  await runCommand("apt-get", ["update", "-qq"], quiet);
  await runCommand("apt-get", ["install", "-qq", "--yes", "--no-install-recommends", "chromium"], quiet);
}
