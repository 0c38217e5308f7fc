import type { ZodMiniType } from "zod/mini";
import * as z from "zod/mini";

/** A schema with what docs/policies.md says of it. */
export function described<Schema extends ZodMiniType>(schema: Schema, description: string): Schema {
  z.globalRegistry.add(schema, { description });
  return schema;
}

/** A number that nobody has to agree on: without it, nothing is judged by it. */
export function bound(description: string) {
  return described(z.optional(z.number().check(z.minimum(0))), description);
}

export function globs(description: string) {
  return described(z.prefault(z.array(z.string()), []), description);
}

export function flag(description: string) {
  return described(z.prefault(z.boolean(), false), description);
}
