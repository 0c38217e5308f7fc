import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { toolsFolder } from "../engine/paths.ts";
import { withProgress } from "../engine/with-progress.ts";
import type { Say } from "../say.ts";
import { isExecutable } from "./is-executable.ts";
import { runCommand } from "./run-command.ts";

/** Prometheus' own checker of metrics and rules, if this machine has one. Tests that need it are skipped, and counted as skipped, without. */
export function findPromtool(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = [...(env["PATH"] ?? "").split(delimiter).filter(Boolean), join(promtoolFolder(env), "usr", "bin")];
  return folders.map(folder => join(folder, "promtool")).find(isExecutable);
}

/** The one on PATH, else that of Debian's package, which is only unpacked and not installed; else undefined, and why is told. */
export async function providePromtool(env: NodeJS.ProcessEnv, say: Say): Promise<string | undefined> {
  const present = findPromtool(env);
  if (present) return present;
  try {
    await withProgress("promtool: unpacking Debian's package", say, unpack(env));
  } catch (error) {
    say(`promtool: none on PATH and Debian's package could not be had (${(error as Error).message.split("\n")[0]}); the tests of metrics with it will be skipped`);
  }
  return findPromtool(env);
}

async function unpack(env: NodeJS.ProcessEnv): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "trueup-promtool-"));
  try {
    // The package lists of a fresh container are empty; only root may fetch them, and anybody may use them.
    if (process.getuid?.() === 0) await runCommand("apt-get", ["update", "-qq"], env);
    await runCommand("sh", ["-c", 'cd "$1" && apt-get download -qq -o APT::Sandbox::User=root prometheus', "sh", scratch], env);
    const [file] = (await readdir(scratch)).filter(name => name.endsWith(".deb"));
    if (!file) throw new Error("apt-get brought no package");
    await mkdir(promtoolFolder(env), { recursive: true });
    await runCommand("dpkg", ["-x", join(scratch, file), promtoolFolder(env)], env);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function promtoolFolder(env: NodeJS.ProcessEnv): string {
  return join(toolsFolder(env), "prometheus");
}
