import type { Node } from "web-tree-sitter";
import { formatPath, type PropertyPath } from "../../../../model/property-path.ts";
import type { RefusalCode } from "../../../refusal.ts";
import { isParameter } from "./binding.ts";
import { parts, refuseAt, type Source } from "../source.ts";

/** The property that an expression was looked for. */
export interface Asked {
  path: PropertyPath;
  /** URNs of the resources whose outputs its top-level property is made of. */
  dependsOn?: string[] | undefined;
  /** The constructor: where to put the blame when there is no expression at all. */
  call: Node;
}

/** Says why an expression is not one literal. Quotes names only, never values: what is refused may be a secret. */
export function explain(source: Source, node: Node, asked: Asked): never {
  const { code, message, hint } = reasonFor(node, formatPath(asked.path));
  const isMadeOfOutput = asked.dependsOn?.length && ["reference", "computed", "template"].includes(code);
  if (!isMadeOfOutput) return refuseAt({ source, node }, code, message, `${hint} Or leave it to the cloud with ignoreChanges: [${JSON.stringify(formatPath(asked.path))}].`);
  const names = asked.dependsOn!.map(urn => urn.split("::").at(-1)).join(", ");
  return refuseAt({ source, node }, "dependency", `${formatPath(asked.path)} is made of an output of ${names}.`, `Adopt the drift at ${names}, or restore this one.`);
}

interface Reason {
  code: RefusalCode;
  message: string;
  hint: string;
}

const CONFIG_GETTER = /\.(require|get)(Secret)?(Boolean|Number|Object)?$/;

function reasonFor(node: Node, property: string): Reason {
  switch (node.type) {
    case "call_expression":
      return callReason(node);
    case "ternary_expression":
      return { code: "conditional", message: "The value depends on a condition.", hint: "Decide which branch must change." };
    case "template_string":
      return { code: "template", message: "The string is built from other values.", hint: "Edit the template by hand so that it gives the cloud's value." };
    case "member_expression":
    case "subscript_expression":
      return ofParameter(node) ?? { code: "reference", message: `The value is read from ${dotted(node) ?? "an expression"}.`, hint: "Adopt it where that value comes from, or write the cloud's value here." };
    case "null":
    case "undefined":
    case "identifier":
      return { code: "null", message: `The program sets ${property} to ${node.text}.`, hint: "Replace it by hand." };
    case "object":
    case "array":
      return { code: "shape", message: `The program has ${node.type === "array" ? "a list" : "an object"} at ${property}.`, hint: "Edit the program by hand." };
    case "binary_expression":
      return configDefault(node) ?? { code: "computed", message: "The value is computed.", hint: "Edit the expression by hand." };
    default:
      return { code: "computed", message: `The value is computed (${node.type.replaceAll("_", " ")}).`, hint: "Edit the expression by hand." };
  }
}

/** `args.owner` inside a component or a helper. */
function ofParameter(node: Node): Reason | undefined {
  const object = node.childForFieldName("object");
  if (object?.type !== "identifier" || !isParameter(object)) return undefined;
  return { code: "parameter", message: `The value comes from ${object.text}, a parameter of the enclosing function or component.`, hint: "Change the argument where the function or component is called." };
}

function callReason(node: Node): Reason {
  const callee = node.childForFieldName("function");
  const name = callee && dotted(callee);
  if (name && /(^|\.)secret$/.test(name)) return { code: "secret", message: "The value is wrapped in a secret.", hint: "Set it with `pulumi config set --secret`, or restore it." };
  return configCall(node) ?? { code: "computed", message: `The value is the result of a call${name ? ` of ${name}` : ""}.`, hint: "Edit the expression by hand." };
}

/** `config.require("key")`, `new pulumi.Config().get("key")`. */
function configCall(node: Node): Reason | undefined {
  const method = CONFIG_GETTER.exec(node.childForFieldName("function")?.text ?? "");
  const key = node.childForFieldName("arguments") && parts(node.childForFieldName("arguments")!)[0];
  if (!method || key?.type !== "string") return undefined;
  if (method[2]) return { code: "secret", message: `The value comes from the secret configuration key ${key.text}.`, hint: `Set it with \`pulumi config set --secret ${key.text}\`, or restore it.` };
  return { code: "config", message: `The value comes from the configuration key ${key.text}.`, hint: `Set it with \`pulumi config set ${key.text} <value>\`.` };
}

/** `config.get("key") ?? fallback`. */
function configDefault(node: Node): Reason | undefined {
  const [left] = parts(node);
  const operator = node.childForFieldName("operator")?.type;
  return left?.type === "call_expression" && (operator === "??" || operator === "||") ? configCall(left) : undefined;
}

/** `a.b.c`, where it is nothing but names. */
function dotted(node: Node): string | undefined {
  return /^[\w$]+(\.[\w$]+)*$/.test(node.text) ? node.text : undefined;
}
