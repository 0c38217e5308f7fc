import type { Node } from "web-tree-sitter";
import { isJsonObject, type Json, type JsonObject } from "../../../../model/json.ts";
import { Refused } from "../../../refusal.ts";
import type { Scalar } from "../../scalar.ts";
import type { Call, NewEntry, NewItem } from "../language.ts";
import { lineEndAt, parts, placeOf, refuseAt, type Source } from "../source.ts";
import type { Entry, ListView, ObjectView } from "../view.ts";
import { isArgsClass, keywordsOf, lastName } from "./arguments.ts";
import { spellScalar } from "./literal.ts";
import { isPythonName, pythonName } from "./python-name.ts";
import { viewExpression } from "./view-expression.ts";

/** Where a new text will stand. */
interface Style {
  source: Source;
  /** Strings are quoted as those inside it are. */
  near: Node;
  isVerbatim: boolean;
}

/** Text that stands for an expression when the value is written there itself. @throws {Refused} */
export function inlined(source: Source, expression: Node, value: Scalar): string {
  return spell({ source, near: expression, isVerbatim: true }, value, expression);
}

/** `cidr_block="…"` among keyword arguments, `"Owner": "…"` in a dictionary. @throws {Refused} */
export function newEntry(source: Source, object: ObjectView, { property, value, isVerbatim }: NewEntry): string {
  const style = { source, near: object.node, isVerbatim };
  const likeness = siblingObjects(source, object);
  const key = keyOf(object, { property, isVerbatim, likeness });
  if (object.entries.some(entry => entry.key === key)) return refuseAt({ source, node: object.node }, "ambiguous", `${key} is set already, for another property.`, "Edit the program by hand.");
  const like = likeness.flatMap(({ entries }) => entries).find(entry => entry.key === key)?.value;
  const text = spell(style, value, object.node, like);
  if (object.shape === "dictionary") return `${spell(style, key, object.node)}${betweenOf(object) ?? ": "}${text}`;
  if (!isPythonName(key)) return refuseAt({ source, node: object.node }, "shape", "The name cannot be written as a keyword argument.", "Turn the call into a dictionary literal, or edit the program by hand.");
  return `${key}${betweenOf(object) ?? "="}${text}`;
}

/** A new element, as its siblings are written: of the same Args class, or with keys spelled as theirs. @throws {Refused} */
export function newItem(source: Source, list: ListView, { value, isVerbatim }: NewItem): string {
  const text = spell({ source, near: list.node, isVerbatim }, value, list.node, ...alike(source, list.items));
  // One element in parentheses is a tuple by its comma alone.
  return list.node.type === "tuple" && list.items.length === 0 ? `${text},` : text;
}

/** Of elements of one Args class the first; of others those that are written as dictionaries, for their keys. */
function alike(source: Source, items: readonly Node[]): Node[] {
  const objects = items.filter(item => viewExpression(source, item).kind === "object");
  const dictionaries = objects.filter(({ type }) => type === "dictionary");
  return dictionaries.length > 0 ? dictionaries : objects.slice(0, 1);
}

/** The first keyword argument of a call, behind its last argument. @throws {Refused} */
export function firstInput(source: Source, { node, arguments: list }: Call, { property, value, isVerbatim }: NewEntry): { start: number; end: number; text: string } {
  const last = parts(list).at(-1);
  if (!last) return refuseAt({ source, node }, "shape", "The call has no arguments.", "Edit the program by hand.");
  const text = `${pythonName(property)}=${spell({ source, near: node, isVerbatim }, value, node)}`;
  const behind = source.text.slice(last.endIndex, list.endIndex - 1);
  const comma = /^\s*,/.exec(behind)?.[0].length;
  const lineStart = source.text.slice(source.lineStarts.findLast(start => start <= last.startIndex), last.startIndex);
  if (lineStart.trim() !== "") return insertion(last.endIndex + (comma ?? 0), comma === undefined ? `, ${text}` : ` ${text},`);
  // On a line of its own: behind that line, with a comment that may stand at its end.
  const rest = /^[^\r\n]*/.exec(behind.slice(comma ?? 0))![0].trimEnd();
  const start = last.endIndex + (comma ?? 0);
  return { start, end: start + rest.length, text: `${comma === undefined ? "," : ""}${rest}${lineEndAt(source, start)}${lineStart}${text}${comma === undefined ? "" : ","}` };
}

function insertion(at: number, text: string): { start: number; end: number; text: string } {
  return { start: at, end: at, text };
}

