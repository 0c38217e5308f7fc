import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import process from "node:process";
import { GuidedError } from "../../model/guided-error.ts";

/** The engine version that this repository is developed and tested with. */
export const ENGINE_VERSION = "3.250.0";
/** Older ones lock the state during a refresh preview, so a scan with them would not be without effects. */
export const OLDEST_ENGINE = "3.229.0";
export const LANGUAGE_HOST = "pulumi-language-nodejs";
export const YAML_HOST = "pulumi-language-yaml";

/** An installed engine: the folder that holds `pulumi` and the Node language host, and how it got there. */
export interface Engine {
  folder: string;
  version: string;
  way: string;
}

export const repositoryRoot = resolve(import.meta.dirname, "../..");

/** The folder for tools of this repository; `TRUEUP_TOOLS` names another one. */
export function toolsFolder(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env["TRUEUP_TOOLS"] ?? join(repositoryRoot, ".tools"));
}

/** What `scripts/engine/main.ts` noted about the engine it left; undefined when it has not run or the engine is gone since. */
export function recordedEngine(env: NodeJS.ProcessEnv = process.env): Engine | undefined {
  const record = engineRecord(env);
  if (!existsSync(record)) return undefined;
  const engine = JSON.parse(readFileSync(record, "utf8")) as Engine;
  return existsSync(join(engine.folder, "pulumi")) && existsSync(join(engine.folder, LANGUAGE_HOST)) ? engine : undefined;
}

export function engineRecord(env: NodeJS.ProcessEnv = process.env): string {
  return join(toolsFolder(env), "engine.json");
}

/** The folder that holds `pulumi` and `pulumi-language-nodejs`. Throws ENGINE_MISSING when no engine is installed. */
export function engineDir(env: NodeJS.ProcessEnv = process.env): string {
  const engine = recordedEngine(env);
  if (!engine) throw new GuidedError("ENGINE_MISSING", `No engine is recorded in ${engineRecord(env)}.`, "Run `make setup`.");
  return engine.folder;
}

/** A PATH with the engine, this repository's commands and the running Node before everything else. */
export function toolPath(env: NodeJS.ProcessEnv = process.env): string {
  const own = [engineDir(env), join(repositoryRoot, "node_modules", ".bin"), dirname(process.execPath)];
  const others = (env["PATH"] ?? "").split(delimiter).filter(folder => folder !== "" && !own.includes(folder));
  return [...own, ...others].join(delimiter);
}
