import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { GuidedError } from "../../model/guided-error.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Terminal } from "../command.ts";

/** A file that an option names: what the option is, the file as it was typed, and how one comes to such a file. */
export interface NamedFile {
  option: string;
  file: string;
  cwd: string;
  hint: string;
}

/** @throws {GuidedError} USAGE where it cannot be read */
export function readNamedFile({ option, file, cwd, hint }: NamedFile): string {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (cause) {
    throw new GuidedError("USAGE", `${option} ${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, hint, { cause });
  }
}

/** As `readJsonObject`; `-` is standard input. @throws {GuidedError} USAGE */
export async function readInput({ option, file, hint }: Omit<NamedFile, "cwd">, { cwd, input }: Terminal): Promise<JsonObject> {
  if (file !== "-") return readJsonObject({ option, file, cwd, hint });
  if (!input) throw new GuidedError("USAGE", `${option} - has no standard input to read.`, hint);
  return parseJsonObject(await input(), { option, file, cwd, hint });
}

/** @throws {GuidedError} USAGE, with the line where it stops being JSON; never with what stands there, which may be a secret */
export function readJsonObject(named: NamedFile): JsonObject {
  return parseJsonObject(readNamedFile(named), named);
}

function parseJsonObject(text: string, named: NamedFile): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new GuidedError("USAGE", `${named.option} ${named.file} is not JSON: line ${lineOfMistake(text, error)} cannot be read.`, named.hint);
  }
  if (!isJsonObject(json)) throw new GuidedError("USAGE", `${named.option} ${named.file} is not a JSON object.`, named.hint);
  return json;
}

function lineOfMistake(text: string, error: unknown): number {
  const position = /at position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  return text.slice(0, position === undefined ? undefined : Number(position)).split("\n").length;
}
