import { go } from "./go/go.ts";
import type { Language } from "./language.ts";
import { nodejs } from "./nodejs/nodejs.ts";
import { python } from "./python/python.ts";

/** Every language whose programs can be edited. */
const LANGUAGES: readonly Language[] = [nodejs, python, go];

/** The language of a runtime of Pulumi.yaml; `undefined` where none is known. */
export function languageOf(runtime: string): Language | undefined {
  return LANGUAGES.find(({ runtimes }) => runtimes.includes(runtime));
}
