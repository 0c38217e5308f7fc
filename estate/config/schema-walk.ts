import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { PropertyPath } from "../../model/property-path.ts";

/** The part of a JSON Schema that describes what stands at `path` of `value`, or `undefined` where the schema knows nothing there. */
export function schemaAt(root: JsonObject, value: unknown, path: PropertyPath): JsonObject | undefined {
  let schema: JsonObject | undefined = variantFor(root, value);
  let at = value;
  for (const part of path) {
    if (!schema) return undefined;
    at = childOf(at, part);
    schema = childSchema(schema, part);
    schema &&= variantFor(schema, at);
  }
  return schema;
}

/** The keys that an object with this schema may have. */
export function keysOf(schema: JsonObject | undefined): string[] {
  return isJsonObject(schema?.["properties"]) ? Object.keys(schema["properties"]) : [];
}

/** The key of `schema` whose own map takes `key`: for what was written one level too high. */
export function keyThatTakes(schema: JsonObject | undefined, key: string): string | undefined {
  return keysOf(schema).find(holder => keysOf(childSchema(schema!, holder)).includes(key));
}

/** The value one step further in, or `undefined`. */
export function childOf(value: unknown, part: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
  return (value as Record<string | number, unknown>)[part];
}

function childSchema(schema: JsonObject, part: string | number): JsonObject | undefined {
  const { properties, additionalProperties, items } = schema;
  const child = isJsonObject(properties) && Object.hasOwn(properties, String(part)) ? properties[String(part)] : typeof part === "number" ? items : additionalProperties;
  return isJsonObject(child) ? child : undefined;
}

/** Of a discriminated union, the variant that the value chose; everything else is its own variant. */
function variantFor(schema: JsonObject, value: unknown): JsonObject {
  const variants = [schema["oneOf"], schema["anyOf"]].find(Array.isArray)?.filter(isJsonObject) ?? [];
  return variants.find(variant => isChosenBy(variant, value)) ?? schema;
}

function isChosenBy(variant: JsonObject, value: unknown): boolean {
  const properties = isJsonObject(variant["properties"]) ? variant["properties"] : {};
  const constants = Object.entries(properties).filter(([, property]) => isJsonObject(property) && "const" in property);
  return constants.length > 0 && constants.every(([key, property]) => isJsonObject(property) && childOf(value, key) === property["const"]);
}
