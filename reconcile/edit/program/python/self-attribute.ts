import type { Node } from "web-tree-sitter";
import { enclosing, type Source } from "../source.ts";
import { ownerOf } from "./binding-of.ts";

/**
 * The value of `self.x`, where nothing else can set or read it: set once, at the top of the class's constructor, read once,
 * and out of the reach of other files, as a component of the program's own file or under a private name.
 */
export function attributeValue(source: Source, read: Node): Node | undefined {
  const name = read.childForFieldName("attribute")!.text;
  const isOwn = /(^|\/)__main__\.py$/.test(source.file) || name.startsWith("_");
  if (!isSelf(read) || !isOwn) return undefined;
  const mentions = source.root.descendantsOfType("attribute").filter(node => node.childForFieldName("attribute")!.text === name);
  const [set, ...others] = mentions.filter(node => node.id !== read.id);
  const assignment = set?.parent;
  if (!set || others.length > 0 || !isSelf(set) || assignment?.type !== "assignment" || assignment.childForFieldName("left")?.id !== set.id) return undefined;
  const constructor = assignment.parent?.type === "expression_statement" ? assignment.parent.parent?.parent : undefined;
  if (constructor?.type !== "function_definition" || constructor.childForFieldName("name")!.text !== "__init__") return undefined;
  const isOfThatClass = classAround(read) !== undefined && classAround(read)?.id === ownerOf(constructor)?.id;
  const value = assignment.childForFieldName("right") ?? undefined;
  return isOfThatClass && value?.type !== "assignment" ? value : undefined;
}

function isSelf(attribute: Node): boolean {
  const object = attribute.childForFieldName("object")!;
  return object.type === "identifier" && object.text === "self";
}

function classAround(node: Node): Node | undefined {
  return enclosing(node, ["class_definition"]);
}
