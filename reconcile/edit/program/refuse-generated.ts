import { Refused } from "../../refusal.ts";
import type { Work } from "./work.ts";

const SAYS_SO = /^\s*(?:\/\/|#|\/?\*).*(?:@generated|do not edit|auto-?generated)/im;
const HEAD_LINES = 12;
/** What compilers and bundlers of JavaScript leave in what they write. */
const COMPILED = /^\/\/# sourceMappingURL=|Object\.defineProperty\(exports, ["']__esModule["']|\b(?:__webpack_require__|__toESM|__commonJS)\b/m;

/** Refuses a file that another file is compiled or generated to: the next build would undo the edit. */
export async function refuseGenerated({ files, language }: Work, file: string): Promise<void> {
  const text = (await files.text(file)) ?? "";
  const head = text.split("\n", HEAD_LINES).join("\n");
  if (SAYS_SO.test(head)) refuse(file, "says that it is generated");
  if (COMPILED.test(text)) refuse(file, "is compiled from another file");
  for (const original of language.madeFrom?.(file) ?? []) if ((await files.text(original)) !== undefined) refuse(file, `is compiled from ${original}`);
}

function refuse(file: string, why: string): never {
  throw new Refused("generated", `${file} ${why}.`, "Edit the file that it is made from.", file);
}
