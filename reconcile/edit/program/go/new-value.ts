import type { Node } from "web-tree-sitter";
import { Refused } from "../../../refusal.ts";
import type { NewEntry, NewItem } from "../language.ts";
import { refuseAt, type Source } from "../source.ts";
import type { ListView, ObjectView, Scalar } from "../view.ts";
import { bindingOf } from "./binding.ts";
import { typeOfComposite } from "./composite.ts";
import { elementTypeOf, isInput, typeOfExpression, typeOfField, typeOfPlace, UNKNOWN, type GoType } from "./go-type.ts";
import { fieldName } from "./names.ts";
import { viewGo } from "./view.ts";
import { fits, wrapperAround } from "./wrapper.ts";
import { refuseSchema, writePlain, writeValue } from "./write-value.ts";

/** A new entry of a struct or a map: `Monitoring: pulumi.Bool(true)`, `"Cost": pulumi.String("42")`. */
export function newEntry(source: Source, object: ObjectView, { property, value, isVerbatim }: NewEntry): string {
  const manner = { isWrapped: isMadeOfInputs(source, object.node, object.entries.flatMap(entry => entry.value ?? [])), isVerbatim };
  if (object.shape === "map") return `${writePlain(property)}: ${writeValue(source, value, elementTypeOf(source, object.node), manner)}`;
  const field = isVerbatim ? undefined : fieldName(property);
  return field === undefined ? refuseSchema() : `${field}: ${writeValue(source, value, typeOfField(source, object.node, field), manner)}`;
}

/** A new element of a list, of the type that the list or its other elements have. */
export function newItem(source: Source, list: ListView, { value, isVerbatim }: NewItem): string {
  return writeValue(source, value, elementTypeOf(source, list.node), { isWrapped: isMadeOfInputs(source, list.node, list.items), isVerbatim });
}

/** Types of other packages are an SDK's, unless the literal holds plain values. */
function isMadeOfInputs(source: Source, body: Node, values: readonly Node[]): boolean {
  if (values.some(value => isInput(source, value))) return true;
  const isPlain = values.some(value => viewGo(source, value).kind === "literal");
  return !isPlain && typeOfComposite(source, body)?.type === "qualified_type";
}

/** The value of a name or a member, written where it is used: inside the wrapper that is there, or with the one that the name's own value has. */
export function inlined(source: Source, expression: Node, value: Scalar): string {
  const wrapper = wrapperAround(source, expression);
  if (wrapper !== undefined) return fits(wrapper, value) ? writePlain(value) : refuseHere(source, expression);
  if (isConverted(expression)) return typeof value === "string" ? writePlain(value) : refuseHere(source, expression);
  const types = [typeOfPlace(source, expression), typeOfUse(source, expression)];
  const type = types.find(({ kind }) => kind === "scalar");
  return type ? writeValue(source, value, type, { isWrapped: false, isVerbatim: false }) : refuseSchema();
}

function isConverted(expression: Node): boolean {
  const call = expression.parent?.type === "argument_list" ? expression.parent.parent : undefined;
  return call?.childForFieldName("function")?.text === "string";
}

function typeOfUse(source: Source, expression: Node): GoType {
  const view = viewGo(source, expression);
  const binding = view.kind === "name" ? bindingOf(source, view.node) : undefined;
  if (binding?.kind !== "constant" || hasOwnType(binding.value)) return UNKNOWN;
  return typeOfExpression(source, binding.value);
}

/** `const size Size = "a"`: its uses want that type. */
function hasOwnType(value: Node): boolean {
  return value.parent?.parent?.childForFieldName("type") !== null && ["const_spec", "var_spec"].includes(value.parent?.parent?.type ?? "");
}

function refuseHere(source: Source, node: Node): never {
  return refuseAt({ source, node }, "type", "The cloud's value is of another type than the program's code can hold there.", "Edit the program by hand.");
}

/** A constructor that gets `nil` wants a struct of a type that only the SDK's documentation tells for certain. */
export function refuseFirstInput(source: Source, node: Node): never {
  throw new Refused("absent", "The constructor gets no arguments (nil).", "Give it its Args struct by hand.", `${source.file}:${node.startPosition.row + 1}`);
}
