import type { Node } from "web-tree-sitter";
import { parts, type Source } from "../source.ts";
import type { ConfigView, OpaqueView } from "../view.ts";
import { bindingOf } from "./binding.ts";
import { defaultOf } from "./default-idiom.ts";
import { calledOf, packageOf, PULUMI_CONFIG } from "./packages.ts";
import { namesIn } from "./scope.ts";
import { decodeString } from "./string-literal.ts";

const GETTER = /^(Require|Get|Try)(Secret)?(Bool|Int|Float64|Object)?$/;

/** `cfg.Require("size")`, `config.GetInt(ctx, "ns:size")`; `undefined` where the call reads no configuration. https://www.pulumi.com/docs/iac/concepts/config/ */
export function configView(source: Source, call: Node): ConfigView | OpaqueView | undefined {
  const callee = call.childForFieldName("function");
  const getter = callee?.type === "selector_expression" ? GETTER.exec(callee.childForFieldName("field")!.text) : null;
  if (!getter) return undefined;
  const operand = callee!.childForFieldName("operand")!;
  const args = parts(call.childForFieldName("arguments")!);
  const isFunction = PULUMI_CONFIG.test(packageOf(source, operand) ?? "");
  const namespace = isFunction ? undefined : namespaceOf(source, operand);
  if (!isFunction && namespace === undefined && !isConfigParameter(source, operand)) return undefined;
  const key = args[isFunction ? 1 : 0];
  const name = key && decodeString(key.text);
  const opaque = (code: "secret" | "config" | "computed", message: string, hint: string): OpaqueView => ({ kind: "opaque", code, message, hint, node: call });
  if (key === undefined || !/string_literal$/.test(key.type) || name === undefined) return opaque("computed", "The configuration key is computed.", "Edit the stack's configuration by hand.");
  if (getter[2]) return opaque("secret", `The value comes from the secret configuration key ${name}.`, `Set it with \`pulumi config set --secret ${name}\`, or restore it.`);
  const full = isFunction ? /^([^:]+):([^:]+)$/.exec(name)?.slice(1) : namespace === undefined || name.includes(":") ? undefined : [namespace, name];
  if (!full || getter[3] === "Object" || getter[1] === "Try") return opaque("config", `The value comes from the configuration key ${name}.`, `Set it with \`pulumi config set ${name} <value>\`.`);
  const fallback = defaultOf(call)?.value;
  return { kind: "config", key: full[1]!, below: [], isLoose: true, node: call, ...(full[0] !== "" && { namespace: full[0]! }), ...(fallback && { fallback }) };
}

/** `""` of `config.New(ctx, "")`: the project's own. */
function namespaceOf(source: Source, operand: Node): string | undefined {
  const made = operand.type === "identifier" ? madeBy(source, operand) : operand;
  if (made?.type !== "call_expression" || calledOf(source, made, PULUMI_CONFIG) !== "New") return undefined;
  const name = parts(made.childForFieldName("arguments")!)[1];
  return name && /string_literal$/.test(name.type) ? decodeString(name.text) : undefined;
}

function madeBy(source: Source, name: Node): Node | undefined {
  const binding = bindingOf(source, name);
  return binding.kind === "constant" ? binding.value : undefined;
}

function isConfigParameter(source: Source, operand: Node): boolean {
  if (operand.type !== "identifier" || bindingOf(source, operand).kind !== "parameter") return false;
  return source.root.descendantsOfType("parameter_declaration").some(each => namesIn(each).some(({ text }) => text === operand.text) && /\*config\.Config$/.test(each.childForFieldName("type")?.text ?? ""));
}
