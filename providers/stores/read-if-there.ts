import { readFile } from "node:fs/promises";
import { GuidedError } from "../../model/index.ts";

/** The bytes of a file, or `undefined` where there is none. @throws {GuidedError} STORE_BROKEN where it is there and cannot be read */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new GuidedError("STORE_BROKEN", `${file} cannot be read (${code}).`, "Give the user that runs trueup the right to read it.", { cause });
  }
}
