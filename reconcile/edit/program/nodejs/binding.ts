import type { Node } from "web-tree-sitter";
import { enclosing } from "../source.ts";

const NAMES = ["identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern", "type_identifier"];
const FUNCTIONS = ["function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function", "generator_function_declaration"];

/** Every place below `root` that may declare, read or write a variable of this name, in whatever scope. */
export function mentionsOf(root: Node, name: string): Node[] {
  return root.descendantsOfType(NAMES).filter(node => node.text === name);
}

/** Whether a function around `use` has a parameter of its name. */
export function isParameter(use: Node): boolean {
  return isBoundBy(use, FUNCTIONS, ["parameters", "parameter"]);
}

/** Whether a loop around `use` has a variable of its name. */
export function isLoopVariable(use: Node): boolean {
  return isBoundBy(use, ["for_in_statement", "for_statement"], ["left", "initializer"]);
}

function isBoundBy(use: Node, types: readonly string[], fields: readonly string[]): boolean {
  for (let at = enclosing(use, types); at; at = at.parent ? enclosing(at.parent, types) : undefined) {
    const heads = fields.map(field => at!.childForFieldName(field)).filter(head => head !== null);
    if (heads.some(head => mentionsOf(head, use.text).length > 0)) return true;
  }
  return false;
}

