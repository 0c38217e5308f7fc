import type { Node } from "web-tree-sitter";
import { enclosing } from "./source.ts";

/** What is a language's own in whether something is set by then. */
export interface SetBefore {
  /** Types of nodes whose code runs later than it stands. */
  functions: readonly string[];
  /** Whether a statement of the file's top runs no code of the file. */
  isHarmless(statement: Node): boolean;
}

/** Whether what a declaration of the file's top sets is there when the expression runs. Code of a function may run as soon as anything is called. */
export function isSetBefore(declaration: Node, expression: Node, { functions, isHarmless }: SetBefore): boolean {
  if (declaration.endIndex > expression.startIndex) return false;
  if (!enclosing(expression, functions)) return true;
  return declaration.tree.rootNode.namedChildren.filter(statement => statement.endIndex <= declaration.startIndex).every(isHarmless);
}
