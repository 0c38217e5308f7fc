import type { Node } from "web-tree-sitter";
import type { Source } from "../source.ts";

/** What a composite literal makes, as far as its type's name and the file's own types tell. */
export type CompositeKind = "struct" | "map" | "list" | "unknown";

/** The type of a composite literal; of one that leaves it out (`{…}` in a list or a map), its container's type of elements. */
export function typeOfComposite(source: Source, literal: Node): Node | undefined {
  if (literal.type === "composite_literal") return literal.childForFieldName("type") ?? undefined;
  if (literal.parent?.type === "composite_literal") return typeOfComposite(source, literal.parent);
  const container = containerOf(literal);
  return container && elementType(source, container);
}

/** The `{…}` that holds a value as its element or as the value of a key. */
export function containerOf(node: Node): Node | undefined {
  let at = node.parent;
  if (at?.type === "literal_element") at = at.parent;
  if (at?.type === "keyed_element") at = at.parent;
  return at?.type === "literal_value" ? at : undefined;
}

/** The type of a list's elements or a map's values, where the file says it. */
export function elementType(source: Source, container: Node): Node | undefined {
  const type = underlying(source, typeOfComposite(source, container));
  return type?.childForFieldName(type.type === "map_type" ? "value" : "element") ?? undefined;
}

export function kindOfType(source: Source, type: Node | undefined): CompositeKind {
  const under = underlying(source, type);
  switch (under?.type) {
    case "map_type":
      return "map";
    case "slice_type":
    case "array_type":
    case "implicit_length_array_type":
      return "list";
    case "struct_type":
      return "struct";
    default:
      return kindByName(under?.text ?? "");
  }
}

/** How Pulumi's SDKs name their types, and most people theirs. */
function kindByName(name: string): CompositeKind {
  if (/Array$/.test(name)) return "list";
  if (/Map$/.test(name)) return "map";
  return /(Args|State|Options|Opts|Config|Props)$/.test(name) ? "struct" : "unknown";
}

const MOST_STEPS = 20;

/** What a type of this file is made of; a pointer's target, since `&` may be left out with the type. */
export function underlying(source: Source, type: Node | undefined): Node | undefined {
  let at = type;
  for (let step = 0; at && step < MOST_STEPS; step++) {
    const next: Node | undefined = at.type === "pointer_type" ? at.namedChild(0)! : at.type === "type_identifier" ? declaredType(source, at.text) : undefined;
    if (!next) return at;
    at = next;
  }
  return undefined;
}

/** The type that the file declares under the name, if it does so once. */
function declaredType(source: Source, name: string): Node | undefined {
  const specs = source.root.descendantsOfType(["type_spec", "type_alias"]).filter(spec => spec.childForFieldName("name")?.text === name);
  return specs.length === 1 ? (specs[0]!.childForFieldName("type") ?? undefined) : undefined;
}

/** The type of a field of a struct that the file declares. */
export function fieldType(source: Source, type: Node | undefined, field: string): Node | undefined {
  const struct = underlying(source, type);
  if (struct?.type !== "struct_type") return undefined;
  const declarations = struct.descendantsOfType("field_declaration").filter(each => each.parent?.parent?.id === struct.id);
  return declarations.find(each => each.childrenForFieldName("name").some(name => name?.text === field))?.childForFieldName("type") ?? undefined;
}
