import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKS } from "../gen/policies.ts";
import { type PlugInFile, titleOf } from "./plug-in-file.ts";

/**
 * The file of a new policy: complete, with examples that are its tests, so that every check passes before the first edit.
 * @param id with the pack in front or without it
 * @throws {Error} naming the packs, or how an id is written
 */
export function policyFile(pack: string | undefined, id: string | undefined): PlugInFile {
  if (!pack || !PACKS.includes(pack)) throw new Error(`${pack ? `"${pack}" is not a pack` : "Name a pack"}: ${PACKS.join(", ")}.`);
  if (!id || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new Error(`${id ? `"${id}" is not an id` : "Name the policy"}: lower-case words joined by "-", as in "${pack}-no-public-ssh".`);
  const full = id.startsWith(`${pack}-`) ? id : `${pack}-${id}`;
  const template = readFileSync(join(import.meta.dirname, "templates", "policy.txt"), "utf8");
  return { file: `policypacks/${pack}/${full}.ts`, text: template.replaceAll("__ID__", full).replaceAll("__TITLE__", titleOf(full.slice(pack.length + 1))) };
}
