import type { Json } from "../../../model/json.ts";
import { Refused } from "../../refusal.ts";
import type { Edit } from "../edit-request.ts";
import type { Container, Splice } from "./container.ts";
import type { ScalarStyle } from "./scalar-text.ts";
import { memberText, valueText } from "./value-text.ts";
import { isFlow, lineOf, type YamlFile, type YamlNode, type YamlScalar } from "./yaml-file.ts";

/** What texts mean in a file: in a program `${name}` stands for something, in a configuration it does not. */
export interface Meaning {
  /** The text that a scalar gives; `undefined`: it is built from other values. */
  read(text: string): string | undefined;
  write(text: string): string;
  /** Changes what a scalar is built from. Gives what the scalar's own text is then. @throws {Refused} */
  follow(rewriting: Rewriting, scalar: YamlScalar, change: Change): Json;
  /** The one argument, where the map is a function's call that gives its argument as a JSON document. @throws {Refused} where it is another call */
  documentIn(rewriting: Rewriting, map: YamlNode): YamlNode | undefined;
  /** What is done with a literal in place of writing another one: it becomes configuration. Gives the scalar's new text. @throws {Refused} */
  configure?(rewriting: Rewriting, scalar: YamlScalar, change: Change): Json;
  hint: string;
}

export interface Change {
  before: Json;
  after: Json;
}

/** Edits of one file, while they are found. */
export interface Rewriting {
  source: YamlFile;
  meaning: Meaning;
  edits: Edit[];
}

export function put({ source: { file, text, lineEnd }, edits }: Rewriting, splices: readonly Splice[], how: string): void {
  for (const splice of splices) edits.push({ file, ...splice, text: splice.text.replaceAll("\n", lineEnd), how, line: lineOf(text, splice.start) });
}

/** A value in the words of the file: texts and keys as they have to be written. */
export function written(value: Json, write: (text: string) => string): Json {
  if (typeof value === "string") return write(value);
  if (Array.isArray(value)) return value.map(item => written(item, write));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [write(key), written(item, write)]));
}

/** The text of a new element, like one that is there. */
export function elementText({ source, meaning }: Rewriting, container: Container, { value, like }: { value: Json; like?: YamlNode | undefined }): string {
  return orUnwritable(valueText(written(value, meaning.write), { isFlow: container.isFlow, isJson: source.isJson, indent: `${container.indent}  `, like }), meaning.hint);
}

/** The text of a new member. */
export function entryText({ source, meaning }: Rewriting, container: Pick<Container, "isFlow" | "indent">, { key, value, like }: { key: string; value: Json; like?: YamlNode | undefined }): string {
  return orUnwritable(memberText(meaning.write(key), written(value, meaning.write), { isFlow: container.isFlow, isJson: source.isJson, indent: container.indent, like }), meaning.hint);
}

/** How a scalar in place of this one is written. */
export function styleOf({ source }: Rewriting, scalar: YamlScalar): ScalarStyle {
  return { type: scalar.type, isFlow: isInFlow(source, scalar), isJson: source.isJson };
}

/** Whether any collection around the node is in braces or brackets. */
function isInFlow(source: YamlFile, node: YamlNode): boolean {
  let found = false;
  const visit = (at: YamlNode | null): void => {
    if (found || !at || at.range[0] > node.range[0] || at.range[2] < node.range[1] || !("items" in at)) return;
    if (isFlow(at)) return void (found = true);
    for (const item of at.items) for (const inner of "key" in item ? [item.key, item.value] : [item]) visit(inner as YamlNode | null);
  };
  visit(source.document.contents);
  return found;
}

export function orUnwritable(text: string | undefined, hint: string): string {
  if (text === undefined) throw new Refused("encoding", "The value holds characters that YAML cannot.", hint);
  return text;
}