/** The other elements of a list of dictionaries: the same keys are spelled the same way in them. */
function siblingObjects(source: Source, { node }: ObjectView): ObjectView[] {
  const item = node.type === "argument_list" ? node.parent! : node;
  const list = item.parent?.type === "list" || item.parent?.type === "tuple" ? item.parent : undefined;
  const views = list ? parts(list).filter(({ id }) => id !== item.id).map(one => viewExpression(source, one)) : [];
  return views.filter(view => view.kind === "object");
}

/**
 * A keyword argument is named by Pulumi's rule. A key of a dictionary is taken as it is both where it is data and where it is a
 * property (which the SDK also takes in the provider's spelling), so it is respelled only where a sibling shows how.
 * https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/python/lib/pulumi/runtime/rpc.py (serialize_property)
 */
function keyOf({ shape }: Pick<ObjectView, "shape">, { property, isVerbatim, likeness }: { property: string; isVerbatim: boolean; likeness: readonly ObjectView[] }): string {
  if (shape === "call" || shape === "arguments") return pythonName(property);
  const keys = likeness.flatMap(({ entries }) => entries.map(({ key }) => key));
  return !isVerbatim && !keys.includes(property) && keys.includes(pythonName(property)) ? pythonName(property) : property;
}

/** What stands between key and value of the entries there are: `=`, ` = `, `: `. */
function betweenOf({ entries }: ObjectView): string | undefined {
  const entry = entries.find(({ spelling, value }) => spelling !== "computed" && value);
  if (!entry?.value) return undefined;
  const key = entry.node.firstNamedChild!;
  const between = entry.node.text.slice(key.endIndex - entry.node.startIndex, entry.value.startIndex - entry.node.startIndex);
  return /^ ?[:=] ?$/.test(between) ? between : undefined;
}

/** A value on one line; `like`: expressions in whose place such values stand already. */
function spell(style: Style, value: Json, at: Node, ...like: (Node | undefined)[]): string {
  if (Array.isArray(value)) return `[${value.map(item => spell(style, item, at, ...itemsOf(style.source, like))).join(", ")}]`;
  if (isJsonObject(value)) return spellObject(style, value, at, like.flatMap(node => objectAt(style.source, node)));
  if (value === null) return "None";
  const text = spellScalar(style.source, style.near, value);
  if (text === undefined) throw new Refused("type", "The new value cannot be written as a Python literal.", "Edit the program by hand.", placeOf(style.source, at));
  return text;
}

function itemsOf(source: Source, like: readonly (Node | undefined)[]): Node[] {
  const views = like.flatMap(node => (node ? [viewExpression(source, node)] : []));
  return views.flatMap(view => (view.kind === "list" ? alike(source, view.items) : []));
}

function objectAt(source: Source, node: Node | undefined): ObjectView[] {
  const view = node && viewExpression(source, node);
  return view?.kind === "object" ? [view] : [];
}

function spellObject(style: Style, value: JsonObject, at: Node, like: readonly ObjectView[]): string {
  const [first] = like;
  const under = (key: string): (Node | undefined)[] => like.flatMap(({ entries }) => entries.filter(entry => entry.key === key).map((entry: Entry) => entry.value));
  const call = first?.shape === "arguments" && !style.isVerbatim ? first.node.parent! : undefined;
  if (call && isArgsClass(style.source, call) && keywordsOf(call, "arguments")?.spreads.length === 0 && !lastName(call.childForFieldName("function")!).startsWith("_")) {
    const fields = inOrderOf(value, like).map(([property, item]) => `${pythonName(property)}=${spell(style, item, at, ...under(pythonName(property)))}`);
    return `${call.childForFieldName("function")!.text}(${fields.join(", ")})`;
  }
  const fields = inOrderOf(value, like).map(([property, item]) => {
    const key = keyOf({ shape: "dictionary" }, { property, isVerbatim: style.isVerbatim, likeness: like });
    return `${spell(style, key, at)}: ${spell(style, item, at, ...under(key))}`;
  });
  return `{${fields.join(", ")}}`;
}

/** What siblings have comes in their order, the rest behind it. */
function inOrderOf(value: JsonObject, like: readonly ObjectView[]): [string, Json][] {
  const order = [...new Set(like.flatMap(({ entries }) => entries.map(({ key }) => key)))];
  const placeOfKey = (property: string): number => {
    const place = order.findIndex(key => key === property || key === pythonName(property));
    return place < 0 ? order.length : place;
  };
  return Object.entries(value).toSorted(([a], [b]) => placeOfKey(a) - placeOfKey(b));
}
