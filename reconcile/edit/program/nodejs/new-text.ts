import type { Node } from "web-tree-sitter";
import { isJsonObject, type Json } from "../../../../model/json.ts";
import { Refused } from "../../../refusal.ts";
import type { Call, NewEntry, NewItem } from "../language.ts";
import { parts, refuseAt, type Source } from "../source.ts";
import type { ListView, ObjectView, Scalar } from "../view.ts";
import { rewriteLiteral } from "./literal.ts";

type Quote = "'" | '"';

/** The value in place of an expression; a shorthand entry gets the key that it stood for. */
export function inlined(source: Source, expression: Node, value: Scalar): string {
  const text = print(value, quoteOf(source));
  return expression.type === "shorthand_property_identifier" ? `${expression.text}: ${text}` : text;
}

/** Keys are quoted where one beside them is. */
export function newEntry(source: Source, { entries }: ObjectView, { property, value }: NewEntry): string {
  const quote = quoteIn(entries.map(entry => entry.value)) ?? quoteOf(source);
  const quoted = entries.find(({ spelling }) => spelling === "string")?.node.text[0];
  return `${printKey(property, quoted ?? quote, quoted !== undefined)}: ${print(value, quote)}`;
}

export function newItem(source: Source, { items }: ListView, { value }: NewItem): string {
  return print(value, quoteIn(items) ?? quoteOf(source));
}

/** The quote of the first string among some expressions. */
function quoteIn(nodes: readonly (Node | undefined)[]): Quote | undefined {
  return nodes.find(node => node?.type === "string")?.text[0] as Quote | undefined;
}

/** `new Bucket("plain")` gets an argument; `undefined` and `null` give way to one. */
export function firstInput(source: Source, call: Call, { property, value }: NewEntry): { start: number; end: number; text: string } {
  const [name, inputs] = parts(call.arguments);
  if (!name) return refuseAt({ source, node: call.node }, "absent", "The constructor gets no arguments at all.", "Edit the program by hand.");
  const quote = quoteOf(source);
  const text = `{ ${printKey(property, quote, false)}: ${print(value, quote)} }`;
  return inputs ? { start: inputs.startIndex, end: inputs.endIndex, text } : { start: name.endIndex, end: name.endIndex, text: `, ${text}` };
}

/** The quote that the file's strings have more often. */
export function quoteOf({ text }: Source): Quote {
  return text.split("'").length > text.split('"').length ? "'" : '"';
}

function print(value: Json, quote: Quote): string {
  if (typeof value === "string") return printString(value, quote);
  if (Array.isArray(value)) return `[${value.map(item => print(item, quote)).join(", ")}]`;
  if (!isJsonObject(value)) return String(value);
  const entries = Object.entries(value).map(([key, item]) => `${printKey(key, quote, false)}: ${print(item, quote)}`);
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
}

function printKey(key: string, quote: string, isQuoted: boolean): string {
  // As a key of an object literal it would set the prototype, and no property.
  if (key === "__proto__") throw new Refused("computed-key", "A property of the name __proto__ cannot be written as an entry.", "Edit the program by hand.");
  return !isQuoted && /^[A-Za-z_$][\w$]*$/.test(key) ? key : printString(key, quote);
}

function printString(text: string, quote: string): string {
  const written = rewriteLiteral(quote + quote, text, "\n");
  if (written === undefined) throw new Refused("type", "The new value cannot be written as a literal.", "Edit the program by hand.");
  return written;
}
