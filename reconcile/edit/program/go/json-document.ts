import type { Node } from "web-tree-sitter";
import { parts, type Source } from "../source.ts";
import type { DocumentView } from "../view.ts";
import { calledOf, PULUMI } from "./packages.ts";
import { variableOf } from "./scope.ts";

/** `pulumi.JSONMarshal(pulumi.Map{…})`. */
export function documentOfCall(source: Source, call: Node): DocumentView | undefined {
  const isDocument = calledOf(source, call, PULUMI) === "JSONMarshal";
  const args = parts(call.childForFieldName("arguments")!);
  return isDocument && args.length === 1 ? { kind: "document", content: args[0]!, node: call } : undefined;
}

/**
 * `doc` of `doc, err := json.Marshal(map[string]any{…})`, where it is read in this one place and nothing assigns it again.
 * Structs are told by their own keys, which their tags may respell, so the rewriter finds nothing in them that it could take for another key.
 */
export function documentOfName(source: Source, name: Node): DocumentView | undefined {
  const variable = variableOf(source, name);
  const list = variable?.declaration.parent;
  const statement = list?.type === "expression_list" ? list.parent : undefined;
  if (!variable || statement?.type !== "short_var_declaration") return undefined;
  const [left, right] = ["left", "right"].map(field => parts(statement.childForFieldName(field)!));
  const call = right?.length === 1 && left?.length === 2 && left[0]!.id === variable.declaration.id ? right[0]! : undefined;
  if (!call || !["Marshal", "MarshalIndent"].includes(calledOf(source, call, "encoding/json") ?? "")) return undefined;
  const content = parts(call.childForFieldName("arguments")!)[0];
  return content && variable.mentions.length === 1 && variable.mentions[0]!.does === "read" ? { kind: "document", content, node: name } : undefined;
}
