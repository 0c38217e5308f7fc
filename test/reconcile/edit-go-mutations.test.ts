import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isJsonObject, type Json } from "../../model/json.ts";
import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import { edit } from "../../reconcile/edit/edit.ts";
import { mutationsOf, type Mutation } from "./go-mutations.ts";
import { hasGo, startGoOracle, type Inspected } from "./go-oracle.ts";

const PROGRAMS = ["web", "orders", "data"].map(name => ({ name, text: readFileSync(join(import.meta.dirname, "fixtures", "go", name, "main.go"), "utf8") }));

describe.skipIf(!hasGo())("with Go installed, which judges", async () => {
  const oracle = hasGo() ? await startGoOracle() : undefined;
  afterAll(() => oracle?.stop());

  test("every mutation of every program is edited to exactly what was asked, or refused; what gofmt had made stays as gofmt makes it", async () => {
    const refusals = new Map<string, string[]>();
    const edits: Record<Mutation["kind"], number> = { change: 0, add: 0, delete: 0, append: 0, reorder: 0 };
    for (const { name, text } of PROGRAMS) {
      const before = await oracle!.inspect(text);
      expect(before).toMatchObject({ formatted: true, problems: [] });
      for (const { resource, mutation, told } of attempts(before)) {
        const answer = await ask(text, resource, mutation);
        if (typeof answer !== "string") refusals.set(answer.code, [...(refusals.get(answer.code) ?? []), `${name} ${told}: ${answer.message}`]);
        else {
          judge({ before, after: await oracle!.inspect(answer), resource, mutation }, `${name} ${told}\n${answer}`);
          edits[mutation.kind]++;
        }
      }
    }
    console.log(edits, Object.fromEntries([...refusals].map(([code, those]) => [code, those.length])));
    if (process.env["SHOW_REFUSALS"]) console.log(JSON.stringify(Object.fromEntries(refusals), undefined, 1));
    expect(Object.values(edits).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500);
    expect(Math.min(...Object.values(edits))).toBeGreaterThan(2);
  }, 120_000);
});

type Resource = Inspected["resources"][number];

function* attempts({ resources }: Inspected): Generator<{ resource: Resource; mutation: Mutation; told: string }> {
  for (const resource of resources.filter(({ name, args }) => name !== "" && args !== null)) {
    for (const mutation of mutationsOf(resource.args)) yield { resource, mutation, told: `${resource.name} ${mutation.kind} ${mutation.path.join(".")} ${JSON.stringify(mutation.newValue)?.slice(0, 60)}` };
  }
}

async function ask(text: string, { line, callee, name }: Resource, { path, oldValue, newValue }: Mutation): Promise<string | { code: string; message: string }> {
  const request = { runtime: "go", project: "p", stack: "dev", pos: { file: "main.go", line }, type: `a:b:${callee.slice("New".length)}`, name, path, ...(oldValue !== undefined && { oldValue }), ...(newValue !== undefined && { newValue }) };
  const answer = await edit(request, file => (file === "main.go" ? new TextEncoder().encode(text) : undefined));
  return "refusal" in answer ? answer.refusal : applyEdits(text, answer.edits);
}

function judge({ before, after, resource, mutation }: { before: Inspected; after: Inspected; resource: Resource; mutation: Mutation }, told: string): void {
  expect(after.error, told).toBeUndefined();
  expect(after.problems, told).toEqual([]);
  const shown = (args: Json): Json => (mutation.kind === "reorder" ? asSets(args) : args);
  expect(after.resources.map(({ args }) => shown(args)), told).toEqual(before.resources.map(one => shown(one === resource ? mutation.expected : one.args)));
  const { removed, added } = difference(before.tokens, after.tokens);
  if (mutation.kind === "change") expect([removed.length, added.length].every(count => count <= 2), told).toBe(true);
  if (mutation.kind === "add" || mutation.kind === "append") expect(removed.length, told).toBeLessThanOrEqual(1);
  if (mutation.kind === "delete") expect(added.length, told).toBeLessThanOrEqual(1);
  expect(after.formatted, told).toBe(true);
}

/** Of a set that came back in another order, the elements count. */
function asSets(value: Json): Json {
  if (Array.isArray(value)) return value.map(asSets).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asSets(item)])) : value;
}

/** What lies between the tokens that both begin and end with. */
function difference(before: string[], after: string[]): { removed: string[]; added: string[] } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { removed: before.slice(head, before.length - tail), added: after.slice(head, after.length - tail) };
}
