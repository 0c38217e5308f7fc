import { isJsonObject, jsonEqual, type Json } from "../../model/json.ts";
import { formatPath, type PropertyPath } from "../../model/property-path.ts";
import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { edit } from "../../reconcile/edit/edit.ts";

/** What an independent parser cannot give a value: the text of an expression, so that it can be seen to have stayed. */
export class Unread {
  readonly text: string;

  constructor(text: string) {
    this.text = text.replaceAll("\r\n", "\n");
  }
}

/** A value as an independent parser reads it, with keys in the provider's spelling. */
export type Told = string | number | boolean | null | Unread | Told[] | { [key: string]: Told };

/** A resource that a program makes. */
export interface ToldResource {
  request: Pick<EditRequest, "type" | "name" | "pos">;
  inputs: Told;
}

/** A program as an independent parser reads it. */
export interface ToldProgram {
  /** In the order in which they stand. */
  resources: ToldResource[];
  /** Without what they begin and end with, in the order in which they stand. */
  comments: string[];
  /** Whatever else of the program must stay as it is: the text around the resources' inputs, say. */
  rest?: string;
}

/** Reads several texts of one file at once, for oracles that are processes of their own. @throws where one does not parse */
export type ReadPrograms = (texts: readonly string[]) => Promise<ToldProgram[]> | ToldProgram[];

export interface MutatedProgram {
  runtime: string;
  /** The file that is mutated, and all that the editor may read. */
  file: string;
  files: Record<string, string>;
  read: ReadPrograms;
}

/** What the cloud might have made of one property. */
export interface Mutation {
  kind: "change" | "delete" | "add" | "append" | "list";
  path: PropertyPath;
  oldValue?: Json;
  newValue?: Json;
}

export interface Tally {
  edits: number;
  /** How often each code was answered. */
  refusals: Map<string, number>;
  /** What each wrong edit did. */
  wrong: string[];
}

export const HOSTILE_STRINGS = ["", "x", "it's \"quoted\" `ticked`", "\\", "\\n", "line\nbreak\r\nand\rreturn", "${x} {y} %s", "$", "*/ // <!-- --> # -- '''\"\"\"", "tab\tnul\0bell\u0007", "é 日本 😀 👩‍👩‍👧", "\u2028\u2029\u202e\ufeff", "__proto__", "1", "true", "null", "a".repeat(300)];
const NUMBERS = [0, -1, 1.5, 65536];
const HOSTILE_KEYS = ["added", "With Space", "it's", "a.b/c-d", 'quo"ted', "日本", "class", "1st", "constructor", "line\nbreak"];

/** Every mutation of a resource's inputs: what is read is changed and deleted, keys and elements are added, lists reordered and cut. `seed` turns the hostile values, so that each property gets others. */
export function mutationsOf(inputs: Told, seed = 0): Mutation[] {
  return below(inputs, []).flatMap(({ path, value }, index) => at(path, value, seed + index));
}

function below(value: Told, path: PropertyPath): { path: PropertyPath; value: Told }[] {
  if (Array.isArray(value)) return [{ path, value }, ...value.flatMap((item, index) => below(item, [...path, index]))];
  if (isObject(value)) return [{ path, value }, ...Object.entries(value).flatMap(([key, item]) => below(item, [...path, key]))];
  return [{ path, value }];
}

function at(path: PropertyPath, value: Told, seed: number): Mutation[] {
  const json = asJson(value);
  const removed: Mutation[] = path.length > 0 && json !== undefined && json !== null ? [{ kind: "delete", path, oldValue: json }] : [];
  if (Array.isArray(value)) return [...removed, ...ofList(path, value, seed)];
  if (isObject(value)) return [...removed, ...ofObject(path, seed)];
  if (path.length === 0 || json === undefined || json === null) return removed;
  return [...removed, ...othersOf(json, seed).map((newValue): Mutation => ({ kind: "change", path, oldValue: json, newValue }))];
}

