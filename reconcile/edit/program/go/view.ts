import type { Node } from "web-tree-sitter";
import type { RefusalCode } from "../../../refusal.ts";
import { parts, type Source } from "../source.ts";
import type { Entry, ListView, ObjectView, OpaqueView, View } from "../view.ts";
import { kindOfType, typeOfComposite } from "./composite.ts";
import { configView } from "./config.ts";
import { documentOfCall, documentOfName } from "./json-document.ts";
import { readLiteral } from "./literal.ts";
import { calledOf, packageOf, PULUMI } from "./packages.ts";
import { variableOf } from "./scope.ts";
import { decodeString } from "./string-literal.ts";
import { unwrap } from "./wrapper.ts";

const BY_HAND = "Edit the expression by hand.";

/** What a Go expression is. */
export function viewGo(source: Source, expression: Node): View {
  const node = unwrap(source, expression);
  switch (node.type) {
    case "interpreted_string_literal":
    case "raw_string_literal":
    case "int_literal":
    case "float_literal":
    case "true":
    case "false":
      return literalView(node);
    case "composite_literal":
    case "literal_value":
      return compositeView(source, node);
    case "identifier":
      return documentOfName(source, node) ?? { kind: "name", name: node.text, node };
    case "selector_expression":
      return memberView(source, node);
    case "index_expression":
      return indexView(node);
    case "call_expression":
      return configView(source, node) ?? documentOfCall(source, node) ?? callView(source, node);
    case "unary_expression":
      return readLiteral(node) === undefined ? opaque(node, "computed", "The value is computed.", BY_HAND) : literalView(node);
    case "binary_expression":
      return sumView(node);
    case "nil":
      return opaque(node, "null", "The program sets it to nil.", "Replace nil by hand.");
    case "iota":
      return opaque(node, "computed", "The value is counted by iota.", BY_HAND);
    case "rune_literal":
      return opaque(node, "computed", "The value is a rune.", BY_HAND);
    default:
      return opaque(node, "computed", `The value is computed (${node.type.replaceAll("_", " ")}).`, BY_HAND);
  }
}

function opaque(node: Node, code: RefusalCode, message: string, hint: string): OpaqueView {
  return { kind: "opaque", code, message, hint, node };
}

function literalView(node: Node): View {
  const value = readLiteral(node);
  return value === undefined ? opaque(node, "computed", "The literal is not one that can be read with certainty.", "Edit the literal by hand.") : { kind: "literal", value, node };
}

function compositeView(source: Source, literal: Node): ObjectView | ListView | OpaqueView {
  const body = literal.type === "composite_literal" ? literal.childForFieldName("body")! : literal;
  const type = typeOfComposite(source, literal);
  const kind = kindOfType(source, type);
  const members = parts(body);
  const keyed = members.filter(member => member.type === "keyed_element");
  if (keyed.length > 0 && keyed.length < members.length) return opaque(literal, "shape", "Some elements have keys and some have none.", BY_HAND);
  if (kind === "list") return keyed.length > 0 ? opaque(literal, "computed", "The list's elements have indexes.", BY_HAND) : { kind: "list", items: members, spreads: [], node: body };
  if (members.length > keyed.length) return opaque(literal, "shape", `The fields of ${type?.text.replace(/\s+/g, " ") ?? "the struct"} are given without their names.`, "Write the names of the fields, as `Field: value`.");
  const isMap = kind === "map" || (kind === "unknown" && keyed.some(member => keyOf(member)?.type !== "identifier"));
  return { kind: "object", shape: isMap ? "map" : "struct", spreads: [], node: body, entries: keyed.map(member => (isMap ? mapEntry(member) : structEntry(source, member, kind === "struct"))) };
}

function keyOf(member: Node): Node | undefined {
  return parts(member.childForFieldName("key")!)[0];
}

function mapEntry(member: Node): Entry {
  const key = keyOf(member);
  const text = key && /string_literal$/.test(key.type) ? decodeString(key.text) : undefined;
  const value = member.childForFieldName("value")!;
  return text === undefined ? { spelling: "computed", value, node: member } : { key: text, spelling: "string", value, node: member };
}

/** Where the type is not known, an identifier that the file declares may be the key of a map. */
function structEntry(source: Source, member: Node, isStruct: boolean): Entry {
  const key = keyOf(member);
  const value = member.childForFieldName("value")!;
  const isField = key?.type === "identifier" && (isStruct || variableOf(source, key) === undefined);
  return isField ? { key: key.text, spelling: "identifier", value, node: member } : { spelling: "computed", value, node: member };
}

function memberView(source: Source, node: Node): View {
  const operand = node.childForFieldName("operand")!;
  const member = node.childForFieldName("field")!.text;
  if (packageOf(source, operand) === undefined) return { kind: "member", object: operand, member, node };
  return opaque(node, "reference", `${operand.text}.${member} is a constant of a package.`, "Write the cloud's value here by hand, in the type that the property wants.");
}

/** `tags["Owner"]`. */
function indexView(node: Node): View {
  const [operand, index] = ["operand", "index"].map(field => node.childForFieldName(field)!);
  const member = /string_literal$/.test(index!.type) ? decodeString(index!.text) : undefined;
  if (member === undefined) return opaque(node, "reference", "The value is read from a list or a map.", "Adopt it where that value comes from, or write the cloud's value here.");
  return { kind: "member", object: operand!, member, node };
}

function callView(source: Source, call: Node): OpaqueView {
  const callee = call.childForFieldName("function")!;
  const name = /^[\w.]+$/.test(callee.text) ? callee.text : undefined;
  const function_ = calledOf(source, call, PULUMI);
  if (/^(ToSecret|UnsecretWithContext|Unsecret|ToSecretWithContext)$/.test(function_ ?? "")) return opaque(call, "secret", "The value is wrapped in a secret.", "Set it with `pulumi config set --secret`, or restore it.");
  if (/^(pulumi|fmt)\.Sprintf$/.test(name ?? "")) return opaque(call, "template", "The string is built from other values.", "Edit the format by hand so that it gives the cloud's value.");
  return opaque(call, "computed", `The value is the result of a call${name ? ` of ${name}` : ""}.`, BY_HAND);
}

function sumView(node: Node): OpaqueView {
  const isText = node.childForFieldName("operator")?.text === "+" && node.descendantsOfType(["interpreted_string_literal", "raw_string_literal"]).length > 0;
  if (isText) return opaque(node, "template", "The string is put together from several values.", "Edit the expression by hand so that it gives the cloud's value.");
  return opaque(node, "computed", "The value is computed.", BY_HAND);
}
