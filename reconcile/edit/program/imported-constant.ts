import type { Binding } from "./language.ts";
import { moduleSource, reachableSources } from "./reachable.ts";
import { isShared, sharedAt, type Trail } from "./shared.ts";
import type { Source } from "./source.ts";
import type { Work } from "./work.ts";

/**
 * Where the file that a name is imported from gives it its value; `undefined` where that is none of the project's constants.
 * The constant there counts as shared, unless the whole program can be searched and nothing else reads it: then an edit there
 * is the smaller one. (A shared scalar is written at its use instead, which is always right.)
 */
export async function importedConstant(work: Work, at: Trail, binding: Binding & { kind: "imported" }, member: string | undefined): Promise<Trail | undefined> {
  const source = await moduleSource(work, at.source.file, binding.module);
  const exported = source && !source.root.hasError ? work.language.exportOf?.(source, binding.name) : undefined;
  if (!source || exported?.kind !== "constant") return undefined;
  const isUsedElsewhere = exported.uses.length > 0 || isShared(work, at, binding, member) || !(await isOnlyImporter(work, at.source, source));
  return { ...at, source, node: exported.value, callers: [], ...sharedAt(at, isUsedElsewhere) };
}

/** Whether of the whole program only this file imports that one, and only once. */
async function isOnlyImporter(work: Work, importer: Source, imported: Source): Promise<boolean> {
  const program = await reachableSources(work);
  const importing: Source[] = [];
  for (const source of program.sources) {
    for (const module of work.language.modulesOf?.(source) ?? []) {
      if ((await moduleSource(work, source.file, module)) === imported) importing.push(source);
    }
  }
  return program.isWhole && importing.length === 1 && importing[0] === importer;
}
