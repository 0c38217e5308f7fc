import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One file that is made from others. Every scripts/gen/*.ts may export some as `generators`. */
export interface Generator {
  /** Path from the repository's root. */
  file: string;
  /** The whole text; the same sources give the same text. @throws {Error} naming the source that is off */
  render(): string | Promise<string>;
}

/** Stands at the top of every generated TypeScript file. */
export const GENERATED_NOTICE = "// Written by `npm run gen` from the files it names. Edit those, then run it again.";

/** The prose of a document that people write above what is generated into it. */
export function proseBefore(mark: string, file: string): string {
  return readFileSync(join(import.meta.dirname, "../..", file), "utf8").split(mark)[0]!;
}
