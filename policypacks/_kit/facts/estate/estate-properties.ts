/**
 * By normalised type: the properties of a resource that the estate snapshot keeps, as patterns for `Value.find`; what is in
 * them is kept with them. A type with no pattern is kept by its type, id and place alone. Secrets are never kept.
 */
export type EstateProperties = Record<string, readonly string[]>;
