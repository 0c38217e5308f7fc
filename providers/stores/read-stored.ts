import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { formatPath, GuidedError, type PropertyPath } from "../../model/index.ts";

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

/** A document of the store. @throws {GuidedError} STORE_BROKEN naming the file and what in it is off */
export function parseStored<T>(schema: z.ZodType<T>, file: string, text: string): T {
  const parsed = schema.safeParse(parseJson(file, text));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw broken(file, `${formatPath(path as PropertyPath) || "it"}: ${message}`);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw broken(file, "it is not JSON", cause);
  }
}

function broken(file: string, why: string, cause?: unknown): GuidedError {
  return new GuidedError("STORE_BROKEN", `${file} cannot be understood: ${why}.`, "Move it away; `trueup scan` writes a new one.", { cause });
}
