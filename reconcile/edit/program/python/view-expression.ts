import type { Node } from "web-tree-sitter";
import type { RefusalCode } from "../../../refusal.ts";
import { parts, type Source } from "../source.ts";
import type { Entry, ListView, ObjectView, OpaqueView, View } from "../view.ts";
import { isArgsClass, keywordsOf, positionalsOf } from "./arguments.ts";
import { fallbackOf, viewConfigCall } from "./config-call.ts";
import { dottedName, moduleOf } from "./dotted-name.ts";
import { readLiteral } from "./literal.ts";
import { attributeValue } from "./self-attribute.ts";

/** What a Python expression is. */
export function viewExpression(source: Source, expression: Node): View {
  const node = unwrap(source, expression);
  const value = readLiteral(source, node);
  if (value !== undefined) return { kind: "literal", value, node };
  switch (node.type) {
    case "identifier":
      return { kind: "name", name: node.text, node };
    case "dictionary":
      return viewDictionary(source, node);
    case "list":
    case "tuple":
      return viewList(node);
    case "attribute":
      return viewAttribute(source, node);
    case "subscript":
      return viewSubscript(source, node);
    case "call":
      return viewCall(source, node);
    case "boolean_operator":
      return fallbackOf(source, node, viewExpression) ?? explain(source, node);
    default:
      return explain(source, node);
  }
}

/** Calls that give their only argument: https://www.pulumi.com/docs/reference/pkg/python/pulumi/#pulumi.Output.from_input */
const TRANSPARENT_CALLS = ["pulumi.Output.from_input", "pulumi.Output.unsecret"];

function unwrap(source: Source, node: Node): Node {
  if (node.type === "parenthesized_expression") return unwrap(source, parts(node)[0]!);
  const [only, ...others] = node.type === "call" ? parts(node.childForFieldName("arguments")!) : [];
  const isTransparent = only && others.length === 0 && positionalsOf(node).length === 1 && TRANSPARENT_CALLS.includes(calledName(source, node) ?? "");
  return isTransparent ? unwrap(source, only) : node;
}

/** The full name of what is called. */
function calledName(source: Source, call: Node): string | undefined {
  return dottedName(source, call.childForFieldName("function")!);
}

function viewDictionary(source: Source, node: Node): ObjectView {
  const members = parts(node);
  const entries = members.filter(({ type }) => type === "pair").map((pair): Entry => {
    const key = readLiteral(source, pair.childForFieldName("key")!);
    const value = pair.childForFieldName("value")!;
    return typeof key === "string" ? { key, spelling: "string", value, node: pair } : { spelling: "computed", value, node: pair };
  });
  return { kind: "object", shape: "dictionary", entries, spreads: members.filter(({ type }) => type !== "pair"), node };
}

function viewList(node: Node): ListView {
  const members = parts(node);
  const isSpread = ({ type }: Node): boolean => type === "list_splat" || type === "parenthesized_list_splat";
  return { kind: "list", items: members.filter(member => !isSpread(member)), spreads: members.filter(isSpread), node };
}

function viewAttribute(source: Source, node: Node): View {
  const object = node.childForFieldName("object")!;
  const member = node.childForFieldName("attribute")!.text;
  const own = attributeValue(source, node);
  if (own) return viewExpression(source, own);
  if (object.type === "identifier" && object.text === "self") return opaque(node, "reference", `The value is read from self.${member}, which others may read or set too.`, "Edit it where it is set.");
  const [name, ...above] = (dottedName(source, object) ?? "").split(".").reverse();
  // Enumerations of an SDK: pulumi_aws.s3.CannedAcl.PRIVATE.
  if (name && /^[A-Z]/.test(name) && above.at(-1)?.startsWith("pulumi_")) return { kind: "enum", member, node };
  return moduleOf(source, object) === undefined ? { kind: "member", object, member, node } : { kind: "name", name: node.text, node };
}

/** `data["size"]`; of configuration also `data[0]`. */
function viewSubscript(source: Source, node: Node): View {
  const object = node.childForFieldName("value")!;
  const keys = node.childrenForFieldName("subscript");
  const key = keys.length === 1 ? readLiteral(source, keys[0]!) : undefined;
  if (typeof key === "string") return { kind: "member", object, member: key, node };
  const config = typeof key === "number" ? viewExpression(source, object) : undefined;
  if (config?.kind === "config" && typeof key === "number") return { ...config, below: [...config.below, key], node };
  return opaque(node, "reference", "The value is read from a list or a dictionary.", "Adopt it where that value comes from, or write the cloud's value here.");
}

const DOCUMENT_CALLS = ["json.dumps", "pulumi.Output.json_dumps"];

function viewCall(source: Source, node: Node): View {
  const name = calledName(source, node);
  const [first] = positionalsOf(node);
  if (name === "pulumi.Output.secret") return opaque(node, "secret", "The value is wrapped in a secret.", "Set it with `pulumi config set --secret`, or restore it.");
  if (name && DOCUMENT_CALLS.includes(name) && first && !first.type.endsWith("_splat")) return { kind: "document", content: first, node };
  const isObject = positionalsOf(node).length === 0 && (name === "dict" || isArgsClass(source, node));
  if (isObject) return keywordsOf(node, name === "dict" ? "dict" : "arguments") ?? explain(source, node);
  return viewConfigCall(source, node) ?? explain(source, node);
}

const BY_HAND: Record<string, { code: RefusalCode; message: string; hint: string }> = {
  none: { code: "null", message: "The program sets it to None.", hint: "Replace it by hand." },
  conditional_expression: { code: "conditional", message: "The value depends on a condition.", hint: "Decide which branch must change." },
  boolean_operator: { code: "conditional", message: "The value depends on a condition.", hint: "Decide which branch must change." },
  string: { code: "template", message: "The string is built from other values, or in a notation that cannot be read for certain.", hint: "Edit it by hand so that it gives the cloud's value." },
  concatenated_string: { code: "template", message: "The string is built from other values, or in a notation that cannot be read for certain.", hint: "Edit it by hand so that it gives the cloud's value." },
  named_expression: { code: "shared", message: "The value is also assigned to a name here.", hint: "Edit the program by hand." },
  list_comprehension: { code: "loop", message: "The value is made by a comprehension.", hint: "Change the data that it runs over." },
  dictionary_comprehension: { code: "loop", message: "The value is made by a comprehension.", hint: "Change the data that it runs over." },
  expression_list: { code: "shape", message: "Several values stand here without brackets.", hint: "Edit the program by hand." },
};

function explain(source: Source, node: Node): OpaqueView {
  const known = BY_HAND[node.type];
  if (known) return { kind: "opaque", ...known, node };
  if (isTemplate(node)) return opaque(node, "template", "The string is built from other values.", "Edit it by hand so that it gives the cloud's value.");
  const called = node.type === "call" ? calledName(source, node) : undefined;
  const what = called ? `the result of a call of ${called}` : `computed (${node.type.replaceAll("_", " ")})`;
  return opaque(node, "computed", `The value is ${what}.`, "Edit the expression by hand.");
}

/** `"a" + b`, `"%s" % a`, `"{}".format(a)`, `",".join(a)`. */
function isTemplate(node: Node): boolean {
  if (node.type === "binary_operator") return parts(node).some(part => part.type === "string" || isTemplate(part));
  const called = node.type === "call" ? node.childForFieldName("function")! : undefined;
  return called?.type === "attribute" && called.childForFieldName("object")!.type === "string";
}

function opaque(node: Node, code: RefusalCode, message: string, hint: string): OpaqueView {
  return { kind: "opaque", code, message, hint, node };
}
