import type { Node } from "web-tree-sitter";
import { parts, type Source } from "../source.ts";
import { containerOf, elementType, fieldType, kindOfType, typeOfComposite, underlying } from "./composite.ts";
import { calledOf, PULUMI, pulumiName } from "./packages.ts";
import { unwrap, wrapperOf } from "./wrapper.ts";
import { viewGo } from "./view.ts";

/** What a new value has to be so that the program compiles, as far as the file tells. */
export type GoType =
  /** Inside a wrapper, `String` of `pulumi.String(…)`, or a plain value of Go. */
  | { kind: "scalar"; wrapper?: string; of?: "string" | "int" | "float" | "bool" }
  /** Anything: `pulumi.Input`, or `any` as `spelled`. */
  | { kind: "dynamic"; spelled?: string }
  | { kind: "list" | "map"; head: string; element: GoType }
  | { kind: "struct"; head: string; fields: Map<string, GoType>; type: Node | undefined }
  | { kind: "unknown" };

export const UNKNOWN: GoType = { kind: "unknown" };

/** The type of an expression, told by how it is written. */
export function typeOfExpression(source: Source, expression: Node): GoType {
  const outer = strip(expression);
  const wrapper = outer.type === "call_expression" ? wrapperOf(source, outer) : undefined;
  if (wrapper !== undefined) return { kind: "scalar", wrapper };
  if (outer.type === "call_expression" && unwrap(source, outer).id !== outer.id) return UNKNOWN;
  const view = viewGo(source, expression);
  if (view.kind === "literal") return { kind: "scalar", of: typeof view.value === "number" ? (view.node.type === "float_literal" ? "float" : "int") : typeof view.value === "string" ? "string" : "bool" };
  return view.kind === "object" || view.kind === "list" ? typeOfLiteral(source, outer, view.node) : UNKNOWN;
}

function strip(node: Node): Node {
  return node.type === "literal_element" || node.type === "parenthesized_expression" ? strip(parts(node)[0]!) : node;
}

/** `head` is what stands before the braces, `&` included; empty where it is left out. */
function typeOfLiteral(source: Source, outer: Node, body: Node): GoType {
  const head = source.text.slice(outer.startIndex, body.startIndex);
  const type = typeOfComposite(source, body);
  const kind = kindOfType(source, type);
  if (kind === "list" || kind === "map") return { kind, head, element: elementTypeOf(source, body) };
  return { kind: "struct", head, fields: fieldsOf(source, body), type };
}

function fieldsOf(source: Source, body: Node): Map<string, GoType> {
  const view = viewGo(source, body);
  const entries = view.kind === "object" ? view.entries : [];
  return new Map(entries.flatMap(({ key, value }) => (key === undefined || !value ? [] : [[key, typeOfExpression(source, value)]])));
}

/** The type of what a list or a map may hold: by its own type, else by what it holds already. */
export function elementTypeOf(source: Source, body: Node): GoType {
  const declared = elementType(source, body);
  const container = typeByName(source, typeOfComposite(source, body)?.text ?? "");
  const own = declared ? typeOfTypeNode(source, declared) : "element" in container ? container.element : UNKNOWN;
  if (own.kind !== "unknown") return own;
  return merged(parts(body).map(member => typeOfExpression(source, member.type === "keyed_element" ? member.childForFieldName("value")! : member)).filter(({ kind }) => kind !== "unknown"));
}

/** What elements that stand side by side know together; fields in the order in which they first stand. */
function merged(types: GoType[]): GoType {
  const [first] = types;
  if (first?.kind !== "struct") return first ?? UNKNOWN;
  const fields = new Map<string, GoType>();
  for (const [name, type] of types.flatMap(each => (each.kind === "struct" ? [...each.fields] : []))) if ((fields.get(name) ?? UNKNOWN).kind === "unknown") fields.set(name, type);
  return { ...first, fields };
}

