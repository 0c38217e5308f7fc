import type { Node } from "web-tree-sitter";
import type { RefusalCode } from "../../../refusal.ts";
import { parts, type Source } from "../source.ts";
import type { Entry, OpaqueView, View } from "../view.ts";
import { viewConfigCall } from "./config-call.ts";
import { readLiteral } from "./literal.ts";
import { decodeString } from "./string-literal.ts";
import { unwrap } from "./unwrap.ts";

const NAMES = ["identifier", "shorthand_property_identifier"];
const MEMBERS = ["member_expression", "subscript_expression"];
/** https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/pulumi/#jsonStringify gives the same text as an output. */
const DOCUMENTS = ["JSON.stringify", "pulumi.jsonStringify", "jsonStringify"];
const INTERPOLATIONS = ["pulumi.interpolate", "interpolate", "pulumi.concat", "concat"];

export function viewExpression(source: Source, expression: Node): View {
  const node = unwrap(expression);
  const value = readLiteral(node);
  if (value !== undefined) return { kind: "literal", value, node };
  if (node.type === "object") return viewObject(node);
  if (node.type === "array") return viewArray(node);
  if (node.type === "undefined" || node.text === "undefined" || node.type === "null") return opaque(node, "null", `The program sets nothing here, as ${node.text}.`, "Replace it by hand.");
  if (NAMES.includes(node.type)) return { kind: "name", name: node.text, node };
  if (node.type === "member_expression") return viewMember(node);
  if (node.type === "call_expression") return viewCall(source, node);
  if (node.type === "binary_expression") return viewDefault(source, node);
  return explained(node);
}

function viewObject(node: Node): View {
  const members = parts(node);
  const spreads = members.filter(member => member.type === "spread_element");
  return { kind: "object", shape: "object", node, spreads, entries: members.filter(member => member.type !== "spread_element").map(entryOf) };
}

function entryOf(member: Node): Entry {
  if (member.type === "shorthand_property_identifier") return { key: member.text, spelling: "shorthand", value: member, node: member };
  const name = member.childForFieldName(member.type === "pair" ? "key" : "name");
  const key = name ? keyOf(name) : undefined;
  const value = member.childForFieldName("value");
  return { ...(key !== undefined && { key }), spelling: key === undefined ? "computed" : name!.type === "string" ? "string" : "identifier", ...(value && { value }), node: member };
}

function keyOf(name: Node): string | undefined {
  if (name.type === "property_identifier") return certain(name.text);
  if (name.type === "string") return certain(decodeString(name.text));
  return name.type === "number" && /^(0|[1-9]\d{0,14})$/.test(name.text) ? name.text : undefined;
}

/** `__proto__` sets no property but what is inherited; an escaped identifier is another key than it looks. */
function certain(key: string | undefined): string | undefined {
  return key === "__proto__" || key?.includes("\\") ? undefined : key;
}

function viewArray(node: Node): View {
  if (hasHoles(node)) return opaque(node, "shape", "The list has holes.", "Edit the program by hand.");
  const members = parts(node);
  return { kind: "list", items: members.filter(member => member.type !== "spread_element"), spreads: members.filter(member => member.type === "spread_element"), node };
}

/** `[, "a"]`: the parser makes no node of a hole, and so every index behind it would be off. */
function hasHoles(list: Node): boolean {
  const tokens = list.children.filter(child => child.type !== "comment");
  return tokens.some((token, index) => token.type === "," && [",", "["].includes(tokens[index - 1]?.type ?? ""));
}

/** `aws.s3.CannedAcl.PublicRead` is known by its capitals; everything else is a member of a value. */
function viewMember(node: Node): View {
  const object = node.childForFieldName("object")!;
  const member = node.childForFieldName("property")!.text;
  if (/^[A-Za-z_$][\w$]*(\.[\w$]+)*\.[A-Z][\w$]*\.[A-Z][\w$]*$/.test(node.text)) return { kind: "enum", member, node };
  return { kind: "member", object, member, node };
}

function viewCall(source: Source, node: Node): View {
  const callee = node.childForFieldName("function")!;
  const given = node.childForFieldName("arguments");
  const args = given ? parts(given) : [];
  const name = dotted(callee);
  if (name && /(^|\.)secret$/.test(name)) return opaque(node, "secret", "The value is wrapped in a secret.", "Set it with `pulumi config set --secret`, or restore it.");
  if (name && INTERPOLATIONS.includes(name)) return opaque(node, "template", "The string is built from other values.", "Edit the template by hand so that it gives the cloud's value.");
  if (name && ["pulumi.output", "output"].includes(name) && args.length === 1) return viewExpression(source, args[0]!);
  if (name && DOCUMENTS.includes(name) && args[0]) return viewDocument(node, args);
  return viewConfigCall(source, node) ?? opaque(node, "computed", `The value is the result of a call${name ? ` of ${name}` : ""}.`, "Edit the expression by hand.");
}

/** A replacer changes what is written; indentation does not. */
function viewDocument(node: Node, [content, replacer]: readonly Node[]): View {
  const isPlain = replacer === undefined || ["null", "undefined"].includes(replacer.text);
  return isPlain ? { kind: "document", content: content!, node } : opaque(node, "computed", "A replacer changes the document.", "Edit the program by hand.");
}

/** `config.get("key") ?? fallback`. */
function viewDefault(source: Source, node: Node): View {
  const [left, right] = [node.childForFieldName("left")!, node.childForFieldName("right")!];
  const operator = node.childForFieldName("operator")!.type;
  const view = operator === "??" || operator === "||" ? viewExpression(source, left) : undefined;
  if (view?.kind === "config" && !view.fallback) return { ...view, fallback: right, isLoose: operator === "||", node };
  if (view?.kind === "opaque" && view.code === "secret") return view;
  return explained(node);
}

/** What an expression is that has no value of its own. */
function explained(node: Node): OpaqueView {
  if (node.type === "ternary_expression") return opaque(node, "conditional", "The value depends on a condition.", "Decide which branch must change.");
  if (node.type === "template_string") return opaque(node, "template", "The string is built from other values.", "Edit the template by hand so that it gives the cloud's value.");
  if (MEMBERS.includes(node.type)) return opaque(node, "reference", "The value is read from an expression.", "Adopt it where that value comes from, or write the cloud's value here.");
  return opaque(node, "computed", `The value is computed (${node.type.replaceAll("_", " ")}).`, "Edit the expression by hand.");
}

function opaque(node: Node, code: RefusalCode, message: string, hint: string): OpaqueView {
  return { kind: "opaque", code, message, hint, node };
}

/** `a.b.c`, where it is nothing but names. */
export function dotted(node: Node): string | undefined {
  return /^[\w$]+(\.[\w$]+)*$/.test(node.text) ? node.text : undefined;
}
