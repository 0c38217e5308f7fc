import type { Node } from "web-tree-sitter";
import { parts, type Source } from "../source.ts";
import type { View } from "../view.ts";
import { constantValue } from "./binding.ts";
import { decodeString } from "./string-literal.ts";
import { unwrap } from "./unwrap.ts";

/** https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/pulumi/#Config */
const GETTER = /^(?:require|get)(Secret)?(?:Boolean|Number|Object)?$/;

/** `config.require("key")`, `new pulumi.Config("aws").get("region")`; `undefined` for any other call. */
export function viewConfigCall(source: Source, node: Node): View | undefined {
  const callee = node.childForFieldName("function");
  const method = callee?.type === "member_expression" ? GETTER.exec(callee.childForFieldName("property")!.text) : undefined;
  const config = method && configOf(source, callee!.childForFieldName("object")!);
  if (!config) return undefined;
  const given = parts(node.childForFieldName("arguments")!)[0];
  const told = given?.type === "string" ? decodeString(given.text) : undefined;
  const opaque = { kind: "opaque", node } as const;
  if (told === undefined || config.namespace === null) return { ...opaque, code: "config", message: "The value comes from a configuration key that is not written as a literal.", hint: "Set it with `pulumi config set`." };
  if (method![1]) return { ...opaque, code: "secret", message: `The value comes from the secret configuration key ${told}.`, hint: `Set it with \`pulumi config set --secret ${told}\`, or restore it.` };
  return { kind: "config", ...(config.namespace !== undefined && { namespace: config.namespace }), key: told, below: [], isLoose: false, node };
}

/** The configuration that an expression is; `namespace`: absent for the project's own, null where it is computed. */
export function configOf(source: Source, expression: Node): { namespace?: string | null } | undefined {
  const node = unwrap(expression);
  const made = node.type === "identifier" ? constantValue(source, node) : node;
  const constructor = made && unwrap(made);
  if (constructor?.type !== "new_expression" || !/^(pulumi\.)?Config$/.test(constructor.childForFieldName("constructor")!.text)) return undefined;
  const given = constructor.childForFieldName("arguments");
  const [namespace] = given ? parts(given) : [];
  if (!namespace) return {};
  return { namespace: (namespace.type === "string" ? decodeString(namespace.text) : undefined) ?? null };
}
