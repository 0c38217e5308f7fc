import { isJsonObject, type Json } from "../../../../model/json.ts";
import { Refused } from "../../../refusal.ts";
import type { Source } from "../source.ts";
import type { Scalar } from "../view.ts";
import { UNKNOWN, type GoType } from "./go-type.ts";
import { fieldName } from "./names.ts";
import { pulumiName } from "./packages.ts";
import { writeString } from "./string-literal.ts";
import { fits, usualWrapper } from "./wrapper.ts";

/** How values are written where nothing says which type is wanted. */
export interface Manner {
  /** As inputs of Pulumi's SDK, or as plain values of Go. */
  isWrapped: boolean;
  /** Keys are written as they are: the value becomes part of a document. */
  isVerbatim: boolean;
}

/** The text of a new value of the type. @throws {Refused} where the file does not tell what would compile */
export function writeValue(source: Source, value: Json, type: GoType, manner: Manner): string {
  if (value === null) throw new Refused("null", "The cloud has a null there.", "Write it by hand, if it means anything.");
  if (isJsonObject(value)) return writeObject(source, value, type, manner);
  if (Array.isArray(value)) return writeList(source, value, type, manner);
  return writeScalar(source, value, type, manner);
}

function writeScalar(source: Source, value: Scalar, type: GoType, { isWrapped }: Manner): string {
  if (type.kind === "list" || type.kind === "map" || type.kind === "struct") return refuseType();
  if (type.kind === "scalar" && type.wrapper === undefined) return isOf(value, type.of) ? writePlain(value) : refuseType();
  if (type.kind === "dynamic" ? type.spelled !== undefined : type.kind === "unknown" && !isWrapped) return writePlain(value);
  const told = type.kind === "scalar" ? type.wrapper : undefined;
  if (told !== undefined && !fits(told, value)) return refuseType();
  return `${sdk(source)}.${told ?? usualWrapper(value)}(${writePlain(value)})`;
}

function isOf(value: Scalar, of: string | undefined): boolean {
  if (typeof value === "number") return of === "float" || (of === "int" && Number.isSafeInteger(value));
  return of === (typeof value === "string" ? "string" : "bool");
}

/** A literal of Go. */
export function writePlain(value: Scalar): string {
  if (typeof value !== "string") return String(value);
  return writeString(value) ?? refuseType();
}

function writeList(source: Source, values: Json[], type: GoType, manner: Manner): string {
  const list = listType(source, values, type, manner);
  return `${list.head}{${values.map(value => writeValue(source, value, list.element, manner)).join(", ")}}`;
}

function listType(source: Source, values: Json[], type: GoType, { isWrapped }: Manner): GoType & { kind: "list" | "map" } {
  if (type.kind === "list") return type;
  if (type.kind === "dynamic") return { kind: "list", head: type.spelled === undefined ? `${sdk(source)}.Array` : `[]${type.spelled}`, element: type };
  const isStrings = values.length > 0 && values.every(value => typeof value === "string");
  if (type.kind !== "unknown" || !isStrings || !isWrapped) return refuseSchema();
  return { kind: "list", head: `${sdk(source)}.StringArray`, element: { kind: "scalar", wrapper: "String" } };
}

function writeObject(source: Source, value: { [key: string]: Json }, type: GoType, manner: Manner): string {
  if (type.kind === "struct") return writeStruct(source, value, type, manner);
  const map = type.kind === "map" ? type : type.kind === "dynamic" ? dynamicMap(source, type) : refuseSchema();
  return `${map.head}{${Object.entries(value).map(([key, item]) => `${writePlain(key)}: ${writeValue(source, item, map.element, manner)}`).join(", ")}}`;
}

function dynamicMap(source: Source, type: GoType & { kind: "dynamic" }): { head: string; element: GoType } {
  return { head: type.spelled === undefined ? `${sdk(source)}.Map` : `map[string]${type.spelled}`, element: type };
}

/** With its fields in the order in which the others have them. */
function writeStruct(source: Source, value: { [key: string]: Json }, type: GoType & { kind: "struct" }, manner: Manner): string {
  if (manner.isVerbatim) return refuseSchema();
  const known = [...type.fields.keys()];
  const place = (field: string): number => (known.includes(field) ? known.indexOf(field) : known.length);
  const named = Object.entries(value).map(([key, item]) => ({ field: fieldName(key) ?? refuseSchema(), item }));
  const fields = named.sort((a, b) => place(a.field) - place(b.field)).map(({ field, item }) => `${field}: ${writeValue(source, item, type.fields.get(field) ?? UNKNOWN, manner)}`);
  return `${type.head}{${fields.join(", ")}}`;
}

function sdk(source: Source): string {
  return pulumiName(source) ?? refuseSchema();
}

export function refuseSchema(): never {
  throw new Refused("needs-schema", "Go wants to know the type of the new value, and nothing in this file tells it.", "Add it by hand: the provider's documentation names the type, and one element of it in the file is enough for the next time.");
}

function refuseType(): never {
  throw new Refused("type", "The cloud's value is of another type than the program's code can hold there.", "Edit the program by hand.");
}
