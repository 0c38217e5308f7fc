import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../model/json.ts";
import type { PropertyPath } from "../../model/property-path.ts";
import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import { edit } from "../../reconcile/edit/edit.ts";
import { at, evaluate, mutationsOf, PROGRAMS, targetsOf, type Mutation } from "./yaml-mutations.ts";

interface Edited {
  mutation: Mutation;
  before: string;
  edited: string;
}

const results = await mutateAll();

test("hundreds of hostile changes are edits, and few are refused, each for a reason that holds", () => {
  expect(results.edits.length).toBeGreaterThan(1000);
  // A folded block, a block that would end in another way, and a list of which nothing would be left are not edited.
  expect(results.refused.filter(({ code }) => code !== "shape")).toEqual([]);
  expect(results.refused.length).toBeLessThan(results.edits.length / 20);
});

test("the judges find what is wrong", () => {
  const [one] = results.edits;
  const wrong = [{ ...one!, edited: one!.before }, { ...one!, edited: one!.edited.replace("name: ", "name: not-") }];
  expect(wrong.map(judge)).toEqual([expect.stringContaining("gives"), "something else has changed"]);
  expect(python(wrong) ?? wrong.map(judge)).toEqual([expect.stringContaining("gives"), "something else has changed"]);
});

test("js-yaml reads the new value and nothing else has changed", () => {
  expect(results.edits.flatMap(one => complain(judge(one), one))).toEqual([]);
}, 60_000);

test("PyYAML, where it is there, reads the same", () => {
  const complaints = python(results.edits);
  expect(results.edits.flatMap((one, index) => complain(complaints?.[index] ?? "", one))).toEqual([]);
}, 150_000);

test("comments stay where nothing is removed", () => {
  const comments = (text: string): string[] => text.match(/(^|\s)# .*$/gm) ?? [];
  for (const { mutation: { request }, before, edited } of results.edits) {
    if (request.newValue === undefined || typeof request.newValue === "object" || typeof request.newValue === "string") continue;
    expect(comments(edited)).toEqual(comments(before));
  }
});

test("a literal that becomes configuration gives the new value with the stack's file, and the old one without", async () => {
  const single = PROGRAMS.flatMap(targetsOf).flatMap(mutationsOf).filter(({ target: { value }, after }) => [value, after].every(one => one !== null && typeof one !== "object") && typeof value === typeof after);
  const complaints: string[] = [];
  let configured = 0;
  for (const { target, request, after } of single) {
    const files: Record<string, string> = { "Pulumi.yaml": target.program, "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n" };
    const answer = await edit({ runtime: "yaml", project: "x", stack: "dev", name: target.name, type: target.type, ...request, perStack: true }, file => (files[file] === undefined ? undefined : new TextEncoder().encode(files[file])));
    if ("refusal" in answer) continue;
    const edited = Object.fromEntries(Object.entries(files).map(([file, text]) => [file, applyEdits(text, answer.edits.filter(one => one.file === file))]));
    const given = ["Pulumi.yaml", "Pulumi.dev.yaml"].map(last => evaluateWith(edited["Pulumi.yaml"]!, last === "Pulumi.yaml" ? "config: {}" : edited[last]!, target.written));
    if (!jsonEqual(given, [target.value, after])) complaints.push(`${target.name} ${JSON.stringify(request)}: ${JSON.stringify(given)}`);
    configured++;
  }
  expect(complaints).toEqual([]);
  expect(configured).toBeGreaterThan(100);
});

/** What a program gives at a place with the configuration of a stack, as the language host reads it: numbers and booleans are told from texts by how they look. */
function evaluateWith(program: string, stackFile: string, written: PropertyPath): Json {
  const document = load(program) as { name: string; config?: Record<string, { default?: Json }>; variables?: JsonObject };
  const own = (load(stackFile) as { config: JsonObject }).config;
  const told = Object.entries(document.config ?? {}).map(([key, { default: fallback }]) => [key, own[`${document.name}:${key}`] ?? fallback ?? null] as const);
  const typed = told.map(([key, value]) => [key, /^(true|false|0|-?[1-9]\d*)$/.test(String(value)) ? (JSON.parse(String(value)) as Json) : typeof value === "string" ? value.replaceAll("$", "$$$$") : value]);
  return evaluate(at(document as unknown as Json, written)!, { ...document.variables, ...(Object.fromEntries(typed) as JsonObject) });
}

/** What PyYAML has to complain of, in one process; `undefined` where it is not installed. */
function python(edits: readonly Edited[]): string[] | undefined {
  const input = JSON.stringify(edits.map(({ mutation, before, edited }) => ({ before, after: edited, path: mutation.target.written, value: mutation.after })));
  const told = spawnSync("python3", [join(import.meta.dirname, "yaml-judge.py")], { input, encoding: "utf8", maxBuffer: 1 << 28, timeout: 120_000 });
  if (told.error || /No module named 'yaml'/.test(told.stderr)) return undefined;
  expect(told.stderr).toBe("");
  return JSON.parse(told.stdout) as string[];
}

async function mutateAll(): Promise<{ edits: Edited[]; refused: { code: string; mutation: Mutation }[] }> {
  const edits: Edited[] = [];
  const refused: { code: string; mutation: Mutation }[] = [];
  for (const [index, mutation] of PROGRAMS.flatMap(targetsOf).flatMap(mutationsOf).entries()) {
    const before = index % 5 === 4 ? mutation.target.program.replaceAll("\n", "\r\n") : mutation.target.program;
    const answer = await edit({ runtime: "yaml", stack: "dev", name: mutation.target.name, type: mutation.target.type, ...mutation.request }, file => (file === "Pulumi.yaml" ? new TextEncoder().encode(before) : undefined));
    if ("refusal" in answer) refused.push({ code: answer.refusal.code, mutation });
    else edits.push({ mutation, before, edited: applyEdits(before, answer.edits) });
  }
  return { edits, refused };
}

function judge({ mutation: { target, after }, before, edited }: Edited): string {
  const [old, now] = [load(before), load(edited)] as [Json, Json & { variables?: JsonObject }];
  const given = evaluate(at(now, target.written)!, now.variables ?? {});
  if (!jsonEqual(given, after)) return `gives ${JSON.stringify(given)}`;
  return jsonEqual(without(old, target.written), without(now, target.written)) ? "" : "something else has changed";
}

function complain(complaint: string, { mutation: { target, request }, edited }: Edited): string[] {
  return complaint === "" ? [] : [`${target.name} ${JSON.stringify(request)}: ${complaint}\n${edited.slice(0, 3000)}`];
}

function without(value: Json, [key, ...rest]: PropertyPath): Json {
  if (key === undefined) return null;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? without(item, rest) : item));
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === key ? without(item, rest) : item])) : value;
}

