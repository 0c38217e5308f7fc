import type { Node } from "web-tree-sitter";
import type { EditRequest } from "../../edit-request.ts";
import { decodeString } from "./string-literal.ts";
import { lineStart, offsetOf, parts, refuseAt, type Source } from "../source.ts";
import { Refused } from "../../../refusal.ts";

/** `new Class("name", { … })`: where a resource is made. */
export interface Constructor {
  node: Node;
  /** The second argument; `undefined` where the call has only a name. */
  inputs: Node | undefined;
}

/** Finds the constructor that the engine saw at the request's position, and makes sure that it is the one. */
export function findConstructor(source: Source, request: EditRequest): Constructor {
  const className = classOf(request.type);
  const found = atPosition(source, request).filter(node => calledClass(node) === className);
  const [node, ...others] = found.length > 1 ? found.filter(one => nameOf(one) === request.name) : found;
  if (found.length === 0) return refusePlace(source, request, "not-a-constructor", `No \`new ${className}(…)\` starts there.`);
  if (!node || others.length > 0) return refusePlace(source, request, "ambiguous", `Several \`new ${className}(…)\` start on this line.`);
  const name = nameOf(node);
  if (name !== undefined && name !== request.name) return refuseAt({ source, node }, "stale", `This line makes "${name}", not "${request.name}".`, "The position is stale: run the preview again.");
  const args = node.childForFieldName("arguments");
  const given = args ? parts(args) : [];
  if (given.some(argument => argument.type === "spread_element")) return refuseAt({ source, node }, "computed", "The constructor's arguments are spread.", "Edit the program by hand.");
  return { node, inputs: given[1] };
}

/** `Vpc` of `aws:ec2/vpc:Vpc`: how the SDKs name the class of a type. */
function classOf(type: string): string {
  return type.split(":").at(-1)!.split("/").at(-1)!;
}

function atPosition(source: Source, { pos }: EditRequest): Node[] {
  const offset = pos && offsetOf(source.text, pos);
  if (offset === undefined) return [];
  const news = source.root.descendantsOfType("new_expression");
  if (pos!.column !== undefined) return news.filter(node => node.startIndex === offset);
  const end = lineStart(source.text, pos!.line + 1) ?? source.text.length + 1;
  return news.filter(node => node.startIndex >= offset && node.startIndex < end);
}

function calledClass(node: Node): string | undefined {
  const callee = node.childForFieldName("constructor");
  return callee?.type === "member_expression" ? callee.childForFieldName("property")?.text : callee?.text;
}

/** The logical name, where it is a literal. */
function nameOf(node: Node): string | undefined {
  const args = node.childForFieldName("arguments");
  const first = args && parts(args)[0];
  return first && (first.type === "string" || first.type === "template_string") ? decodeString(first.text) : undefined;
}

function refusePlace(source: Source, { pos }: EditRequest, code: "not-a-constructor" | "ambiguous", message: string): never {
  throw new Refused(code, message, "A subclass, an alias or a helper makes the resource: edit the program by hand.", `${source.file}:${pos!.line}`);
}
