import type { Node } from "web-tree-sitter";
import type { Call, Parameter } from "../language.ts";
import { parts, type Source } from "../source.ts";
import { decodeString } from "./string-literal.ts";

/** Every call of the file, in the order in which they begin. */
export function callsOf(source: Source): Call[] {
  return source.root.descendantsOfType("call_expression").map(node => ({ node, callee: calleeName(node.childForFieldName("function")!), arguments: node.childForFieldName("arguments")! }));
}

function calleeName(callee: Node): string {
  if (callee.type === "identifier") return callee.text;
  if (callee.type === "selector_expression") return callee.childForFieldName("field")!.text;
  const generic = callee.childForFieldName(callee.type === "index_expression" ? "operand" : "type");
  return generic && generic.id !== callee.id ? calleeName(generic) : "";
}

/** `ec2.NewVpc(ctx, "name", &ec2.VpcArgs{…})` of `aws:ec2/vpc:Vpc`: how the SDKs name what makes a type. */
export function makesType({ callee }: Call, type: string): boolean {
  const token = type.split(":").at(-1)!.split("/").at(-1)!;
  return callee === `New${token.charAt(0).toUpperCase()}${token.slice(1)}`;
}

/** The second argument, behind the context. */
export function nameGiven(call: Call): string | undefined {
  const name = parts(call.arguments)[1];
  return name && /string_literal$/.test(name.type) ? decodeString(name.text) : undefined;
}

/** The third argument. */
export function inputsGiven(call: Call): Node | undefined {
  const inputs = parts(call.arguments)[2];
  return inputs?.type === "variadic_argument" ? undefined : inputs;
}

/** Go has arguments by their place alone; `f(g())` and `f(list...)` may be any number of them. */
export function argumentOf(call: Call, { index }: Parameter): Node | undefined {
  const given = parts(call.arguments);
  const isCounted = !given.slice(0, index + 1).some(({ type }) => type === "variadic_argument") && (given.length > 1 || given[0]?.type !== "call_expression");
  return isCounted ? given[index] : undefined;
}
