import type { Node } from "web-tree-sitter";
import { isSetBefore } from "../is-set-before.ts";
import type { ConfigRead } from "../language.ts";
import { enclosing, parts, type Source } from "../source.ts";
import { configOf } from "./config-call.ts";
import { declarationAt, FUNCTIONS, mentionsOf } from "./declarations.ts";
import { quoteOf } from "./new-text.ts";
import { decodeString } from "./string-literal.ts";

/** https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/pulumi/#Config */
const GETTERS: Record<ConfigRead["type"], string> = { text: "get", integer: "getNumber", number: "getNumber", boolean: "getBoolean" };

/** Code of these runs later than it stands. */
const LATER = { functions: [...FUNCTIONS, "class_body"], isHarmless };

/** `config.get("key") ?? "x"`, of a configuration that the file has already, else of one made on the spot. */
export function configured(source: Source, expression: Node, { key, type }: ConfigRead): string | undefined {
  const bag = isPlain(expression) ? (bagBefore(source, expression) ?? newBag(source, expression)) : undefined;
  if (bag === undefined) return undefined;
  const quote = quoteOf(source);
  const text = `${bag}.${GETTERS[type]}(${quote}${key}${quote}) ?? ${expression.text}`;
  return expression.type === "shorthand_property_identifier" ? `${expression.text}: ${text}` : text;
}

/** Where `??` needs no parentheses, and no type is claimed that it would not have. */
function isPlain({ parent, type }: Node): boolean {
  if (type === "shorthand_property_identifier" || ["pair", "array", "arguments"].includes(parent!.type)) return true;
  return parent!.type === "variable_declarator" && /^(: (string|number|boolean))?$/.test(parent!.childForFieldName("type")?.text ?? "");
}

/** A constant of the file's top, `const config = new pulumi.Config()`. */
function bagBefore(source: Source, expression: Node): string | undefined {
  const names = topDeclarators(source).filter(declarator => isOwnBag(source, declarator) && isSetBefore(declarator, expression, LATER)).map(declarator => declarator.childForFieldName("name")!);
  return names.find(isOnlyOne)?.text;
}

function isOwnBag(source: Source, declarator: Node): boolean {
  const value = declarator.childForFieldName("value");
  const bag = value?.type === "new_expression" ? configOf(source, value) : undefined;
  return bag !== undefined && bag.namespace === undefined && declarator.parent!.childForFieldName("kind")?.text === "const" && declarator.childForFieldName("name")!.type === "identifier";
}

/** A new one, by the name under which the file has the SDK. */
function newBag({ root }: Source, expression: Node): string | undefined {
  const names = root.descendantsOfType("identifier").filter(node => ["pulumi", "Config"].includes(node.text) && isOfSdk(node, expression) && isOnlyOne(node));
  const [name] = names.toSorted((a, b) => b.text.localeCompare(a.text));
  return name && `new ${name.text === "pulumi" ? "pulumi.Config" : "Config"}()`;
}

function isOfSdk(name: Node, expression: Node): boolean {
  const declaration = declarationAt(name);
  const statement = enclosing(name, ["import_statement"]);
  if (declaration?.kind === "import" && statement) {
    const isType = /^(import\s+)?type\s/.test(statement.text) || /^type\s/.test(declaration.holder.text);
    const isWhole = declaration.holder.type !== "import_specifier" && name.text === "pulumi";
    const isNamed = declaration.holder.type === "import_specifier" && declaration.holder.text === "Config";
    return !isType && (isWhole || isNamed) && moduleOf(statement.childForFieldName("source")) === "@pulumi/pulumi";
  }
  if (declaration?.kind !== "const" || name.text !== "pulumi" || declaration.scope.type !== "program" || !isSetBefore(declaration.holder, expression, LATER)) return false;
  const value = declaration.holder.childForFieldName("value");
  return value?.type === "call_expression" && value.childForFieldName("function")!.text === "require" && moduleOf(parts(value.childForFieldName("arguments")!)[0]) === "@pulumi/pulumi";
}

function moduleOf(text: Node | null | undefined): string | undefined {
  return text?.type === "string" ? decodeString(text.text) : undefined;
}

function topDeclarators({ root }: Source): Node[] {
  return root.namedChildren.map(statement => (statement.type === "export_statement" ? statement.childForFieldName("declaration") : statement)).filter(statement => statement?.type === "lexical_declaration").flatMap(statement => parts(statement!).filter(({ type }) => type === "variable_declarator"));
}

/** Of its name the file declares nothing else, in no scope. */
function isOnlyOne(name: Node): boolean {
  return mentionsOf(name).filter(declarationAt).length === 1;
}

/** Imports, directives, and constants that call no code of the file. */
function isHarmless(statement: Node): boolean {
  if (["comment", "hash_bang_line", "import_statement"].includes(statement.type)) return true;
  if (statement.type === "expression_statement") return statement.firstNamedChild?.type === "string";
  return statement.type === "lexical_declaration" && statement.descendantsOfType(["call_expression", "new_expression"]).every(call => call.childForFieldName("function")?.text === "require" || /^(pulumi\.)?Config$/.test(call.childForFieldName("constructor")?.text ?? ""));
}
