import type { Json } from "../../../model/json.ts";
import type { RefusalCode } from "../../refusal.ts";
import type { Node } from "web-tree-sitter";
import type { Grammar } from "./parse.ts";
import type { Source } from "./source.ts";
import type { Entry, ListView, ObjectView, Scalar, View } from "./view.ts";

/**
 * A language that programs are written in: how it spells what the rewriter speaks of. Pure and without memory of a request.
 * Nothing here decides whether an edit is certain, but `bindingOf` and `view`, which say `uncertain` and `opaque` rather than guess.
 */
export interface Language {
  /** Runtimes of Pulumi.yaml that are programs of it. */
  runtimes: readonly string[];
  /** How a file is parsed; `undefined` where it is none of this language. */
  grammarOf(file: string): Grammar | undefined;
  /** What ends a line for the language, and so for the line numbers of a position; global. */
  lineEnd: RegExp;
  /** Folders of packages, in which no file is the project's own: `node_modules`. */
  packageFolders: readonly string[];
  /** Files (by their paths from the project folder) of which one, being there, shows that `file` is made from it: `index.ts` of `index.js`. */
  madeFrom?(file: string): string[];

  view(source: Source, expression: Node): View;
  /** Calls and constructions in the file, as `new Vpc(…)`, `ec2.NewVpc(…)`, in the order in which they stand. Asked once for each text of a file. */
  calls(source: Source): Call[];
  /** Whether the call may make a resource of the type token: `new aws.ec2.Vpc` of `aws:ec2/vpc:Vpc`, a subclass's `super(…)` too. */
  makes(source: Source, call: Call, type: string): boolean;
  /** The logical name that the call gives, where it is a literal. */
  nameGiven(source: Source, call: Call): string | undefined;
  /** The resource's properties in the call: an expression that the rewriter follows, or what stands in the call itself; `undefined` where it gives none. @throws {Refused} where they cannot be told, as of spread arguments */
  inputs(source: Source, call: Call): Node | ObjectView | undefined;
  /** What a name stands for where it is used; `use` is the node of a name's view. */
  bindingOf(source: Source, use: Node): Binding;
  /** The argument of a call that a parameter of the called function takes, by its name or place; `undefined` where it cannot be told. */
  argument(source: Source, call: Call, parameter: Parameter): Node | undefined;
  /** Whether an entry of this object is the property of that name in the provider's spelling: `cidr_block`, `CidrBlock` for `cidrBlock`. Inside a document keys are compared as they are, without asking. */
  isProperty(object: ObjectView, entry: Entry, property: string): boolean;

  /** The same literal with another value of any scalar type, in its own quotes and notation where it keeps its type; `undefined` where it cannot be written. `literal` is the node of a literal's view. */
  rewriteLiteral(source: Source, literal: Node, value: Scalar): string | undefined;
  /** Text that stands for `expression` (the use of a name, a member, an enum's member, a shorthand entry) when the value is written there itself. @throws {Refused} */
  inlined(source: Source, expression: Node, value: Scalar): string;
  /** Text that reads a key of the project's configuration in place of `expression`, which stays as what the program takes where the key is not set; `undefined` where that cannot be written there. Absent: the language has no expression for it. */
  configured?(source: Source, expression: Node, read: ConfigRead): string | undefined;
  /** A new entry of the object, as its siblings are written, on one line, without commas. @throws {Refused} `needs-schema` */
  newEntry(source: Source, object: ObjectView, entry: NewEntry): string;
  /** A new element of the list, as its siblings are written, on one line, without commas. @throws {Refused} `needs-schema` */
  newItem(source: Source, list: ListView, item: NewItem): string;
  /** Where and how the first property is given to a call that has none. @throws {Refused} */
  firstInput(source: Source, call: Call, entry: NewEntry): { start: number; end: number; text: string };
  /** Index among the container's members (entries, spreads and other arguments, as they stand) before which a new entry goes; absent: behind the last. Keyword arguments go before `opts=`. */
  placeOf?(object: ObjectView): number | undefined;
  /** What stands between the brackets and the only entry of an object on one line: `{ a: 1 }`, `{"a": 1}`. */
  padding: "" | " ";

  /** Where the name's module may be, as paths from the project folder, likeliest first; empty: not in this project. */
  moduleFiles?(file: string, module: string): string[];
  /** What the file gives to others under this name. */
  exportOf?(source: Source, name: string): Binding;
  /** Everything the file imports from its project, as it writes it; `undefined` where that cannot be told (an import of a computed name). */
  modulesOf?(source: Source): string[] | undefined;
  /** Whether the file may import files of the project beyond those: under an alias that only a build configuration knows. */
  hidesImports?(source: Source): boolean;
  /** Files at which the program may begin, likeliest first: `main` of Pulumi.yaml is given where it is set. `readText` reads by path from the project folder. */
  entryFiles?(main: string | undefined, readText: (file: string) => Promise<string | undefined>): Promise<string[]>;

  /** A last look at an edited file: what the language would not compile any more, as an unused variable. @throws {Refused} */
  refuseBroken?(before: Source, after: Source): void;
  /** The edited text, laid out as the language's formatter wants it where the file was so before. Changes nothing but white space. */
  format?(before: Source, after: string): Promise<string>;
}

/** A key of the project's own configuration, and what the program reads it as. */
export interface ConfigRead {
  key: string;
  type: "text" | "integer" | "number" | "boolean";
}

export interface NewEntry {
  /** In the provider's spelling; in a document, and in a map with keys of the user's own, as it is. */
  property: string;
  value: Json;
  /** The object is (inside) a document that is turned to text, so no key may be respelled. */
  isVerbatim: boolean;
}

export type NewItem = Pick<NewEntry, "value" | "isVerbatim">;

/** A call: what is called and its arguments. */
export interface Call {
  /** Starts where the SDK's position points to. */
  node: Node;
  /** The last name of what is called, without type arguments; empty where it has none. */
  callee: string;
  /** The list of arguments, brackets included. */
  arguments: Node;
}

/** A parameter of the function, method or component around a use of it. */
export interface Parameter {
  name: string;
  /** 0-based, `self` and Go's receiver not counted. */
  index: number;
  /** Under which name the function is called, of a constructor its class; absent: it has none, and its caller cannot be told. */
  callee?: string;
  /** Members of the argument that a destructuring parameter takes, outermost first. */
  below: string[];
}

/** What a name is bound to. Certain, or it is one of the reasons why not. */
export type Binding =
  /** Assigned once, before it is used, and never in a branch or a loop; of an object or a list that nothing changes later, as far as the file shows. */
  | { kind: "constant"; value: Node; /** Every read of the name in the file, the asked one too. */ uses: Node[]; /** Other files may read it. */ isExported: boolean }
  /** Never assigned in the function. */
  | { kind: "parameter"; parameter: Parameter; /** Every read of it in its function, the asked one too. */ uses: Node[] }
  /** Imported from a file of the project, under the name it has there; `module` as the program writes it. */
  | { kind: "imported"; module: string; name: string; /** Every read of it in the file, the asked one too. */ uses: Node[] }
  | { kind: "uncertain"; code: RefusalCode; message: string; hint: string };
