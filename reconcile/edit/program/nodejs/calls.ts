import type { Node } from "web-tree-sitter";
import { classOf } from "../class-of.ts";
import type { Call, Parameter } from "../language.ts";
import { enclosing, parts, refuseAt, type Source } from "../source.ts";
import { bindingOf } from "./binding.ts";
import { decodeString } from "./string-literal.ts";

/** `new Class(…)`, `call(…)` and `super(…)`. */
export function callsIn({ root }: Source): Call[] {
  return root.descendantsOfType(["new_expression", "call_expression"]).flatMap(node => {
    const called = node.childForFieldName(node.type === "new_expression" ? "constructor" : "function");
    const given = node.childForFieldName("arguments");
    return called && given?.type === "arguments" ? [{ node, callee: lastName(called), arguments: given }] : [];
  });
}

function lastName(called: Node): string {
  if (called.type === "member_expression") return called.childForFieldName("property")!.text;
  return called.type === "identifier" || called.type === "super" ? called.text : "";
}

/** A class is called as its SDK names it, or under the alias of an import; a subclass calls `super(…)`. */
export function makes(source: Source, { node, callee }: Call, type: string): boolean {
  if (node.type === "call_expression") return callee === "super" && superclassOf(source, node) === classOf(type);
  const constructor = node.childForFieldName("constructor")!;
  return nameOfClass(source, constructor) === classOf(type);
}

function nameOfClass(source: Source, called: Node): string {
  if (called.type !== "identifier") return lastName(called);
  const binding = bindingOf(source, called);
  return binding.kind === "imported" && binding.name !== "default" ? binding.name : called.text;
}

function superclassOf(source: Source, call: Node): string | undefined {
  const method = enclosing(call, ["method_definition"]);
  const heritage = enclosing(call, ["class_declaration", "class", "abstract_class_declaration"])?.namedChildren.find(({ type }) => type === "class_heritage");
  const extended = heritage?.descendantsOfType("extends_clause")[0]?.childForFieldName("value");
  return extended && method?.childForFieldName("name")?.text === "constructor" ? nameOfClass(source, extended) : undefined;
}

export function nameGiven(_source: Source, call: Call): string | undefined {
  const [first] = parts(call.arguments);
  return first?.type === "string" || first?.type === "template_string" ? decodeString(first.text) : undefined;
}

export function inputsOf(source: Source, call: Call): Node | undefined {
  const given = parts(call.arguments);
  if (given.some(({ type }) => type === "spread_element")) return refuseAt({ source, node: call.node }, "computed", "The constructor's arguments are spread.", "Edit the program by hand.");
  return given[1];
}

export function argumentOf(_source: Source, call: Call, { index }: Parameter): Node | undefined {
  const given = parts(call.arguments);
  return given.slice(0, index + 1).some(({ type }) => type === "spread_element") ? undefined : given[index];
}
