import type { Node } from "web-tree-sitter";
import type { ConfigRead } from "../language.ts";
import { enclosing, type Source } from "../source.ts";
import { bagOf } from "./config-call.ts";
import { spellScalar } from "./literal.ts";
import { mentionsOf } from "./scope.ts";

/** https://www.pulumi.com/docs/reference/pkg/python/pulumi/#pulumi.Config */
const GETTERS: Record<ConfigRead["type"], string> = { text: "get", integer: "get_int", number: "get_float", boolean: "get_bool" };
/** In these a call may stand for a literal, whatever stands around it. */
const PLACES = ["keyword_argument", "argument_list", "assignment", "pair", "list", "tuple"];

/** `config.get("key", "x")`, of a configuration that the file has already, else of one made on the spot. */
export function configured(source: Source, expression: Node, { key, type }: ConfigRead): string | undefined {
  const bag = PLACES.includes(expression.parent!.type) ? (bagBefore(source, expression) ?? newBag(source, expression)) : undefined;
  return bag && `${bag}.${GETTERS[type]}(${spellScalar(source, expression, key)}, ${expression.text})`;
}

/** A name of the file's top, `config = pulumi.Config()`. */
function bagBefore(source: Source, expression: Node): string | undefined {
  const assignments = source.root.namedChildren.filter(({ type }) => type === "expression_statement").map(({ firstNamedChild }) => firstNamedChild!).filter(({ type }) => type === "assignment");
  const names = assignments.filter(assignment => isOwnBag(source, assignment) && isSetBefore(assignment, expression)).map(assignment => assignment.childForFieldName("left")!);
  return names.find(name => name.type === "identifier" && isOnlyOne(source, name.text))?.text;
}

function isOwnBag(source: Source, assignment: Node): boolean {
  const value = assignment.childForFieldName("right");
  const bag = value?.type === "call" ? bagOf(source, value) : undefined;
  return bag !== undefined && bag.namespace === undefined;
}

function newBag(source: Source, expression: Node): string | undefined {
  const statement = source.root.namedChildren.find(({ type, text }) => type === "import_statement" && text === "import pulumi");
  return statement && isSetBefore(statement, expression) && isOnlyOne(source, "pulumi") ? "pulumi.Config()" : undefined;
}

/** The file binds the name in no other place, of no scope. */
function isOnlyOne(source: Source, name: string): boolean {
  return mentionsOf(source, name).filter(({ role }) => role !== "read").length === 1;
}

/** Whether a statement of the file's top has run when the expression does. Code of a function may run as soon as anything is called. */
function isSetBefore(statement: Node, expression: Node): boolean {
  if (statement.endIndex > expression.startIndex) return false;
  if (!enclosing(expression, ["function_definition", "lambda"])) return true;
  const before = statement.tree.rootNode.namedChildren.filter(one => one.endIndex <= statement.startIndex);
  return before.every(isHarmless);
}

/** Imports, texts, and names that call no code of the file. */
function isHarmless(statement: Node): boolean {
  if (["comment", "import_statement", "import_from_statement", "future_import_statement"].includes(statement.type)) return true;
  if (statement.type !== "expression_statement") return false;
  return statement.descendantsOfType("call").every(call => call.childForFieldName("function")!.text === "pulumi.Config") && statement.descendantsOfType(["lambda", "await"]).length === 0;
}
