import type { Node } from "web-tree-sitter";
import type { Source } from "../source.ts";
import { oncePerSource } from "./once.ts";
import { variableOf } from "./scope.ts";
import { decodeString } from "./string-literal.ts";

/** The packages of Pulumi's own SDK, of any major version. */
export const PULUMI = /^github\.com\/pulumi\/pulumi\/sdk(\/v\d+)?\/go\/pulumi$/;
export const PULUMI_CONFIG = /^github\.com\/pulumi\/pulumi\/sdk(\/v\d+)?\/go\/pulumi\/config$/;

/** A package that a file imports, under the name it has there. */
export interface ImportedPackage {
  name: string;
  path: string;
}

/** Without those imported for their effects or into the file's own scope. */
export const importedPackages = oncePerSource((source): ImportedPackage[] =>
  source.root.descendantsOfType("import_spec").flatMap(spec => {
    const path = decodeString(spec.childForFieldName("path")!.text);
    const name = spec.childForFieldName("name");
    if (path === undefined || name?.type === "dot" || name?.type === "blank_identifier") return [];
    return [{ path, name: name?.text ?? usualName(path) }];
  }),
);

/** The import path of the package that an identifier stands for; `undefined` where it stands for something else. */
export function packageOf(source: Source, identifier: Node | null): string | undefined {
  if (identifier?.type !== "identifier" && identifier?.type !== "package_identifier") return undefined;
  const found = importedPackages(source).find(({ name }) => name === identifier.text);
  return found && variableOf(source, identifier) === undefined ? found.path : undefined;
}

/** The name of a package's function that a call calls: `String` of `pulumi.String("x")`. */
export function calledOf(source: Source, call: Node, path: RegExp | string): string | undefined {
  const callee = call.type === "call_expression" ? call.childForFieldName("function") : undefined;
  if (callee?.type !== "selector_expression") return undefined;
  const found = packageOf(source, callee.childForFieldName("operand"));
  const isIt = found !== undefined && (typeof path === "string" ? path === found : path.test(found));
  return isIt ? callee.childForFieldName("field")!.text : undefined;
}

/** How the file calls Pulumi's SDK; `undefined` where it does not import it. */
export function pulumiName(source: Source): string | undefined {
  return importedPackages(source).find(({ path }) => PULUMI.test(path))?.name;
}

/** Packages are named like the last part of their path, but for a major version there. */
function usualName(path: string): string {
  const names = path.split("/");
  const last = /^v\d+$/.test(names.at(-1)!) && names.length > 1 ? names.at(-2)! : names.at(-1)!;
  return last.replace(/\.v\d+$/, "").replace(/^go-|[-.]go$/g, "");
}
