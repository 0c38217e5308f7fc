import { expect, test } from "vitest";
import { formatPath } from "../../model/property-path.ts";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { editTogether } from "../../reconcile/edit/edit-together.ts";
import { mutated, mutationsOf, toldEqual, type Mutation } from "./mutations.ts";
import { runProgram, type MadeResource } from "./run-program.ts";
import { programFiles } from "./typescript-programs.ts";

const FILES = programFiles("shop");
const before = runProgram(FILES);

/** One mutation of one resource, by its place among those that the program makes. */
interface Asked {
  index: number;
  mutation: Mutation;
  perStack?: boolean;
}

/** What the engine tells of a resource, as the product asks it. */
function requestOf({ index, mutation: { path, oldValue, newValue }, perStack }: Asked): EditRequest {
  const { className, name, places } = before[index]!;
  const [pos, ...frames] = places;
  const instances = before.filter(other => JSON.stringify(other.places[0]) === JSON.stringify(pos)).length;
  return { runtime: "nodejs", project: "shop", stack: "dev", type: `aws:x/y:${className}`, name, path, ...(oldValue !== undefined && { oldValue }), ...(newValue !== undefined && { newValue }), pos: pos!, frames, instances, ...(perStack && { perStack }) };
}

const readFile = (file: string): Uint8Array | undefined => (FILES[file] === undefined ? undefined : new TextEncoder().encode(FILES[file]));

/** Asks all at once, runs what the program has become, and tells what of it was not asked for. `kinds` counts what was edited and refused. */
async function tryTogether(asked: readonly Asked[], kinds: Map<string, number>): Promise<string | undefined> {
  const { answers, files } = await editTogether(asked.map(requestOf), readFile);
  for (const answer of answers) for (const kind of "refusal" in answer ? [`refused ${answer.refusal.code}`] : answer.edits.map(({ how }) => how.split(" ")[0]!)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const made = asked.filter((_, place) => "edits" in answers[place]!);
  const wrong = made.length > 0 ? wrongWith(runProgram({ ...FILES, ...Object.fromEntries(files) }), made) : undefined;
  return wrong && `${made.map(({ index, mutation }) => `${before[index]!.name} ${mutation.kind} ${formatPath(mutation.path)} ${JSON.stringify(mutation.oldValue)} → ${JSON.stringify(mutation.newValue)}`).join(", ")}: ${wrong}`;
}

function wrongWith(after: readonly MadeResource[], made: readonly Asked[]): string | undefined {
  if (after.length !== before.length) return `it makes ${after.length} resources`;
  const off = before.findIndex((was, place) => {
    const wanted = made.filter(({ index }) => index === place).reduce((inputs, { mutation }) => mutated(inputs, mutation), was.inputs as Parameters<typeof mutated>[0]);
    return after[place]!.name !== was.name || !toldEqual(after[place]!.inputs, wanted);
  });
  return off < 0 ? undefined : `${before[off]!.name} got ${JSON.stringify(after[off]!.inputs)}`;
}

const mutations = before.map(({ inputs }, index) => mutationsOf(inputs, index));

test("the program makes what it is written to make", () => {
  expect(before.map(({ name }) => name)).toEqual(["vpc", "subnet", "group", "eip-a", "eip-b", "server", "policy", "docs-logs", "docs-data", "jobs", "own", "alerts-1", "alerts-2", "plain", "bare", "shadowed"]);
  expect(before.find(({ name }) => name === "docs-logs")!.places.map(({ file }) => file)).toEqual(["lib.ts", "index.ts"]);
});

test("a program that was edited makes what was asked for, and everything else as before, when it runs", async () => {
  const kinds = new Map<string, number>();
  const wrong: (string | undefined)[] = [];
  for (const [index, ofResource] of mutations.entries()) for (const mutation of ofResource) wrong.push(await tryTogether([{ index, mutation }], kinds));
  expect(wrong.filter(one => one !== undefined)).toEqual([]);
  expect([...kinds.keys()]).toEqual(expect.arrayContaining(["added", "removed", "literal", "constant", "argument", "use", "enum", "first", "config"]));
  expect([...kinds].filter(([kind]) => !kind.startsWith("refused")).reduce((sum, [, count]) => sum + count, 0), JSON.stringify([...kinds])).toBeGreaterThan(250);
}, 300_000);

test("edits that are asked for together all come true together, and nothing else", async () => {
  const kinds = new Map<string, number>();
  const wrong: (string | undefined)[] = [];
  const longest = Math.max(...mutations.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn++) {
    const asked = mutations.flatMap((ofResource, index) => (ofResource.length === 0 ? [] : [{ index, mutation: ofResource[(turn * 7) % ofResource.length]! }]));
    wrong.push(await tryTogether(asked, kinds));
  }
  expect(wrong.filter(one => one !== undefined)).toEqual([]);
}, 300_000);

test("a literal that becomes configuration gives the new value with the stack's file, and the old one without", async () => {
  const kinds = new Map<string, number>();
  const wrong: (string | undefined)[] = [];
  for (const asked of mutations.flatMap((ofResource, index) => ofResource.map(mutation => ({ index, mutation, perStack: true })))) {
    wrong.push(await tryTogether([asked], kinds));
    const { answers, files } = await editTogether([requestOf(asked)], readFile);
    const ofOthers = { ...FILES, ...Object.fromEntries(files), "Pulumi.dev.yaml": FILES["Pulumi.dev.yaml"]! };
    if ("edits" in answers[0]! && !answers[0].edits.every(({ file }) => file === "Pulumi.dev.yaml")) wrong.push(wrongWith(runProgram(ofOthers), []));
  }
  expect(wrong.filter(one => one !== undefined)).toEqual([]);
  expect(kinds.get("literal,") ?? 0, JSON.stringify([...kinds])).toBeGreaterThan(20);
}, 300_000);
