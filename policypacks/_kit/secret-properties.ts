import { lazy } from "./lazy";
import { SECRET_PROPERTIES } from "./secret-properties.generated";
import { normaliseType } from "./type-token";

/**
 * The properties that a type's schema marks as secret, whether or not the program did: a state that another tool wrote, or a
 * program in a language whose SDK does not wrap them, holds them without a mark.
 */
export function schemaSecrets(normalisedType: string): readonly string[] {
  return table().get(normalisedType) ?? [];
}

const table = lazy(() => {
  const lines = SECRET_PROPERTIES.trim().split("\n").map(line => line.split(" "));
  return new Map(lines.map(([type = "", ...names]) => [normaliseType(type), names]));
});
