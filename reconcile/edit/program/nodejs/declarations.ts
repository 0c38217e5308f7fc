import type { Node } from "web-tree-sitter";
import { enclosing, isWithin } from "../source.ts";

/** A place that declares a name. */
export interface Declaration {
  /** The name itself. */
  node: Node;
  /** Where the name means this declaration, but for scopes inside that declare it again. */
  scope: Node;
  kind: "const" | "variable" | "parameter" | "loop" | "import" | "other";
  /** The declarator, parameter or import that holds the name. */
  holder: Node;
}

export const FUNCTIONS = ["function_declaration", "generator_function_declaration", "function_expression", "generator_function", "arrow_function", "method_definition"];
const BLOCKS = ["statement_block", "program", "switch_body", "class_static_block"];
const LOOPS = ["for_statement", "for_in_statement"];
const NAMES = ["identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"];
/** Through these a name reaches the declaration that it is a part of. */
const PATTERNS = ["object_pattern", "array_pattern", "pair_pattern", "rest_pattern", "assignment_pattern", "object_assignment_pattern"];
const NAMED = ["class_declaration", "abstract_class_declaration", "enum_declaration", "internal_module", "module", "function_signature"];
const IMPORTS = ["import_specifier", "namespace_import", "import_clause", "import_require_clause", "import_alias"];

/** Every place of the file that may declare, read or write a variable of this name, in whatever scope. */
export function mentionsOf(use: Node): Node[] {
  return use.tree.rootNode.descendantsOfType(NAMES).filter(node => node.text === use.text);
}

/** What declares the name where it is used: nothing, one place, or several of one scope. */
export function declarationsOf(use: Node, mentions: readonly Node[]): Declaration[] {
  const around = mentions.map(declarationAt).filter(one => one !== undefined).filter(({ scope }) => isWithin(use, scope));
  const sizes = around.map(({ scope }) => scope.endIndex - scope.startIndex);
  return around.filter((_, index) => sizes[index] === Math.min(...sizes));
}

/** What a mention declares; `undefined` where it reads or writes. */
export function declarationAt(node: Node): Declaration | undefined {
  const whole = patternAround(node);
  const parent = whole?.parent;
  if (!whole || !parent) return undefined;
  if (parent.type === "variable_declarator" && isField(parent, "name", whole)) return variable(node, parent);
  if (["required_parameter", "optional_parameter"].includes(parent.type) && isField(parent, "pattern", whole)) return inFunction(node, parent);
  if (parent.type === "arrow_function" && isField(parent, "parameter", whole)) return { node, scope: parent, kind: "parameter", holder: whole };
  if (parent.type === "catch_clause" && isField(parent, "parameter", whole)) return { node, scope: parent, kind: "other", holder: parent };
  if (parent.type === "for_in_statement" && isField(parent, "left", whole) && parent.childForFieldName("kind")) return { node, scope: parent, kind: "loop", holder: parent };
  if (IMPORTS.includes(parent.type)) return imported(node, parent);
  const isNamed = (NAMED.includes(parent.type) || FUNCTIONS.includes(parent.type)) && isField(parent, "name", node);
  return isNamed ? { node, scope: ownScope(parent), kind: "other", holder: parent } : undefined;
}

/** The whole pattern of which the name is bound by; `undefined` for a default value or a key inside it. */
function patternAround(node: Node): Node | undefined {
  let at = node;
  while (at.parent && PATTERNS.includes(at.parent.type)) {
    if (at.parent.type.endsWith("assignment_pattern") && isField(at.parent, "right", at)) return undefined;
    if (at.parent.type === "pair_pattern" && !isField(at.parent, "value", at)) return undefined;
    at = at.parent;
  }
  return at;
}

function isField(parent: Node, name: string, child: Node): boolean {
  return parent.childForFieldName(name)?.id === child.id;
}

function variable(node: Node, declarator: Node): Declaration {
  const kind = declarator.parent?.childForFieldName("kind")?.text;
  const isLoops = LOOPS.includes(declarator.parent?.parent?.type ?? "") && declarator.parent!.parent!.childForFieldName("initializer")?.id === declarator.parent!.id;
  if (isLoops) return { node, scope: declarator.parent!.parent!, kind: "loop", holder: declarator };
  // `var` belongs to the whole function.
  const scope = kind === undefined ? enclosing(declarator, [...FUNCTIONS, "program", "class_static_block"])! : enclosing(declarator, BLOCKS)!;
  return { node, scope, kind: kind === "const" ? "const" : "variable", holder: declarator };
}

function inFunction(node: Node, parameter: Node): Declaration | undefined {
  const scope = enclosing(parameter, FUNCTIONS);
  // Parameters of a function's type, as in an interface, are no variables.
  return scope && isWithin(parameter, scope.childForFieldName("parameters") ?? parameter) && parameter.parent?.parent?.id === scope.id ? { node, scope, kind: "parameter", holder: parameter } : undefined;
}

function imported(node: Node, parent: Node): Declaration | undefined {
  const alias = parent.childForFieldName("alias");
  if (parent.type === "import_specifier" && alias && alias.id !== node.id) return undefined;
  return { node, scope: enclosing(parent, ["program"])!, kind: "import", holder: parent };
}

/** A declaration names something in the block around it; an expression's name is known inside only. */
function ownScope(node: Node): Node {
  return node.type.endsWith("_expression") || node.type === "generator_function" ? node : enclosing(node.parent!, [...BLOCKS])!;
}
