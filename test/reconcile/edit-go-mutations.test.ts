import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Json } from "../../model/json.ts";
import { isJsonObject } from "../../model/json.ts";
import { hasGo, startGoOracle, type GoOracle, type Inspected } from "./go-oracle.ts";
import { tryMutations, Unread, type Tally, type Told, type ToldProgram } from "./mutations.ts";

const HERE = import.meta.dirname;
const PROGRAMS = [...["web", "orders", "data", "network"].map(name => join(HERE, "fixtures", "go", name, "main.go")), join(HERE, "..", "e2e", "fixtures", "reconcile-go", "shop", "main.go")];

/** Reasons for which a plain value may not be edited: it looks like a credential, its constant has other uses, or Go would not compile what would be written. */
const EXPECTED_REFUSALS = ["secret", "type", "shared", "needs-schema", "order", "comment"];

describe.skipIf(!hasGo())("where Go is installed, whose own parser, formatter and type checker judge", async () => {
  const oracle = hasGo() ? await startGoOracle() : undefined;
  afterAll(() => oracle?.stop());

  test("every mutation of every program is edited to exactly what was asked, and what gofmt had made stays as gofmt makes it", async () => {
    const tallies: Tally[] = [];
    for (const file of PROGRAMS) {
      const read = (texts: readonly string[]): Promise<ToldProgram[]> => readAll(oracle!, texts);
      tallies.push(await tryMutations({ runtime: "go", file: "main.go", files: { "main.go": readFileSync(file, "utf8") }, read }));
    }
    expect(tallies.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(tallies.reduce((sum, { edits }) => sum + edits, 0)).toBeGreaterThan(500);
    const codes = new Set(tallies.flatMap(({ refusals }) => [...refusals.keys()]));
    expect([...codes].filter(code => !EXPECTED_REFUSALS.includes(code))).toEqual([]);
  }, 120_000);
});

async function readAll(oracle: GoOracle, texts: readonly string[]): Promise<ToldProgram[]> {
  const programs: ToldProgram[] = [];
  for (const text of texts) programs.push(told(await oracle.inspect(text.replaceAll("\r\n", "\n"))));
  return programs;
}

/** @throws {Error} of a program that does not parse or compile, or that gofmt would change */
function told({ error, problems, formatted, resources, tokens, comments }: Inspected): ToldProgram {
  if (error !== undefined || problems.length > 0) throw new Error([error, ...problems].join("; "));
  if (!formatted) throw new Error("gofmt would change it");
  const made = resources.filter(({ name, args }) => name !== "" && isJsonObject(args) && !("$code" in args));
  return { comments, rest: tokens.join(" "), resources: made.map(({ line, callee, name, args }) => ({ request: { type: `a:b:${callee.slice("New".length)}`, name, pos: { file: "main.go", line } }, inputs: asProvider(args) })) };
}

/** `.CidrBlocks` is `cidrBlocks` for the provider; keys of maps are as they are. */
function asProvider(value: Json): Told {
  if (Array.isArray(value)) return value.map(asProvider);
  if (!isJsonObject(value)) return value;
  if (typeof value["$code"] === "string") return new Unread(value["$code"]);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.startsWith(".") ? key.charAt(1).toLowerCase() + key.slice(2) : key, asProvider(item)]));
}
