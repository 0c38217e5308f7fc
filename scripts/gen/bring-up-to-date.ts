import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Generator } from "./generator.ts";

export interface Outcome {
  /** Files whose text was (or, when only checking, is) not what the sources give. */
  stale: string[];
  /** Generators that could not render, with why. The other files are treated all the same. */
  failed: { file: string; why: string }[];
}

/** Every generator that a file of the folder exports as `generators`. @throws whatever such a file throws when it is loaded */
export async function collectGenerators(folder: string): Promise<Generator[]> {
  const files = readdirSync(folder).filter(name => name.endsWith(".ts") && name !== "main.ts").sort();
  const modules = await Promise.all(files.map(name => import(pathToFileURL(join(folder, name)).href) as Promise<{ generators?: readonly Generator[] }>));
  return modules.flatMap(module => module.generators ?? []);
}

/** Renders every file and writes those that changed; with `checkOnly` writes nothing. */
export async function bringUpToDate(root: string, generators: readonly Generator[], options: { checkOnly: boolean }): Promise<Outcome> {
  const outcome: Outcome = { stale: [], failed: [] };
  for (const generator of generators) {
    try {
      const text = await generator.render();
      if (!replaceText(join(root, generator.file), text, options.checkOnly)) continue;
      outcome.stale.push(generator.file);
    } catch (error) {
      outcome.failed.push({ file: generator.file, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return outcome;
}

/** Whether the file had another text. */
function replaceText(path: string, text: string, checkOnly: boolean): boolean {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
  if (checkOnly) return true;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return true;
}