function othersOf(value: Json, seed: number): Json[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, NUMBERS[seed % NUMBERS.length]!].filter(other => other !== value);
  return [`${String(value)}!`, String(value).slice(1), ...[0, 5, 11].map(step => HOSTILE_STRINGS[(seed + step) % HOSTILE_STRINGS.length]!)].filter(other => other !== value);
}

function ofObject(path: PropertyPath, seed: number): Mutation[] {
  const added = [HOSTILE_STRINGS[seed % HOSTILE_STRINGS.length]!, true, 42];
  const keys = path.length === 0 ? ["addedProperty"] : [HOSTILE_KEYS[seed % HOSTILE_KEYS.length]!, HOSTILE_KEYS[(seed + 3) % HOSTILE_KEYS.length]!];
  return keys.map((key, index): Mutation => ({ kind: "add", path: [...path, key], newValue: added[(seed + index) % added.length]! }));
}

function ofList(path: PropertyPath, list: readonly Told[], seed: number): Mutation[] {
  const items = list.map(asJson);
  const hostile = HOSTILE_STRINGS[seed % HOSTILE_STRINGS.length]!;
  const like = (item: Json | undefined): Json | undefined => (typeof item === "string" ? `${hostile}+` : typeof item === "number" ? item + 7 : isJsonObject(item) ? changed(item) : undefined);
  const fresh = like(items[0]);
  if (fresh === undefined || path.length === 0) return [];
  const appended: Mutation = { kind: "append", path: [...path, items.length], newValue: fresh };
  if (!items.every(item => item !== undefined)) return [appended];
  const news: Json[][] = [[fresh, ...items], [...items.slice(1), fresh], [...items.slice(0, -1)], [...items.slice(1).toReversed(), fresh], [...items, fresh, like(fresh)!], [items[0]!, fresh, ...items.slice(1)]];
  return [appended, ...news.filter(other => !jsonEqual(other, items)).map((newValue): Mutation => ({ kind: "list", path, oldValue: items, newValue }))];
}

function changed(item: { [key: string]: Json }): Json {
  const [key, value] = Object.entries(item)[0] ?? ["added", "x"];
  return { ...item, [key]: typeof value === "string" ? `${value}+` : typeof value === "number" ? value + 7 : value };
}

/** Asks the editor for each mutation of each resource, every other one in a program with CRLF lines, and has the edited programs judged. */
export async function tryMutations(program: MutatedProgram, choose: (mutations: Mutation[]) => Mutation[] = all => all): Promise<Tally> {
  const tally: Tally = { edits: 0, refusals: new Map(), wrong: [] };
  for (const lineEnd of ["\n", "\r\n"]) {
    const files = Object.fromEntries(Object.entries(program.files).map(([file, text]) => [file, text.replace(/\r?\n/g, lineEnd)]));
    const before = (await program.read([files[program.file]!]))[0]!;
    const asked = before.resources.flatMap((resource, index) => choose(mutationsOf(resource.inputs, index)).filter((_, turn) => turn % 2 === (lineEnd === "\n" ? 0 : 1)).map(mutation => ({ index, resource, mutation })));
    const edited: { text: string; index: number; mutation: Mutation }[] = [];
    for (const { index, resource, mutation } of asked) {
      const { kind: _, ...values } = mutation;
      const answer = await edit({ runtime: program.runtime, stack: "dev", project: "p", ...resource.request, ...values }, file => (files[file] === undefined ? undefined : new TextEncoder().encode(files[file])));
      if ("refusal" in answer) tally.refusals.set(answer.refusal.code, (tally.refusals.get(answer.refusal.code) ?? 0) + 1);
      else if (answer.edits.every(({ file }) => file === program.file)) edited.push({ text: applyEdits(files[program.file]!, answer.edits), index, mutation });
    }
    tally.edits += edited.length;
    for (const [place, after] of (await readAll(program, edited.map(({ text }) => text))).entries()) {
      const { index, mutation } = edited[place]!;
      const wrong = "error" in after ? after.error : differenceOf(before, after, { index, mutation });
      if (wrong !== undefined) tally.wrong.push(`${program.file} ${before.resources[index]!.request.name} ${mutation.kind} ${formatPath(mutation.path)} ${JSON.stringify(mutation.oldValue)} → ${JSON.stringify(mutation.newValue)}: ${wrong}`);
    }
  }
  return tally;
}

