import { builtinModules } from "node:module";
import { dirname, join } from "node:path/posix";
import type { Node } from "web-tree-sitter";
import type { Binding } from "../language.ts";
import { parts, type Source } from "../source.ts";
import { bindingOf } from "./binding.ts";
import { decodeString } from "./string-literal.ts";
import { uncertain } from "./uncertain.ts";

const ENDINGS = [".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs", ".cts", ".cjs"];

/** How node and TypeScript find a relative module; a package is none of the project. */
export function moduleFiles(file: string, module: string): string[] {
  return /^\.\.?(\/|$)/.test(module) ? filesOf(join(dirname(file), module)) : [];
}

/** A TypeScript module is imported under the name it is compiled to. Sources come before what is made of them. */
function filesOf(path: string): string[] {
  if (path.startsWith("..")) return [];
  const source = path.replace(/\.([cm]?)js(x?)$/, ".$1ts$2");
  const isWhole = ENDINGS.some(ending => path.endsWith(ending));
  return isWhole ? [...new Set([source, path])] : [...ENDINGS.map(ending => path + ending), ...ENDINGS.map(ending => join(path, `index${ending}`))];
}

/** What the file exports under this name. */
export function exportOf(source: Source, name: string): Binding {
  for (const statement of source.root.namedChildren.filter(({ type }) => type === "export_statement")) {
    const declared = statement.childForFieldName("declaration")?.descendantsOfType("variable_declarator").find(one => one.childForFieldName("name")?.text === name && one.parent?.parent?.id === statement.id);
    const specifier = statement.childForFieldName("source") ? undefined : statement.descendantsOfType("export_specifier").find(one => (one.childForFieldName("alias") ?? one.childForFieldName("name"))?.text === name);
    const node = declared?.childForFieldName("name") ?? specifier?.childForFieldName("name");
    if (node) return bindingOf(source, node);
  }
  return uncertain("imported", `${name} is not exported as a constant.`);
}

/** The modules that the file names in imports, exports and `require`. */
export function modulesOf({ root }: Source): string[] | undefined {
  const statements = root.descendantsOfType(["import_statement", "export_statement", "import_require_clause"]).map(statement => statement.childForFieldName("source")).filter(one => one !== null);
  const called = root.descendantsOfType("call_expression").filter(isImporting).map(call => parts(call.childForFieldName("arguments")!)[0]);
  const modules = [...statements, ...called].map(node => (node?.type === "string" ? decodeString(node.text) : undefined));
  return modules.every(module => module !== undefined) ? modules : undefined;
}

function isImporting(call: Node): boolean {
  return ["import", "require", "require.resolve"].includes(call.childForFieldName("function")?.text ?? "");
}

/** Packages that are certainly not the project's own; any other may be an alias of tsconfig.json or a workspace's. */
const PACKAGES = [...builtinModules.flatMap(name => [name, `node:${name}`])];

export function hidesImports(source: Source): boolean {
  return (modulesOf(source) ?? []).some(module => !/^\.\.?(\/|$)/.test(module) && !/^@pulumi(verse)?\//.test(module) && !PACKAGES.includes(module));
}

/** https://www.pulumi.com/docs/iac/concepts/projects/project-file/ and node's own rule: `main` of Pulumi.yaml, else of package.json, else index. */
export async function entryFiles(main: string | undefined, readText: (file: string) => Promise<string | undefined>): Promise<string[]> {
  const folder = main === undefined ? "" : join(main);
  const told = mainOfPackage(await readText(join(folder, "package.json")));
  return [...(folder && folder !== "." ? filesOf(folder) : []), ...(told === undefined ? [] : filesOf(join(folder, told))), ...filesOf(join(folder, "index"))];
}

function mainOfPackage(text: string | undefined): string | undefined {
  try {
    const { main } = JSON.parse(text ?? "{}") as { main?: unknown };
    return typeof main === "string" ? main : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
