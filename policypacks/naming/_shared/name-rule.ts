import type { Grammar } from "./grammar";

/** Within what a name is there once: where the resource is, and what these properties of it name. */
export interface Scope {
  within: "global" | "account" | "region" | "group" | "none";
  parents: readonly string[];
}

/** What is known of the names of a type. */
export interface NameRule {
  /** `undefined` where any name is legal, or the type has none. */
  grammar: Grammar | undefined;
  scope: Scope;
  /** The name space: the type, or the one that it shares its names with. */
  space: string;
  ignoresCase: boolean;
  /** Whether the cloud can rename it; otherwise a new name is a new resource. */
  isRenamedInPlace: boolean;
  /** What `{type}` stands for in a convention; the first one is suggested. */
  slugs: readonly string[];
}
