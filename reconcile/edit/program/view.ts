import type { Node } from "web-tree-sitter";
import type { RefusalCode } from "../../refusal.ts";
import type { Scalar } from "../scalar.ts";

export type { Scalar };

/** What an expression is, and where the text of it stands; the same for every language. Parentheses, type assertions and typed wrappers (`pulumi.String("x")`) are seen through. */
export type View = LiteralView | ObjectView | ListView | NameView | MemberView | ConfigView | DocumentView | EnumView | OpaqueView;

/** One literal, decoded; `node` is the literal itself, inside its wrappers. */
export interface LiteralView {
  kind: "literal";
  value: Scalar;
  node: Node;
}

/** An object literal, keyword arguments, a dictionary, a struct or a map literal. What is none of entry or spread (positional arguments) is left out. */
export interface ObjectView {
  kind: "object";
  entries: Entry[];
  /** `...base`, `**base`: what may bring other entries. */
  spreads: Node[];
  /** From bracket to bracket: its named children are the members, but for comments. */
  node: Node;
  /** What kind of container it is, in the language's own words; decides how keys are spelled. */
  shape: string;
}

/** One member of an object. */
export interface Entry {
  /** As the source spells it, decoded; absent where it is computed, or uncertain as `__proto__`. */
  key?: string;
  spelling: "identifier" | "string" | "shorthand" | "computed";
  /** Absent where it is a method or an accessor. */
  value?: Node;
  /** The whole of it, from key to value: a named child of the object's node. */
  node: Node;
}

export interface ListView {
  kind: "list";
  items: Node[];
  spreads: Node[];
  /** From bracket to bracket: its named children are the items and spreads, but for comments. */
  node: Node;
}

/** A variable, constant or parameter. */
export interface NameView {
  kind: "name";
  name: string;
  node: Node;
}

/** `args.owner`. */
export interface MemberView {
  kind: "member";
  object: Node;
  member: string;
  node: Node;
}

/** A value of the stack's configuration: `config.require("size")`. */
export interface ConfigView {
  kind: "config";
  /** As `aws` in `aws:region`; absent: the project's own. */
  namespace?: string;
  key: string;
  /** Members read of a structured value. */
  below: (string | number)[];
  /** What the program reads the value as, where it fails for another; absent: it takes it as it is. */
  takes?: "integer" | "number" | "boolean";
  /** What the program takes where the key is not set. */
  fallback?: Node;
  /** The fallback is taken for `false`, `0` and `""` too, as by `||` and `or`. */
  isLoose: boolean;
  node: Node;
}

/** A JSON document that is made of a literal: `JSON.stringify({…})`, `json.dumps({…})`. */
export interface DocumentView {
  kind: "document";
  content: Node;
  node: Node;
}

/** A member of an SDK's enumeration: `aws.s3.CannedAcl.PublicRead`. */
export interface EnumView {
  kind: "enum";
  member: string;
  node: Node;
}

/** Anything else: why it cannot be edited. Quotes names only, never values: what is refused may be a secret. `null` where the program sets nothing (`undefined`, `None`, `nil`). */
export interface OpaqueView {
  kind: "opaque";
  code: RefusalCode;
  message: string;
  hint: string;
  node: Node;
}
