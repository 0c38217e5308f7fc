import type { Node } from "web-tree-sitter";
import { isSetBefore } from "../is-set-before.ts";
import type { ConfigRead } from "../language.ts";
import type { Source } from "../source.ts";
import { bagOf } from "./config-call.ts";
import { spellScalar } from "./literal.ts";
import { mentionsOf } from "./scope.ts";

/** https://www.pulumi.com/docs/reference/pkg/python/pulumi/#pulumi.Config */
const GETTERS: Record<ConfigRead["type"], string> = { text: "get", integer: "get_int", number: "get_float", boolean: "get_bool" };
/** In these a call may stand for a literal, whatever stands around it. */
const PLACES = ["keyword_argument", "argument_list", "assignment", "pair", "list", "tuple"];

/** Code of these runs later than it stands. */
const LATER = { functions: ["function_definition", "lambda"], isHarmless };

/** `config.get("key", "x")`, of a configuration that the file has already, else of one made on the spot. */
export function configured(source: Source, expression: Node, { key, type }: ConfigRead): string | undefined {
  const bag = PLACES.includes(expression.parent!.type) ? (bagBefore(source, expression) ?? newBag(source, expression)) : undefined;
  return bag && `${bag}.${GETTERS[type]}(${spellScalar(source, expression, key)}, ${expression.text})`;
}

/** A name of the file's top, `config = pulumi.Config()`. */
function bagBefore(source: Source, expression: Node): string | undefined {
  const assignments = source.root.namedChildren.filter(({ type }) => type === "expression_statement").map(({ firstNamedChild }) => firstNamedChild!).filter(({ type }) => type === "assignment");
  const names = assignments.filter(assignment => isOwnBag(source, assignment) && isSetBefore(assignment, expression, LATER)).map(assignment => assignment.childForFieldName("left")!);
  return names.find(name => name.type === "identifier" && isOnlyOne(source, name.text))?.text;
}

function isOwnBag(source: Source, assignment: Node): boolean {
  const value = assignment.childForFieldName("right");
  const bag = value?.type === "call" ? bagOf(source, value) : undefined;
  return bag !== undefined && bag.namespace === undefined;
}

function newBag(source: Source, expression: Node): string | undefined {
  const statement = source.root.namedChildren.find(({ type, text }) => type === "import_statement" && text === "import pulumi");
  return statement && isSetBefore(statement, expression, LATER) && isOnlyOne(source, "pulumi") ? "pulumi.Config()" : undefined;
}

/** The file binds the name in no other place, of no scope. */
function isOnlyOne(source: Source, name: string): boolean {
  return mentionsOf(source, name).filter(({ role }) => role !== "read").length === 1;
}

/** Imports, texts, and names that call no code of the file. */
function isHarmless(statement: Node): boolean {
  if (["comment", "import_statement", "import_from_statement", "future_import_statement"].includes(statement.type)) return true;
  if (statement.type !== "expression_statement") return false;
  return statement.descendantsOfType("call").every(call => call.childForFieldName("function")!.text === "pulumi.Config") && statement.descendantsOfType(["lambda", "await"]).length === 0;
}
