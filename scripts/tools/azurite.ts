import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { GuidedError } from "../../model/guided-error.ts";
import { toolsFolder } from "../engine/paths.ts";
import { withProgress } from "../engine/with-progress.ts";
import type { Say } from "../say.ts";
import { runCommand } from "./run-command.ts";

/** Its package.json and lockfile; apart from those of the repository, because it is larger than everything else together. */
const MANIFESTS = join(import.meta.dirname, "azurite");
const INSTALLED = "installed-lock.json";

/** The program of Azurite's blob server, the Azure Storage of the tests. */
export function azuriteProgram(env: NodeJS.ProcessEnv = process.env): string {
  return join(azuriteFolder(env), "node_modules", "azurite", "dist", "src", "blob", "main.js");
}

/** Leaves Azurite in a folder of its own; at once when it is there already. Throws TOOL_MISSING where npm cannot install it. */
export async function provideAzurite(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  if (isUpToDate(env)) return azuriteProgram(env);
  await withProgress("azurite: installing the Azure Storage server of the tests", say, install(env));
  return azuriteProgram(env);
}

async function install(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = azuriteFolder(env);
  await rm(join(folder, INSTALLED), { force: true });
  await mkdir(folder, { recursive: true });
  for (const name of ["package.json", "package-lock.json"]) await copyFile(join(MANIFESTS, name), join(folder, name));
  try {
    await runCommand("npm", ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], env);
  } catch (error) {
    throw new GuidedError("TOOL_MISSING", `Azurite could not be installed: ${(error as Error).message}`, "See that npm reaches its registry, then run `make setup` again.", { cause: error });
  }
  // Written last: an installation that was interrupted is taken up again.
  await copyFile(join(MANIFESTS, "package-lock.json"), join(folder, INSTALLED));
}

function isUpToDate(env: NodeJS.ProcessEnv): boolean {
  const installed = join(azuriteFolder(env), INSTALLED);
  return existsSync(azuriteProgram(env)) && existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(join(MANIFESTS, "package-lock.json"), "utf8");
}

function azuriteFolder(env: NodeJS.ProcessEnv): string {
  return join(toolsFolder(env), "azurite");
}
