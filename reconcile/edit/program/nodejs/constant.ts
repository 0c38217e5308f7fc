import type { Node } from "web-tree-sitter";
import { isLoopVariable, isParameter, mentionsOf } from "./binding.ts";
import { explain, type Asked } from "./explain.ts";
import { enclosing, refuseAt, unwrap, type Source } from "../source.ts";

const BLOCKS = ["statement_block", "program", "switch_body", "class_static_block"];

/** What can be wrong with an initializer by itself, so that it is the better explanation than "used in other places too". */
const OPAQUE = ["call_expression", "ternary_expression", "binary_expression", "member_expression", "subscript_expression", "await_expression"];

/**
 * The initializer of the constant that `use` names, where an edit of it changes this use and nothing else:
 * declared once with `const`, not exported, named nowhere else in the file. Refuses everything else.
 */
export function resolveConstant(source: Source, use: Node, asked: Asked): Node {
  const mentions = mentionsOf(source.root, use.text);
  const declaration = onlyDeclaration(source, use, mentions);
  const value = declaration.childForFieldName("value")!;
  const isOnlyUse = mentions.length === 2 && enclosing(declaration, ["export_statement"]) === undefined;
  if (isOnlyUse) return value;
  if (OPAQUE.includes(unwrap(value).type)) return explain(source, unwrap(value), asked);
  return refuseAt({ source, node: use }, "shared", `${use.text} is used in other places too.`, `Write the cloud's value here in place of ${use.text}, or edit ${use.text} if all of its uses should change.`);
}

/** The `const` that the name stands for, or a refusal that says what it is instead. */
function onlyDeclaration(source: Source, use: Node, mentions: Node[]): Node {
  const name = use.text;
  if (isParameter(use)) return refuseAt({ source, node: use }, "parameter", `${name} is a parameter of the enclosing function.`, "Change the argument where the function or component is called.");
  if (isLoopVariable(use)) return refuseAt({ source, node: use }, "loop", `${name} is a loop variable.`, "Change the element of the data that the loop runs over.");
  const declarations = mentions.filter(node => node.parent?.type === "variable_declarator" && node.parent.childForFieldName("name")?.id === node.id).map(node => node.parent!);
  const [declaration] = declarations;
  if (!declaration) return refuseUndeclared(source, use, mentions);
  const isConstant = declaration.parent?.childForFieldName("kind")?.text === "const" && declaration.childForFieldName("value") !== null;
  if (declarations.length > 1 || !isConstant) return refuseAt({ source, node: use }, "reassigned", `${name} is not one constant: it is declared or assigned more than once, or may be.`, "Edit the program by hand.");
  if (!contains(enclosing(declaration, BLOCKS), use)) return refuseAt({ source, node: use }, "unknown", `${name} is not declared where it is used.`, "Edit the program by hand.");
  return declaration;
}

function refuseUndeclared(source: Source, use: Node, mentions: Node[]): never {
  const isImported = mentions.some(node => enclosing(node, ["import_statement", "import_alias"]));
  if (isImported) return refuseAt({ source, node: use }, "imported", `${use.text} is imported from another file.`, "Edit the constant in the module that it comes from.");
  return refuseAt({ source, node: use }, "unknown", `${use.text} is not declared as a constant in this file.`, "Edit the program by hand.");
}

function contains(outer: Node | undefined, inner: Node): boolean {
  return outer !== undefined && outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
}
