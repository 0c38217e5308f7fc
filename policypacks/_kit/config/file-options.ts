import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { core, ZodMiniType } from "zod/mini";
import * as z from "zod/mini";

const MAY_BE_A_FILE = z.registry<{ mayBeAFile: true }>();

/** An option that is given as it is, or as the path of a JSON or YAML file that holds it; relative to the configuration. */
export function fileOption<Schema extends ZodMiniType>(schema: Schema): Schema {
  MAY_BE_A_FILE.add(schema, { mayBeAFile: true });
  return schema;
}

export interface ReadFileOptions {
  /** The schema of a rule's options, and what is given for them. */
  schema: core.$ZodType;
  options: unknown;
  /** The folder from which paths go. */
  folder: string;
}

/** The options with the content of each file that they name in the place of its path, and what is wrong with files; an option whose file cannot be read is left out. */
export async function readFileOptions({ schema, options, folder }: ReadFileOptions): Promise<{ options: unknown; mistakes: { key: string; text: string }[] }> {
  const mistakes: { key: string; text: string }[] = [];
  const shape = (schema._zod.def as { shape?: Record<string, core.$ZodType> }).shape ?? {};
  if (typeof options !== "object" || options === null) return { options, mistakes };
  const read: Record<string, unknown> = { ...options };
  for (const [key, value] of Object.entries(options)) {
    if (typeof value !== "string" || !shape[key] || !mayBeAFile(shape[key])) continue;
    const found = await readDocument(resolve(folder, value));
    if ("content" in found) read[key] = found.content;
    else {
      delete read[key];
      mistakes.push({ key, text: `names ${value}, which ${found.problem}` });
    }
  }
  return { options: read, mistakes };
}

/** Whether an option may name a file; also under what says that it is optional or has a default. */
export function mayBeAFile(schema: core.$ZodType): boolean {
  const inner = (schema._zod.def as { innerType?: core.$ZodType }).innerType;
  return MAY_BE_A_FILE.has(schema) || (inner !== undefined && mayBeAFile(inner));
}

async function readDocument(file: string): Promise<{ content: unknown } | { problem: string }> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return { problem: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"} at ${file}` };
  }
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  return error ? { problem: `is neither JSON nor YAML: ${error.message.split("\n")[0]}` } : { content: document.toJS() as unknown };
}
