import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PLUG_IN_KINDS } from "../gen/plug-in-kinds.ts";

/** Where a new plug-in goes, and what stands in it at first. */
export interface PlugInFile {
  /** Path from the repository's root. */
  file: string;
  text: string;
}

/**
 * The first file of a new plug-in: complete, so that every check passes before the first edit.
 * @throws {Error} naming the allowed kinds, or how an id is written
 */
export function plugInFile(kindName: string | undefined, id: string | undefined): PlugInFile {
  const kind = PLUG_IN_KINDS.find(({ name }) => name === kindName);
  if (!kind) throw new Error(`${kindName ? `"${kindName}" is not a kind of plug-in` : "Name a kind of plug-in"}: ${PLUG_IN_KINDS.map(({ name }) => name).join(", ")}.`);
  if (!id || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new Error(`${id ? `"${id}" is not an id` : `Name the ${kind.name}`}: lower-case words joined by "-", as in "gitea" or "azure-devops".`);
  const template = readFileSync(join(import.meta.dirname, "templates", `${kind.name}.txt`), "utf8");
  const file = kind.layout === "file" ? `${kind.folder}/${id}.ts` : `${kind.folder}/${id}/${id}.ts`;
  return { file, text: template.replaceAll("__ID__", id).replaceAll("__TITLE__", titleOf(id)) };
}

/** `no-public-ssh` → `No public ssh` */
export function titleOf(id: string): string {
  const words = id.replaceAll("-", " ");
  return words[0]!.toUpperCase() + words.slice(1);
}
