import type { Node } from "web-tree-sitter";
import { parts, type Source } from "../source.ts";
import type { Scalar } from "../view.ts";
import { calledOf, PULUMI } from "./packages.ts";

/** Functions of Pulumi's SDK that make an input of a plain value, and of which values. `StringRef` and its like make pointers. */
const SCALARS: Record<string, "string" | "int" | "float" | "bool" | "any"> = {
  String: "string", StringPtr: "string", StringRef: "string", ID: "string", URN: "string",
  Int: "int", IntPtr: "int", IntRef: "int",
  Float64: "float", Float64Ptr: "float", Float64Ref: "float",
  Bool: "bool", BoolPtr: "bool", BoolRef: "bool",
  Any: "any",
};

/** `ToStringArray([]string{…})` and its like make an input of what Go itself holds. */
const CONVERSIONS = /^To(String|Int|Bool|Float64)?(Array|Map)+$/;

/** The expression inside what does not change a value: parentheses, `&`, `pulumi.String(…)`, `pulumi.ToStringMap(…)`, `string(…)`. */
export function unwrap(source: Source, node: Node): Node {
  const inner = innerOf(source, node);
  return inner ? unwrap(source, inner) : node;
}

function innerOf(source: Source, node: Node): Node | undefined {
  switch (node.type) {
    case "parenthesized_expression":
    case "literal_element":
      return parts(node)[0];
    case "expression_list":
      return parts(node).length === 1 ? parts(node)[0] : undefined;
    case "unary_expression": {
      const operand = node.childForFieldName("operand");
      return node.childForFieldName("operator")?.text === "&" && operand?.type === "composite_literal" ? operand : undefined;
    }
    case "call_expression":
      return isTransparent(source, node) ? onlyArgument(node) : undefined;
    default:
      return undefined;
  }
}

/** The name of the wrapper that a call is: `StringPtr`. */
export function wrapperOf(source: Source, call: Node): string | undefined {
  const name = calledOf(source, call, PULUMI);
  return name !== undefined && Object.hasOwn(SCALARS, name) && onlyArgument(call) ? name : undefined;
}

/** The wrapper that directly holds an expression, but for parentheses and `string(…)`. */
export function wrapperAround(source: Source, expression: Node): string | undefined {
  let at = expression.parent;
  while (at && (at.type === "parenthesized_expression" || at.type === "argument_list")) {
    const call = at.type === "argument_list" ? at.parent! : undefined;
    if (call && !isStringConversion(call)) return wrapperOf(source, call);
    at = call ? call.parent : at.parent;
  }
  return undefined;
}

/** Whether a value can stand inside the wrapper. */
export function fits(wrapper: string, value: Scalar): boolean {
  const kind = SCALARS[wrapper];
  if (kind === "any") return true;
  if (typeof value === "number") return kind === "float" || (kind === "int" && Number.isSafeInteger(value));
  return kind === (typeof value === "string" ? "string" : "bool");
}

/** The wrapper that a new input of the value gets, where nothing says which. */
export function usualWrapper(value: Scalar): string {
  if (typeof value === "string") return "String";
  if (typeof value === "boolean") return "Bool";
  return Number.isSafeInteger(value) ? "Int" : "Float64";
}

function isTransparent(source: Source, call: Node): boolean {
  return isStringConversion(call) || wrapperOf(source, call) !== undefined || CONVERSIONS.test(calledOf(source, call, PULUMI) ?? "");
}

function isStringConversion(call: Node): boolean {
  const callee = call.childForFieldName("function");
  return callee?.type === "identifier" && callee.text === "string" && onlyArgument(call) !== undefined;
}

function onlyArgument(call: Node): Node | undefined {
  const args = parts(call.childForFieldName("arguments")!);
  return args.length === 1 && args[0]!.type !== "variadic_argument" ? args[0] : undefined;
}
