import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isJsonObject, type Json } from "../../model/json.ts";
import type { PropertyPath } from "../../model/property-path.ts";
import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { edit } from "../../reconcile/edit/edit.ts";
import { hasPython, PythonJudge, type MadeResource } from "./python-judge.ts";

const FIXTURES = join(import.meta.dirname, "fixtures", "python");
const CONFIG: Record<string, string> = { web: "aws:region: us-west-2", network: "network:office_cidr: 198.51.100.0/24 # the office\n  network:ttl: 300", cluster: "cluster:unused: 1", data: "data:unused: 1" };
const HOSTILE = ["", "x", "it's \"quoted\"", "\\", "\\n", "a\nb\r\nc\rd", "{x} {{y}}", "%s", "'''\"\"\"", "#", "tab\tnul\0bell\u0007", "é 日本 😀", "\u2028\u202e\ufeff", "None", "1", "\\N{DASH}", "r'"];
const NUMBERS = [0, -1, 1.5, 2, 1e21, 1e-7];

type Files = Record<string, string>;
interface Mutation {
  kind: "change" | "delete" | "add" | "append";
  resource: MadeResource;
  path: PropertyPath;
  from?: Json;
  to?: Json;
}

describe.skipIf(!hasPython)("mutations of Python programs (needs python3, 3.9 or newer)", () => {
  const judge = new PythonJudge();
  const refusals = new Map<string, number>();
  const edits = { change: 0, delete: 0, add: 0, append: 0 };
  let configured = 0;
  afterAll(() => judge.stop());

  test.each([["web", "\n"], ["network", "\n"], ["cluster", "\n"], ["data", "\n"], ["data", "\r\n"]])("program %s with line ends %j: every edit makes the program give what was asked, and nothing else", async (name, lineEnd) => {
    const files = filesOf(name, lineEnd);
    const made = await resourcesOf(files);
    const all = [...mutationsOf(made)];
    // What CRLF lines add is seen in a part of them.
    for (const mutation of lineEnd === "\n" ? all : all.filter((_, index) => index % 3 === 0)) await judgeOne(name, files, made, mutation);
  }, 240_000);

  test("there were enough of each kind, and refusals have reasons", () => {
    expect(Object.values(edits).reduce((sum, count) => sum + count, 0), JSON.stringify([edits, [...refusals]])).toBeGreaterThan(600);
    expect(Math.min(...Object.values(edits)), JSON.stringify(edits)).toBeGreaterThan(20);
    if (process.env["TRUEUP_SHOW"]) console.log(edits, Object.fromEntries(refusals));
  });

  test.each(Object.keys(CONFIG))("program %s: a literal that becomes configuration gives the new value with the stack's file, and the old one without", async name => {
    const files = filesOf(name, "\n");
    const made = await resourcesOf(files);
    const before = made.map(withoutPlace);
    for (const mutation of [...mutationsOf(made)].filter(({ kind }) => kind === "change")) {
      const answer = await edit({ ...requestOf(made, mutation), project: name, perStack: true }, file => (files[file] === undefined ? undefined : new TextEncoder().encode(files[file])));
      if ("refusal" in answer || answer.edits.length === 1) continue;
      const edited = { ...files };
      for (const { file } of answer.edits) edited[file] = applyEdits(files[file]!, answer.edits.filter(one => one.file === file));
      const shown = JSON.stringify([mutation.path, answer.edits]);
      const after = made.map(one => withoutPlace(one === mutation.resource ? { ...one, inputs: mutated(one.inputs, mutation) as MadeResource["inputs"] } : one));
      expect((await resourcesOf(edited)).map(withoutPlace), shown).toEqual(after);
      expect((await resourcesOf({ ...edited, "Pulumi.dev.yaml": files["Pulumi.dev.yaml"]! })).map(withoutPlace), shown).toEqual(before);
      configured++;
    }
  }, 240_000);

  test("there were enough of them", () => {
    expect(configured).toBeGreaterThan(50);
  });

  async function judgeOne(name: string, files: Files, made: MadeResource[], mutation: Mutation): Promise<void> {
    const title = `${name}: ${mutation.kind} ${mutation.resource.name} ${JSON.stringify([mutation.path, mutation.from, mutation.to])}`;
    const answer = await edit({ ...requestOf(made, mutation), project: name }, file => (files[file] === undefined ? undefined : new TextEncoder().encode(files[file])));
    if ("refusal" in answer) return void refusals.set(answer.refusal.code, (refusals.get(answer.refusal.code) ?? 0) + 1);
    const edited = { ...files };
    for (const [file, ofFile] of Map.groupBy(answer.edits, one => one.file)) edited[file] = applyEdits(files[file] ?? "", ofFile);
    const shown = `${title}\n${answer.edits.map(one => `${one.file}:${one.line} ${one.how}: ${JSON.stringify(one.text)}`).join("\n")}`;
    expect(await judge.run(edited, configOf(edited)).then(({ resources, error }) => resources?.map(withoutPlace) ?? error), shown).toEqual(made.map(one => withoutPlace(one === mutation.resource ? { ...one, inputs: mutated(one.inputs, mutation) as MadeResource["inputs"] } : one)));
    for (const file of Object.keys(files).filter(one => one.endsWith(".py") && edited[one] !== files[one])) await judgeTree({ before: files[file]!, after: edited[file]!, kind: mutation.kind, shown });
    edits[mutation.kind]++;
  }

  async function judgeTree({ before, after, kind, shown }: { before: string; after: string; kind: Mutation["kind"]; shown: string }): Promise<void> {
    const compared = await judge.compare(before, after);
    expect(compared.error ?? compared.places, shown).toBe(1);
    if (compared.error !== undefined) return;
    const [was, is] = compared.comments;
    // What is removed takes the comment at the end of its line along.
    expect(kind === "delete" ? is.every(comment => was.includes(comment)) : is, shown).toEqual(kind === "delete" ? true : was);
    expect(/(?<!\r)\n/.test(after), shown).toBe(/(?<!\r)\n/.test(before));
  }

  async function resourcesOf(files: Files): Promise<MadeResource[]> {
    const { resources, error } = await judge.run(files, configOf(files));
    if (!resources) throw new Error(error);
    return resources;
  }
});

