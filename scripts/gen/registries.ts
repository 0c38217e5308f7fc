import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { GENERATED_NOTICE, type Generator } from "./generator.ts";
import { PLUG_IN_KINDS, type PlugInKind } from "./plug-in-kinds.ts";

export const generators: readonly Generator[] = PLUG_IN_KINDS.map(kind => registryGenerator(kind, join(import.meta.dirname, "../..")));

/** The registry of one kind: an array of every plug-in found under `root`, sorted by id, typed by the port. */
export function registryGenerator(kind: PlugInKind, root: string): Generator {
  return { file: `${kind.folder}/registry.generated.ts`, render: () => renderRegistry(kind, findPlugIns(kind, root)) };
}

interface PlugIn {
  id: string;
  /** Path from the kind's folder. */
  file: string;
}

function findPlugIns(kind: PlugInKind, root: string): PlugIn[] {
  const folder = join(root, kind.folder);
  if (!existsSync(folder)) return [];
  const plugIns = readdirSync(folder, { withFileTypes: true })
    .filter(entry => !/^[_.]/.test(entry.name))
    .flatMap(entry => (kind.layout === "folder" ? plugInFolder(kind, folder, entry) : plugInFile(entry)))
    // Not localeCompare: the order must not depend on the machine's locale.
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { file } of plugIns) checkExport(kind, join(folder, file), posix.join(kind.folder, file));
  return plugIns;
}

type Entry = { name: string; isDirectory(): boolean };

function plugInFile(entry: Entry): PlugIn[] {
  if (entry.isDirectory() || !/^[a-z0-9-]+\.ts$/.test(entry.name)) return [];
  return [{ id: entry.name.slice(0, -".ts".length), file: entry.name }];
}

function plugInFolder(kind: PlugInKind, folder: string, entry: Entry): PlugIn[] {
  if (!entry.isDirectory()) return [];
  const file = [`${entry.name}.ts`, "index.ts"].find(name => existsSync(join(folder, entry.name, name)));
  if (!file) throw new Error(`${kind.folder}/${entry.name}/ has neither ${entry.name}.ts nor index.ts. A folder that is not a ${kind.name} starts with "_".`);
  return [{ id: entry.name, file: `${entry.name}/${file}` }];
}

function checkExport(kind: PlugInKind, path: string, shown: string): void {
  if (new RegExp(`^export const ${exportedBy(kind)}\\b`, "m").test(readFileSync(path, "utf8"))) return;
  throw new Error(`${shown} does not say \`export const ${exportedBy(kind)}\`. Shared code of a kind lives in ${kind.folder}/_shared/.`);
}

function exportedBy({ name, exports = name }: PlugInKind): string {
  return exports;
}

function renderRegistry(kind: PlugInKind, plugIns: readonly PlugIn[]): string {
  const named = plugIns.map(({ id, file }) => ({ name: camelCase(`${id}-${kind.name}`), file }));
  const lines = [
    GENERATED_NOTICE,
    `import type { ${kind.port.type} } from "${relativeImport(kind.folder, kind.port.file)}";`,
    ...named.map(({ name, file }) => `import { ${exportedBy(kind)} as ${name} } from "./${file}";`),
    "",
    `export const ${kind.registry}: readonly ${kind.port.type}[] = [${named.map(({ name }) => name).join(", ")}];`,
  ];
  return `${lines.join("\n")}\n`;
}

function relativeImport(folder: string, file: string): string {
  const path = posix.relative(folder, file);
  return path.startsWith(".") ? path : `./${path}`;
}

function camelCase(kebab: string): string {
  return kebab.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
