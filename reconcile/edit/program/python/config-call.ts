import type { Node } from "web-tree-sitter";
import { parts, type Source } from "../source.ts";
import type { ConfigView, OpaqueView, View } from "../view.ts";
import { keyword, positionalsOf } from "./arguments.ts";
import { bindingOf } from "./binding-of.ts";
import { dottedName } from "./dotted-name.ts";
import { readLiteral } from "./literal.ts";

/** https://www.pulumi.com/docs/reference/pkg/python/pulumi/#pulumi.Config */
const GETTER = /^(get|require)(_secret)?(_bool|_int|_float|_object)?$/;

const TAKES: Record<string, ConfigView["takes"]> = { _bool: "boolean", _int: "integer", _float: "number" };

/** `config.require("key")`, `pulumi.Config("ns").get_int("key", 3)`; `undefined` where it is no such call. */
export function viewConfigCall(source: Source, node: Node): View | undefined {
  const called = node.childForFieldName("function")!;
  const getter = called.type === "attribute" ? GETTER.exec(called.childForFieldName("attribute")!.text) : undefined;
  if (!getter) return undefined;
  const [first, second, ...others] = positionalsOf(node);
  const key = readKey(source, first ?? keyword(node, "key"));
  if (getter[2]) return opaque(node, "secret", `The value comes from the secret configuration key${key === undefined ? "" : ` ${key}`}.`, `Set it with \`pulumi config set --secret ${key ?? "<key>"}\`, or restore it.`);
  const bag = bagOf(source, called.childForFieldName("object")!);
  if (!bag) return undefined;
  if (key === undefined || others.length > 0) return opaque(node, "computed", "The name of the configuration key is computed.", "Edit the program by hand.");
  const fallback = getter[1] === "get" ? (second ?? keyword(node, "default")) : undefined;
  const takes = getter[3] === undefined ? undefined : TAKES[getter[3]];
  return { kind: "config", ...bag, key, below: [], ...(takes && { takes }), ...(fallback && { fallback }), isLoose: false, node };
}

/** `config.get("key") or fallback`; `undefined` where it is something else. */
export function fallbackOf(source: Source, node: Node, view: (source: Source, node: Node) => View): ConfigView | undefined {
  const config = view(source, node.childForFieldName("left")!);
  const isOr = node.childForFieldName("operator")?.type === "or";
  if (!isOr || config.kind !== "config" || config.fallback) return undefined;
  return { ...config, fallback: node.childForFieldName("right")!, isLoose: true, node };
}

function readKey(source: Source, node: Node | undefined): string | undefined {
  const key = node && readLiteral(source, node);
  return typeof key === "string" ? key : undefined;
}

/** The bag of a `pulumi.Config()`, given at once or through a name; empty for the project's own. */
export function bagOf(source: Source, bag: Node): Pick<ConfigView, "namespace"> | undefined {
  if (bag.type === "identifier") {
    const binding = bindingOf(source, bag);
    return binding.kind === "constant" && binding.value.type === "call" ? bagOf(source, binding.value) : undefined;
  }
  if (bag.type !== "call" || dottedName(source, bag.childForFieldName("function")!) !== "pulumi.Config") return undefined;
  const given = parts(bag.childForFieldName("arguments")!);
  if (given.length === 0) return {};
  const namespace = given.length === 1 ? readKey(source, positionalsOf(bag)[0] ?? keyword(bag, "name")) : undefined;
  return namespace === undefined ? undefined : { namespace };
}

function opaque(node: Node, code: OpaqueView["code"], message: string, hint: string): OpaqueView {
  return { kind: "opaque", code, message, hint, node };
}
