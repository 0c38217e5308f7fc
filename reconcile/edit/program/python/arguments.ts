import type { Node } from "web-tree-sitter";
import { parts, type Source } from "../source.ts";
import type { Entry, ObjectView } from "../view.ts";
import { dottedName } from "./dotted-name.ts";

/** What is given without a keyword, splats included; nothing where the only argument is a generator without brackets. */
export function positionalsOf(call: Node): Node[] {
  const list = call.childForFieldName("arguments")!;
  return list.type === "argument_list" ? parts(list).filter(({ type }) => type !== "keyword_argument" && type !== "dictionary_splat") : [list];
}

/** The keyword arguments of a call as an object; `undefined` where there is none. */
export function keywordsOf(call: Node, shape: "call" | "arguments" | "dict"): ObjectView | undefined {
  const node = call.childForFieldName("arguments")!;
  if (node.type !== "argument_list") return undefined;
  const entries = parts(node).filter(({ type }) => type === "keyword_argument").map((argument): Entry => ({
    key: argument.childForFieldName("name")!.text, spelling: "identifier", value: argument.childForFieldName("value")!, node: argument,
  }));
  const spreads = parts(node).filter(({ type }) => type === "dictionary_splat");
  return { kind: "object", shape, entries, spreads, node };
}

/** The value of a keyword argument. */
export function keyword(call: Node, name: string): Node | undefined {
  return keywordsOf(call, "call")?.entries.find(({ key }) => key === name)?.value;
}

/** The last name of what is called: `Vpc` of `aws.ec2.Vpc(…)`. */
export function lastName(called: Node): string {
  return (called.childForFieldName("attribute") ?? called).text;
}

/** `ec2.SecurityGroupIngressArgs(…)`: the input classes of Pulumi's SDKs, and those of components after their example. */
export function isArgsClass(source: Source, call: Node): boolean {
  const called = call.childForFieldName("function")!;
  const name = dottedName(source, called)?.split(".").at(-1) ?? lastName(called);
  return /^[A-Z]\w*Args(Dict)?$/.test(name);
}
