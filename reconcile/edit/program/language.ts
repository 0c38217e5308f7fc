import type { Node } from "web-tree-sitter";
import type { Json } from "../../../model/json.ts";
import type { EditRequest } from "../edit-request.ts";
import type { RefusalCode } from "../../refusal.ts";
import type { Grammar } from "./parse.ts";
import type { Source } from "./source.ts";
import type { Entry, ListView, ObjectView, Scalar, View } from "./view.ts";

/** A language that programs are written in. Pure; nothing here refuses for what only the rewriter can know. */
export interface Language {
  /** Runtimes of Pulumi.yaml that are programs of it. */
  runtimes: readonly string[];
  /** How a file is parsed; `undefined` where it is none of this language. */
  grammarOf(file: string): Grammar | undefined;
  /** Folders of packages, in which no file is the project's own: `node_modules`. */
  packageFolders: readonly string[];
  view(source: Source, expression: Node): View;
  /** Calls and constructions in the file, as `new Vpc(…)`, `ec2.NewVpc(…)`, in the order in which they stand. */
  calls(source: Source): Call[];
  /** Whether the call may make a resource of the type token: `new aws.ec2.Vpc` of `aws:ec2/vpc:Vpc`, a subclass's `super(…)` too. */
  makes(source: Source, call: Call, type: string): boolean;
  /** The logical name that the call gives, where it is a literal. */
  nameGiven(source: Source, call: Call): string | undefined;
  /** The resource's properties in the call; `undefined` where it gives none. */
  inputs(source: Source, call: Call): Node | ObjectView | undefined;
  /** What a name stands for where it is used. */
  bindingOf(source: Source, use: Node): Binding;
  /** The argument of a call that a parameter of the called function takes, by its name or place. */
  argument(source: Source, call: Call, parameter: Parameter): Node | undefined;
  /** Whether an entry of this object is the property of that name in the provider's spelling: `cidr_block`, `CidrBlock` for `cidrBlock`. */
  isProperty(object: ObjectView, entry: Entry, property: string): boolean;

  /** The same literal with another value, in its own quotes and notation; `undefined` where it cannot be written. */
  rewriteLiteral(source: Source, literal: Node, value: Scalar): string | undefined;
  /** Text that stands for `use` of a name, or for a shorthand entry, when the value is written there itself. @throws {Refused} */
  inlined(source: Source, use: Node, value: Scalar): string;
  /** A new entry of the object, as its siblings are written, without commas. @throws {Refused} `needs-schema` */
  newEntry(source: Source, object: ObjectView, entry: { property: string; value: Json }): string;
  /** A new element of the list, as its siblings are written, without commas. @throws {Refused} `needs-schema` */
  newItem(source: Source, list: ListView, value: Json): string;
  /** Where and how the first property is given to a call that has none. @throws {Refused} */
  firstInput(source: Source, call: Call, entry: { property: string; value: Json }): { start: number; end: number; text: string };
  /** Index of the entry before which a new one goes; `undefined`: behind the last. Keyword arguments go before `opts=`. */
  placeOf?(object: ObjectView): number | undefined;
  /** What a line comment begins with. */
  lineComment: string;
  /** A list that is written over several lines has to end in a comma. */
  needsTrailingComma: boolean;
  /** The edited text, laid out as the language's formatter wants it where the text before was. */
  format?(before: string, after: string): Promise<string>;
}

/** A call: what is called and its arguments. */
export interface Call {
  node: Node;
  /** The last name of what is called, without type arguments. */
  callee: string;
  arguments: Node;
}

/** A parameter of the function, method or component around a use of it. */
export interface Parameter {
  name: string;
  /** 0-based, `self` not counted. */
  index: number;
}

/** What a name is bound to. Certain, or it is one of the reasons why not. */
export type Binding =
  | { kind: "constant"; value: Node; /** Every read of it in the file, the asked one too. */ uses: Node[]; /** Other files may read it. */ isExported: boolean }
  | { kind: "parameter"; parameter: Parameter }
  /** Imported from a file of the project, under the name it has there; `module` as the program writes it. */
  | { kind: "imported"; module: string; name: string }
  | { kind: "uncertain"; code: RefusalCode; message: string; hint: string };

/** What a request asks of a program, once its place is known. */
export interface Asked {
  request: EditRequest;
  source: Source;
  call: Call;
}