function filesOf(name: string, lineEnd: string): Files {
  const program = readdirSync(join(FIXTURES, name)).map(file => [file, readFileSync(join(FIXTURES, name, file), "utf8").replaceAll("\n", lineEnd)]);
  return { ...Object.fromEntries(program), "Pulumi.yaml": `name: ${name}\nruntime: python\n`, "Pulumi.dev.yaml": `config:\n  ${CONFIG[name]}\n` } as Files;
}

function configOf(files: Files): Record<string, Json> {
  const project = (parse(files["Pulumi.yaml"]!) as { name: string }).name;
  return { ...(parse(files["Pulumi.dev.yaml"]!) as { config: Record<string, Json> }).config, $project: project };
}

function requestOf(made: MadeResource[], { resource, path, from, to }: Mutation): EditRequest {
  const [pos, ...frames] = resource.places;
  const instances = made.filter(other => isSamePlace(other, resource)).length;
  return { runtime: "python", stack: "dev", pos: pos!, frames, instances, type: resource.type, name: resource.name, path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }) };
}

/** Documents are compared by what they hold. */
function withoutPlace({ type, name, inputs }: MadeResource): Json {
  return { type, name, inputs: Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, (typeof value === "string" && documentIn(value)) || value])) };
}

/** Of resources that share a place only the first: the answer is one refusal for all. */
function* mutationsOf(made: readonly MadeResource[]): Generator<Mutation> {
  const isLooped = (resource: MadeResource): boolean => made.some(other => other !== resource && isSamePlace(other, resource));
  for (const resource of made) {
    const all = [...below(resource.inputs, [])];
    for (const mutation of isLooped(resource) ? all.slice(0, 2) : all) yield { resource, ...mutation };
  }
}

function isSamePlace(a: MadeResource, b: MadeResource): boolean {
  return a.places[0]?.file === b.places[0]?.file && a.places[0]?.line === b.places[0]?.line;
}

function* below(value: Json, path: PropertyPath): Generator<Omit<Mutation, "resource">> {
  if (isOutput(value)) return;
  if (path.length > 0 && value !== null) yield { kind: "delete", path, from: value };
  if (Array.isArray(value)) yield* belowList(value, path);
  else if (isJsonObject(value)) {
    yield { kind: "add", path: [...path, "addedField"], to: "new 'one'" };
    yield { kind: "add", path: [...path, "added"], to: { innerField: [1, true], Other: "x" } };
    for (const [key, item] of Object.entries(value)) yield* below(item, [...path, key]);
  } else for (const other of othersOf(value, path)) yield { kind: "change", path, from: value, to: other };
}

function* belowList(value: Json[], path: PropertyPath): Generator<Omit<Mutation, "resource">> {
  const [first] = value;
  if (first === undefined) yield { kind: "append", path: [...path, 0], to: "first" };
  else if (!hasOutput(first)) {
    yield { kind: "append", path: [...path, value.length], to: isJsonObject(first) ? { ...first, addedField: 7 } : typeof first === "string" ? "la\"st" : first };
    yield { kind: "append", path, from: value, to: [...value, typeof first === "string" ? "behind" : first] };
  }
  for (const [index, item] of value.entries()) yield* below(item, [...path, index]);
}

/** A few of the hostile values for each literal, others for each, so that all of them are tried in each program. */
function othersOf(value: Json, path: PropertyPath): Json[] {
  const turn = JSON.stringify([value, path]).length;
  const someOf = <Value>(all: readonly Value[], count: number): Value[] => Array.from({ length: count }, (_, index) => all[(turn * 3 + index) % all.length]!);
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return someOf(NUMBERS, 2).filter(other => other !== value);
  if (typeof value !== "string") return [];
  const document = documentIn(value);
  if (document !== undefined) return [JSON.stringify(document).replace(/"([^"]+)"(?=[,\]}][^{]*$)/, '"it\'s"'), JSON.stringify({ ...(document as object), addedKey: "x" })];
  return [...someOf(HOSTILE, 3), `${value}!`, value.slice(1)].filter(other => other !== value);
}

function documentIn(text: string): Json | undefined {
  try {
    return /^[[{]/.test(text) ? (JSON.parse(text) as Json) : undefined;
  } catch {
    return undefined;
  }
}

function isOutput(value: Json): boolean {
  return isJsonObject(value) && "$output" in value;
}

function hasOutput(value: Json): boolean {
  return JSON.stringify(value).includes("$output");
}

function mutated(inputs: Json, { path, to }: Mutation): Json {
  const copy = structuredClone(inputs);
  let at = copy as Record<string | number, Json>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, Json>;
  const last = path.at(-1)!;
  if (to !== undefined) at[last] = to;
  else if (Array.isArray(at)) at.splice(last as number, 1);
  else delete at[last];
  return copy;
}
