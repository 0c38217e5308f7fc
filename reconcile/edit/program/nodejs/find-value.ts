import type { Node } from "web-tree-sitter";
import { formatPath } from "../../../../model/property-path.ts";
import { explain, type Asked } from "./explain.ts";
import { resolveConstant } from "./constant.ts";
import { decodeString } from "./string-literal.ts";
import { parts, refuseAt, unwrap, type Source } from "../source.ts";

/** The expression that gives a property its value, and through which constants it was reached. */
export interface FoundValue {
  node: Node;
  constants: string[];
}

/** Follows the path from the constructor's inputs down to one expression. Refuses wherever another expression might have the last word. */
export function findValue(source: Source, inputs: Node | undefined, asked: Asked): FoundValue {
  if (!inputs) return refuseAt({ source, node: asked.call }, "absent", "The constructor gets no arguments.", "Add the property to the program by hand.");
  let at = reach(source, { node: inputs, constants: [] }, asked);
  for (const [depth, part] of asked.path.entries()) {
    const step: Step = { source, container: at.node, part, asked, shown: formatPath(asked.path.slice(0, depth + 1)) };
    const next = at.node.type === "object" ? property(step) : at.node.type === "array" ? element(step) : explain(source, at.node, asked);
    at = reach(source, { node: next, constants: at.constants }, asked);
  }
  return at;
}

interface Step {
  source: Source;
  container: Node;
  part: string | number;
  asked: Asked;
  /** The path up to here, for messages. */
  shown: string;
}

/** Looks through what does not change a value: parentheses, type assertions, a constant that has no other use. */
function reach(source: Source, found: FoundValue, asked: Asked): FoundValue {
  const node = unwrap(found.node);
  if (node.type !== "identifier" && node.type !== "shorthand_property_identifier") return { ...found, node };
  return reach(source, { node: resolveConstant(source, node, asked), constants: [...found.constants, node.text] }, asked);
}

function property({ source, container, part, shown }: Step): Node {
  const refuse = (code: "shape" | "spread" | "computed-key" | "ambiguous" | "computed" | "absent", message: string, hint: string, node = container): never => refuseAt({ source, node }, code, message, hint);
  if (typeof part !== "string") return refuse("shape", `The program has an object where ${shown} wants a list.`, "Edit the program by hand.");
  const members = parts(container);
  const unclear = members.find(member => keyOf(member) === undefined && member.type !== "spread_element");
  if (unclear) return refuse("computed-key", `A computed key may set ${shown}.`, "Edit the program by hand.", unclear);
  const hits = members.filter(member => keyOf(member) === part);
  const spread = members.findLast(member => member.type === "spread_element");
  const [hit] = hits;
  if (hits.length > 1) return refuse("ambiguous", `${shown} is set more than once.`, "Keep one of them.");
  if (!hit && spread) return refuse("spread", `${shown} comes from a spread.`, `Set ${part} explicitly after the spread, or edit the object that is spread.`, spread);
  if (!hit) return refuse("absent", `The program does not set ${shown} here.`, "The provider or a transformation adds it: set it explicitly, or leave it to the cloud with ignoreChanges.");
  if (spread && spread.startIndex > hit.startIndex) return refuse("spread", `A later spread may override ${shown}.`, `Move ${part} behind the spread.`, spread);
  if (hit.type === "shorthand_property_identifier") return hit;
  return hit.childForFieldName("value") ?? refuse("computed", `${shown} is a method or an accessor.`, "Edit the program by hand.", hit);
}

/** The key that a member of an object literal sets; `undefined` where that is not certain. */
function keyOf(member: Node): string | undefined {
  if (member.type === "shorthand_property_identifier") return member.text;
  const key = member.childForFieldName(member.type === "pair" ? "key" : "name");
  if (key?.type === "property_identifier") return certain(key.text);
  if (key?.type === "string") return certain(decodeString(key.text));
  return key?.type === "number" && /^(0|[1-9]\d{0,14})$/.test(key.text) ? key.text : undefined;
}

/** `__proto__` sets no property but what is inherited; an escaped identifier is another key than it looks. */
function certain(key: string | undefined): string | undefined {
  return key === "__proto__" || key?.includes("\\") ? undefined : key;
}

function element({ source, container, part, shown }: Step): Node {
  const items = parts(container);
  if (typeof part !== "number") return refuseAt({ source, node: container }, "shape", `The program has a list where ${shown} wants an object.`, "Edit the program by hand.");
  const spread = items.find(item => item.type === "spread_element");
  if (spread) return refuseAt({ source, node: spread }, "spread", "The list contains a spread.", "Edit the program by hand.");
  if (hasHoles(container)) return refuseAt({ source, node: container }, "shape", "The list has holes.", "Edit the program by hand.");
  return items[part] ?? refuseAt({ source, node: container }, "absent", `The program's list has only ${items.length} elements.`, "Add the element to the program by hand.");
}

/** `[, "a"]`: the parser makes no node of a hole, and so every index behind it would be off. */
function hasHoles(list: Node): boolean {
  const tokens = list.children.filter(child => child.type !== "comment");
  return tokens.some((token, index) => token.type === "," && [",", "["].includes(tokens[index - 1]?.type ?? ""));
}