/** The type of a field of a struct literal, by the struct's declaration, or by another literal of the same struct in this file. */
export function typeOfField(source: Source, body: Node, field: string): GoType {
  const type = typeOfComposite(source, body);
  const declared = fieldType(source, type, field);
  if (declared) return typeOfTypeNode(source, declared);
  const bodies = source.root.descendantsOfType("literal_value").filter(each => each.id !== body.id && type !== undefined && typeOfComposite(source, each)?.text === type.text);
  const known = bodies.map(each => fieldsOf(source, each).get(field) ?? UNKNOWN).find(({ kind }) => kind !== "unknown");
  return known ?? usualField(source, field);
}

/** Tags and labels are maps of strings in every struct, where one of this file's resources has them so. */
function usualField(source: Source, field: string): GoType {
  const heads = source.root.descendantsOfType("keyed_element").filter(each => each.childForFieldName("key")?.text === field).map(each => strip(each.childForFieldName("value")!));
  const isStrings = heads.some(each => each.type === "composite_literal" && each.childForFieldName("type")?.text === `${pulumiName(source)}.StringMap`);
  return isStrings ? typeByName(source, `${pulumiName(source)}.StringMap`) : UNKNOWN;
}

/** The type that a place wants: an element of a list or a map, the field of a struct of this file. */
export function typeOfPlace(source: Source, expression: Node): GoType {
  const body = containerOf(expression) ?? (expression.parent && containerOf(expression.parent));
  if (!body) return UNKNOWN;
  const kind = kindOfType(source, typeOfComposite(source, body));
  if (kind === "list" || kind === "map") return elementTypeOf(source, body);
  const key = parts(body).find(member => member.startIndex <= expression.startIndex && expression.endIndex <= member.endIndex)?.childForFieldName("key");
  const declared = key && fieldType(source, typeOfComposite(source, body), key.text);
  return declared ? typeOfTypeNode(source, declared) : UNKNOWN;
}

function typeOfTypeNode(source: Source, node: Node): GoType {
  if (node.type === "qualified_type") return typeByName(source, node.text);
  const type = underlying(source, node);
  if (!type || node.type === "pointer_type") return UNKNOWN;
  switch (type.type) {
    case "type_identifier":
      return builtin(type.text);
    case "interface_type":
      return parts(type).length === 0 ? { kind: "dynamic", spelled: type.text } : UNKNOWN;
    case "slice_type":
      return { kind: "list", head: node.text, element: typeOfTypeNode(source, type.childForFieldName("element")!) };
    case "map_type":
      return type.childForFieldName("key")?.text === "string" ? { kind: "map", head: node.text, element: typeOfTypeNode(source, type.childForFieldName("value")!) } : UNKNOWN;
    default:
      return type.type === "qualified_type" ? typeByName(source, type.text) : UNKNOWN;
  }
}

function builtin(name: string): GoType {
  if (name === "any") return { kind: "dynamic", spelled: name };
  const of = name === "string" ? "string" : name === "bool" ? "bool" : /^float(32|64)$/.test(name) ? "float" : /^int(64)?$/.test(name) ? "int" : undefined;
  return of ? { kind: "scalar", of } : UNKNOWN;
}

/** `pulumi.StringArrayMap`: a map of lists of strings. Names of inputs end in `Input`, which the types of values are. */
function typeByName(source: Source, text: string): GoType {
  const prefix = `${pulumiName(source)}.`;
  if (!text.startsWith(prefix)) return UNKNOWN;
  const name = text.slice(prefix.length).replace(/(Ptr)?Input$/, "");
  if (name === "") return { kind: "dynamic" };
  if (/^(String|Int|Bool|Float64)$/.test(name)) return { kind: "scalar", wrapper: name };
  const container = /^((?:String|Int|Bool|Float64)?(?:Array|Map)*)(Array|Map)$/.exec(name);
  return container ? { kind: container[2] === "Map" ? "map" : "list", head: prefix + name, element: typeByName(source, prefix + container[1]!) } : UNKNOWN;
}

/** Whether an expression is an input of Pulumi's SDK and no plain value of Go. */
export function isInput(source: Source, expression: Node): boolean {
  const outer = strip(expression);
  return outer.type === "call_expression" && calledOf(source, outer, PULUMI) !== undefined;
}
