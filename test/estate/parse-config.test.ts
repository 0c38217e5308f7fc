import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseConfig } from "../../estate/parse-config.ts";
import { GuidedError } from "../../model/guided-error.ts";
import { SCHEMA } from "./config-plugins.ts";

const GOLDEN = join(import.meta.dirname, "golden");

/** Every `golden/<what is wrong>.yaml` has a `.txt` beside it: what its author reads. */
const BROKEN = readdirSync(GOLDEN).filter(name => name.endsWith(".yaml"));

test.each(BROKEN)("%s is told mistake by mistake", name => {
  const error = mistakesOf(readFileSync(join(GOLDEN, name), "utf8"));
  expectGolden(name.replace(".yaml", ".txt"), `error ${error.code}: ${error.message}\n→ ${error.hint}\n`);
});

test("no value that stands where a secret belongs is repeated", () => {
  const texts = BROKEN.map(name => mistakesOf(readFileSync(join(GOLDEN, name), "utf8"))).map(error => error.message + error.hint + error.stack);
  expect(BROKEN.some(name => readFileSync(join(GOLDEN, name), "utf8").includes("hunter2"))).toBe(true);
  for (const text of texts) expect(text).not.toContain("hunter2");
});

test("a whole configuration is read, with defaults filled in", () => {
  const config = parse(`
    backends:
      main: { url: "file://./state", secrets: { passphrase: { env: PASS } } }
    identities:
      prod: { cloud: aws, role: "arn:aws:iam::123456789012:role/scan" }
    stacks:
      - { include: ["*/prod"], identities: [prod] }
  `);
  expect(config.stacks[0]).toEqual({ include: ["*/prod"], exclude: [], directions: [], identities: ["prod"], onDrift: "report", priority: 0 });
  expect(config.identities).toEqual({ prod: { cloud: "aws", role: "arn:aws:iam::123456789012:role/scan" } });
  expect(config.limits).toEqual({ parallel: 4, readSeconds: 60, stackSeconds: 900, goneShare: 0.5, coverage: 0, callsPerSecond: {} });
  expect(config.store).toBe("./.trueup");
});

test("a section whose entries are all commented out is like a missing one", () => {
  expect(parse("backends: { a: { url: file://s } }\nidentities:\n  # prod: {}\nstacks: [{ include: ['*/*'] }]\n").identities).toEqual({});
});

test("anchors and merge keys work", () => {
  const config = parse(`
    backends: { a: { url: "file://s" } }
    stacks:
      - &base { include: ["a/*"], owner: net }
      - { <<: *base, include: ["b/*"] }
  `);
  expect(config.stacks[1]).toMatchObject({ include: ["b/*"], owner: "net" });
});

function parse(text: string) {
  return parseConfig(text, SCHEMA, { file: "trueup.yaml" });
}

function mistakesOf(text: string): GuidedError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof GuidedError) return error;
    throw error;
  }
  throw new Error("nothing was found wrong");
}

function expectGolden(name: string, text: string): void {
  const file = join(GOLDEN, name);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
}
