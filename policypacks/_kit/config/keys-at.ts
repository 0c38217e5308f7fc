import type { core } from "zod/mini";

/** The parts of a schema's definition that lead inward. */
interface Definition {
  shape?: Record<string, core.$ZodType>;
  element?: core.$ZodType;
  valueType?: core.$ZodType;
  innerType?: core.$ZodType;
  in?: core.$ZodType;
  options?: readonly core.$ZodType[];
}

/** The keys that an object may have at a place of a document; none where it may have any. */
export function keysAt(schema: core.$ZodType, path: readonly (string | number)[]): string[] {
  const here = objectOf(schema);
  if (!here) return [];
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(here.shape ?? {});
  const next = here.shape?.[key] ?? here.valueType ?? here.element;
  return next ? keysAt(next, rest) : [];
}

/** The definition of the object, record or list that a schema is, under what wraps it; of a choice, the one that is an object. */
function objectOf(schema: core.$ZodType): Definition | undefined {
  const definition = schema._zod.def as Definition;
  if (definition.shape ?? definition.valueType ?? definition.element) return definition;
  const inner = definition.innerType ?? definition.in;
  if (inner) return objectOf(inner);
  return definition.options?.map(objectOf).find(found => found !== undefined);
}
