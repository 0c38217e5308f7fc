import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseSnapshot, type Snapshot } from "./snapshot";

export const DEFAULT_ESTATE_FILE = join(".trueup", "estate.json");

export interface EstateFileRequest {
  /** A file that somebody named, and who: said so where it cannot be read. */
  named?: { file: string; by: string } | undefined;
  /** Otherwise `.trueup/estate.json` is looked for from each of these upward. */
  folders: readonly string[];
}

/** The snapshot that was found, or why there is none, as a text that goes after "The estate snapshot". */
export type EstateFile = { file: string; snapshot: Snapshot } | { problem: string };

export function readEstateFile({ named, folders }: EstateFileRequest): EstateFile {
  const file = named?.file ?? folders.flatMap(upward).map(folder => join(folder, DEFAULT_ESTATE_FILE)).find(existsSync);
  if (file === undefined) return { problem: `was not found: there is no ${DEFAULT_ESTATE_FILE} in ${folders[0] ?? "the working directory"} or above` };
  const source = named ? `${file} (named by ${named.by})` : file;
  try {
    const snapshot = parseSnapshot(readFileSync(file, "utf8"));
    return typeof snapshot === "string" ? { problem: `in ${source} cannot be used: ${snapshot}` } : { file, snapshot };
  } catch (error) {
    return { problem: `in ${source} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}` };
  }
}

function upward(folder: string): string[] {
  const here = resolve(folder);
  const parent = dirname(here);
  return parent === here ? [here] : [here, ...upward(parent)];
}
