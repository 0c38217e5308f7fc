import type { Language } from "../language.ts";
import type { Entry, ObjectView } from "../view.ts";
import { parts } from "../source.ts";
import { bindingOf, exportOf } from "./binding-of.ts";
import { argumentOf, callsIn, inputsOf, makes, nameGiven, OWN_KEYWORDS } from "./calls.ts";
import { configured } from "./configured.ts";
import { rewriteLiteral } from "./literal.ts";
import { entryFiles, moduleFiles, modulesOf } from "./modules.ts";
import { firstInput, inlined, newEntry, newItem } from "./new-text.ts";
import { pythonName } from "./python-name.ts";
import { viewExpression } from "./view-expression.ts";

/** Programs of the runtime `python`. */
export const python = {
  runtimes: ["python"],
  grammarOf: file => (file.endsWith(".py") ? "python" : undefined),
  // https://docs.python.org/3/reference/lexical_analysis.html#physical-lines
  lineEnd: /\r\n|[\n\r]/g,
  packageFolders: ["site-packages", "dist-packages", "venv", ".venv"],

  view: viewExpression,
  calls: callsIn,
  makes,
  nameGiven,
  inputs: inputsOf,
  bindingOf,
  argument: argumentOf,
  isProperty,

  rewriteLiteral,
  inlined,
  configured,
  newEntry,
  newItem,
  firstInput,
  placeOf,
  padding: "",

  moduleFiles,
  exportOf,
  modulesOf,
  entryFiles,
} satisfies Language;

/** Keywords are named by Pulumi's rule; in a dictionary the property's own spelling comes first, since it may hold data. */
function isProperty({ shape, entries }: ObjectView, { key }: Entry, property: string): boolean {
  if (shape === "call" && OWN_KEYWORDS.includes(key!)) return false;
  const isKeyword = shape === "call" || shape === "arguments";
  const [first, second] = isKeyword ? [pythonName(property), property] : [property, pythonName(property)];
  return key === first || (key === second && !entries.some(entry => entry.key === first));
}

/** New keywords go before `opts=`, where it stands last. */
function placeOf({ shape, node }: ObjectView): number | undefined {
  const last = parts(node).at(-1);
  const isOptions = shape === "call" && last?.type === "keyword_argument" && last.childForFieldName("name")!.text === "opts";
  return isOptions ? parts(node).length - 1 : undefined;
}
