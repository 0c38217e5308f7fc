import type { Node } from "web-tree-sitter";
import { parts } from "../source.ts";

/** What does not change a value. */
const WRAPPERS = ["parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "type_assertion"];

/** The expression inside parentheses and type assertions. */
export function unwrap(node: Node): Node {
  if (node.type === "type_assertion") return unwrap(parts(node).at(-1)!);
  return WRAPPERS.includes(node.type) ? unwrap(parts(node)[0]!) : node;
}
