import type { Language } from "../language.ts";
import { bindingOf } from "./binding.ts";
import { argumentOf, callsIn, inputsOf, makes, nameGiven } from "./calls.ts";
import { configured } from "./configured.ts";
import { rewriteLiteral } from "./literal.ts";
import { madeFrom } from "./made-from.ts";
import { entryFiles, exportOf, hidesImports, moduleFiles, modulesOf } from "./modules.ts";
import { firstInput, inlined, newEntry, newItem } from "./new-text.ts";
import { viewExpression } from "./view-expression.ts";

/** Programs of the runtime `nodejs`, in TypeScript or JavaScript. */
export const nodejs = {
  runtimes: ["nodejs"],
  grammarOf: file => (/\.[cm]?[tj]s$/.test(file) ? "typescript" : /\.[tj]sx$/.test(file) ? "tsx" : undefined),
  // https://tc39.es/ecma262/#sec-line-terminators
  lineEnd: /\r\n|[\n\r\u2028\u2029]/g,
  packageFolders: ["node_modules"],
  madeFrom,

  view: viewExpression,
  calls: callsIn,
  makes,
  nameGiven,
  inputs: inputsOf,
  bindingOf,
  argument: argumentOf,
  isProperty: (_object, entry, property) => entry.key === property,

  rewriteLiteral: (source, literal, value) => rewriteLiteral(literal.text, value, source.text.includes("\r\n") ? "\r\n" : "\n"),
  inlined,
  configured,
  newEntry,
  newItem,
  firstInput,
  padding: " ",

  moduleFiles,
  exportOf,
  modulesOf,
  hidesImports,
  entryFiles,
} satisfies Language;
