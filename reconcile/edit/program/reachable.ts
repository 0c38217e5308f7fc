import type { Source } from "./source.ts";
import type { Work } from "./work.ts";

/** More files than this, and a program is not searched. */
const MOST_FILES = 500;

export interface Reachable {
  sources: Source[];
  /** No file of the program is missing. */
  isWhole: boolean;
}

/** The files of the program, from where it begins along its own imports. */
export async function reachableSources(work: Work): Promise<Reachable> {
  const { language, files } = work;
  const entries = (await language.entryFiles?.(await mainOf(work), file => files.text(file))) ?? [];
  const waiting = [await firstOf(work, entries)];
  const found = new Map<string, Source>();
  let isWhole = waiting[0] !== undefined;
  for (let source = waiting.shift(); source && found.size < MOST_FILES; source = waiting.shift()) {
    if (found.has(source.file)) continue;
    found.set(source.file, source);
    const modules = language.modulesOf?.(source);
    if (!modules || language.hidesImports?.(source)) isWhole = false;
    for (const module of modules ?? []) {
      const imported = await moduleSource(work, source.file, module);
      if (imported) waiting.push(imported);
    }
  }
  return { sources: [...found.values()], isWhole: isWhole && waiting.length === 0 };
}

/** The file of the project that a module is; `undefined`: it is a package's, or not there. */
export function moduleSource(work: Work, file: string, module: string): Promise<Source | undefined> {
  return firstOf(work, work.language.moduleFiles?.(file, module) ?? []);
}

async function firstOf({ files, language }: Work, candidates: readonly string[]): Promise<Source | undefined> {
  for (const file of candidates) {
    const source = await files.open(file, language);
    if (source) return source;
  }
  return undefined;
}

/** https://www.pulumi.com/docs/iac/concepts/projects/project-file/: `main`, where the program is. */
async function mainOf({ files }: Work): Promise<string | undefined> {
  const text = (await files.text("Pulumi.yaml")) ?? (await files.text("Pulumi.yml"));
  if (text === undefined) return undefined;
  const { parseDocument } = await import("yaml");
  const main: unknown = parseDocument(text).get("main");
  return typeof main === "string" ? main : undefined;
}
