import type { Node } from "web-tree-sitter";
import type { Binding } from "../language.ts";
import { enclosing, parts } from "../source.ts";
import type { Declaration } from "./declarations.ts";
import { uncertain } from "./uncertain.ts";

/** A parameter of the function around its uses; certain where it is nothing but what the caller gives. */
export function parameterOf({ node, scope, holder }: Declaration, uses: Node[]): Binding {
  const pattern = holder.childForFieldName("pattern") ?? holder;
  const below = pattern.id === node.id ? [] : keysTo(pattern, node);
  const given = scope.childForFieldName("parameters");
  const index = given ? parts(given).filter(one => one.childForFieldName("pattern")?.text !== "this").findIndex(({ id }) => id === holder.id) : 0;
  // `private owner: string` is a member of the class too, and is read as `this.owner`.
  const isMember = holder.children.some(({ type }) => type === "accessibility_modifier" || type === "readonly");
  const hasDefault = holder.childForFieldName("value") !== null;
  if (!below || index < 0 || isMember || hasDefault) return uncertain("parameter", `${node.text} is a parameter of the enclosing function, and may be more than its caller gives.`, "Change the argument where the function or component is called.");
  const callee = calleeOf(scope);
  return { kind: "parameter", parameter: { name: node.text, index, below, ...(callee !== undefined && { callee }) }, uses };
}

/** The keys by which a destructuring takes the name; `undefined` where it does not by plain keys alone. */
function keysTo(pattern: Node, name: Node): string[] | undefined {
  if (pattern.type !== "object_pattern") return undefined;
  for (const member of parts(pattern)) {
    if (member.id === name.id) return [name.text];
    const value = member.type === "pair_pattern" && name.startIndex >= member.startIndex && name.endIndex <= member.endIndex ? member.childForFieldName("value")! : undefined;
    const key = member.childForFieldName("key");
    const below = value && (value.id === name.id ? [] : keysTo(value, name));
    if (below && key?.type === "property_identifier") return [key.text, ...below];
  }
  return undefined;
}

/** Under which name a function is called; a constructor under that of its class. */
function calleeOf(scope: Node): string | undefined {
  if (scope.type === "method_definition") {
    const name = scope.childForFieldName("name")?.text;
    return name === "constructor" ? enclosing(scope, ["class_declaration", "abstract_class_declaration"])?.childForFieldName("name")?.text : name;
  }
  const own = scope.childForFieldName("name")?.text;
  const isVariable = scope.parent?.type === "variable_declarator";
  return isVariable ? scope.parent!.childForFieldName("name")?.text : own;
}
