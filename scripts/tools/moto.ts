import { existsSync, readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { GuidedError } from "../../model/guided-error.ts";
import { toolsFolder } from "../engine/paths.ts";
import { withProgress } from "../engine/with-progress.ts";
import type { Say } from "../say.ts";
import { runCommand } from "./run-command.ts";

const REQUIREMENTS = join(import.meta.dirname, "moto-requirements.txt");
const OLDEST_PYTHON = [3, 10] as const;

/** The Python that has moto, the AWS API server of the tests. */
export function motoPython(env: NodeJS.ProcessEnv = process.env): string {
  return join(motoFolder(env), "bin", "python3");
}

/** Leaves moto in a virtual environment of its own; at once when it is there already. Throws TOOL_MISSING without a usable Python. */
export async function provideMoto(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  if (isUpToDate(env)) return motoPython(env);
  await requirePython(env);
  await withProgress("moto: installing the AWS API server of the tests", say, install(env));
  // Written last: an installation that was interrupted is taken up again.
  await copyFile(REQUIREMENTS, installedRequirements(env));
  return motoPython(env);
}

async function install(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await runCommand("python3", ["-m", "venv", motoFolder(env)], env);
  } catch (error) {
    throw new GuidedError("TOOL_MISSING", `Python cannot make a virtual environment: ${(error as Error).message}`, "Install its venv module (Debian, Ubuntu: `apt-get install python3-venv`), then run `make setup` again.", { cause: error });
  }
  try {
    await runCommand(motoPython(env), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS], env);
  } catch (error) {
    throw new GuidedError("TOOL_MISSING", `moto could not be installed: ${(error as Error).message}`, "See that pip reaches its package index (PIP_INDEX_URL names another one), then run `make setup` again.", { cause: error });
  }
}

async function requirePython(env: NodeJS.ProcessEnv): Promise<void> {
  const hint = `Install Python ${OLDEST_PYTHON.join(".")} or newer (Debian, Ubuntu: \`apt-get install python3 python3-venv\`), then run \`make setup\` again.`;
  const version = await runCommand("python3", ["-c", "import sys; print(*sys.version_info[:2])"], env).catch(() => undefined);
  if (version === undefined) throw new GuidedError("TOOL_MISSING", "There is no `python3` on PATH; the AWS API server of the tests is written in Python.", hint);
  const [major = 0, minor = 0] = version.trim().split(" ").map(Number);
  if (major < OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor < OLDEST_PYTHON[1])) throw new GuidedError("TOOL_MISSING", `\`python3\` is Python ${major}.${minor}, which is too old for moto.`, hint);
}

function isUpToDate(env: NodeJS.ProcessEnv): boolean {
  const installed = installedRequirements(env);
  return existsSync(motoPython(env)) && existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(REQUIREMENTS, "utf8");
}

function installedRequirements(env: NodeJS.ProcessEnv): string {
  return join(motoFolder(env), "requirements.txt");
}

function motoFolder(env: NodeJS.ProcessEnv): string {
  return join(toolsFolder(env), "moto");
}