/** All at once; each by itself where that fails, to tell which. */
async function readAll({ read }: MutatedProgram, texts: readonly string[]): Promise<(ToldProgram | { error: string })[]> {
  if (texts.length === 0) return [];
  try {
    return await read(texts);
  } catch {
    return Promise.all(texts.map(text => readAlone(read, text)));
  }
}

async function readAlone(read: ReadPrograms, text: string): Promise<ToldProgram | { error: string }> {
  try {
    return (await read([text]))[0]!;
  } catch (error) {
    return { error: String(error) };
  }
}

/** What is not as it was asked for; `undefined` where all is: this property has the new value, and nothing else has changed. */
export function differenceOf(before: ToldProgram, after: ToldProgram, { index, mutation }: { index: number; mutation: Mutation }): string | undefined {
  if (after.resources.length !== before.resources.length) return `the program makes ${after.resources.length} resources`;
  for (const [place, was] of before.resources.entries()) {
    const wanted = place === index ? mutated(was.inputs, mutation) : was.inputs;
    const is = after.resources[place]!;
    if (is.request.name !== was.request.name) return `${was.request.name} became ${is.request.name}`;
    if (!toldEqual(is.inputs, wanted)) return `${was.request.name} became ${show(is.inputs)}`;
  }
  if (before.rest !== after.rest) return "something around the resources has changed";
  const mayGo = mutation.kind === "delete" || mutation.kind === "list";
  const left = [...before.comments];
  for (const comment of after.comments) {
    const found = left.indexOf(comment);
    if (found < 0) return `there is a new comment ${comment}`;
    left.splice(found, 1);
  }
  return left.length > 0 && !mayGo ? `the comment ${left[0]} is gone` : undefined;
}

/** The inputs with the mutation made. */
export function mutated(inputs: Told, { path, newValue }: Mutation): Told {
  const [part, ...rest] = path;
  if (part === undefined) return newValue!;
  const inside = (value: Told): Told => mutated(value, { kind: "change", path: rest, ...(newValue !== undefined && { newValue }) });
  const isGone = rest.length === 0 && newValue === undefined;
  if (Array.isArray(inputs) && typeof part === "number") return isGone ? inputs.toSpliced(part, 1) : [...inputs.slice(0, part), inside(inputs[part]!), ...inputs.slice(part + 1)];
  const object = (isObject(inputs) ? inputs : {}) as { [key: string]: Told };
  const others = Object.entries(object).filter(([key]) => key !== part);
  return Object.fromEntries(isGone ? others : [...others, [String(part), inside(object[part]!)]]);
}

/** The order of elements does not count: sets come back in any. */
export function toldEqual(a: Told, b: Told): boolean {
  if (a instanceof Unread || b instanceof Unread) return a instanceof Unread && b instanceof Unread && a.text === b.text;
  if (Array.isArray(a) && Array.isArray(b)) {
    const left = [...b];
    return a.length === b.length && a.every(item => {
      const found = left.findIndex(other => toldEqual(item, other));
      if (found >= 0) left.splice(found, 1);
      return found >= 0;
    });
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && toldEqual(a[key]!, b[key]!));
}

function isObject(value: Told | undefined): value is { [key: string]: Told } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unread);
}

/** The value, where all of it is read. */
function asJson(value: Told): Json | undefined {
  if (value instanceof Unread) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(asJson);
    return items.every(item => item !== undefined) ? items : undefined;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, asJson(item)] as const);
  return entries.every(([, item]) => item !== undefined) ? (Object.fromEntries(entries) as Json) : undefined;
}

function show(value: Told): string {
  return JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Unread ? `<${inner.text}>` : inner)).slice(0, 600);
}
