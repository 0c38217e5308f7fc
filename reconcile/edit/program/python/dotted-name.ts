import type { Node } from "web-tree-sitter";
import type { Source } from "../source.ts";
import { mentionsOf } from "./scope.ts";

/**
 * The full name of what an expression names, with imports resolved: `aws.ec2.Vpc` after `import pulumi_aws as aws` is `pulumi_aws.ec2.Vpc`;
 * a name that the file does not bind is a builtin. `undefined` where it is no such name.
 */
export function dottedName(source: Source, expression: Node): string | undefined {
  if (expression.type === "identifier") return rootName(source, expression);
  if (expression.type !== "attribute") return undefined;
  const object = dottedName(source, expression.childForFieldName("object")!);
  return object === undefined ? undefined : `${object}.${expression.childForFieldName("attribute")!.text}`;
}

/** The module that a name is bound to by an import: `settings` of `import settings`, `infra.settings` of `from infra import settings`, which may also be no module. */
export function moduleOf(source: Source, expression: Node): string | undefined {
  const name = dottedName(source, expression);
  const [root] = expression.descendantsOfType("identifier");
  const isImported = root !== undefined && mentionsOf(source, root.text).some(({ role }) => role === "import");
  return isImported ? name : undefined;
}

function rootName(source: Source, use: Node): string | undefined {
  const asked = mentionsOf(source, use.text).find(({ node }) => node.id === use.id);
  const bound = mentionsOf(source, use.text).filter(({ role, scope }) => role !== "read" && scope.id === asked?.scope.id);
  if (bound.length === 0) return use.text;
  if (bound.some(({ role }) => role !== "import")) return undefined;
  const names = new Set(bound.map(({ node }) => importedName(node)));
  return names.size === 1 ? [...names][0] : undefined;
}

/** `import a.b` binds `a`, of which `b` is an attribute; `import a.b as c` binds c to all of it. */
function importedName(bound: Node): string | undefined {
  let statement = bound.parent!;
  while (!statement.type.startsWith("import_")) statement = statement.parent!;
  const path = bound.parent?.type === "aliased_import" ? bound.parent.childForFieldName("name")!.text : bound.text;
  const module = statement.childForFieldName("module_name")?.text;
  return module === undefined ? path : `${module}.${path}`;
}
