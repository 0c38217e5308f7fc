import type { Node } from "web-tree-sitter";
import { parts } from "../source.ts";

/** How a Go program gives a configuration value its default: `if size == "" { size = "t3.micro" }` right behind `size := cfg.Get("size")`. */
export interface Default {
  value: Node;
  /** The name where the default is assigned. */
  write: Node;
  /** The name in the condition. */
  compared: Node;
}

/** The default of a call of `Get` or `GetInt`; `undefined` where it has none. */
export function defaultOf(call: Node): Default | undefined {
  const method = call.type === "call_expression" ? call.childForFieldName("function")?.childForFieldName("field")?.text : undefined;
  const zero = method === "Get" ? '""' : method === "GetInt" ? "0" : undefined;
  const declaration = call.parent?.parent;
  if (zero === undefined || declaration?.type !== "short_var_declaration") return undefined;
  const left = parts(declaration.childForFieldName("left")!);
  const next = following(declaration);
  if (left.length !== 1 || next?.type !== "if_statement") return undefined;
  return assigned(next, left[0]!.text, zero);
}

function following(statement: Node): Node | undefined {
  return statement.parent ? parts(statement.parent).find(each => each.startIndex > statement.startIndex) : undefined;
}

function assigned(branch: Node, name: string, zero: string): Default | undefined {
  const condition = branch.childForFieldName("condition");
  const compared = condition?.childForFieldName("left");
  const isTested = condition?.type === "binary_expression" && compared?.text === name && condition.childForFieldName("operator")?.text === "==" && condition.childForFieldName("right")?.text === zero;
  if (!isTested || branch.childForFieldName("initializer") || branch.childForFieldName("alternative")) return undefined;
  const statements = parts(branch.childForFieldName("consequence")!).flatMap(each => (each.type === "statement_list" ? parts(each) : [each]));
  const [only] = statements;
  if (statements.length !== 1 || only?.type !== "assignment_statement" || only.childForFieldName("operator")?.text !== "=") return undefined;
  const [write, value] = ["left", "right"].map(field => parts(only.childForFieldName(field)!));
  return write?.length === 1 && write[0]!.text === name && value?.length === 1 ? { value: value[0]!, write: write[0]!, compared } : undefined;
}
