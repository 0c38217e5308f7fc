import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect } from "vitest";
import { testInFolder as test } from "../scratch-folder.ts";
import { runCli } from "./run-cli.ts";

const KIT = resolve("policypacks/_kit/index.ts");

describe("policy test", () => {
  test("runs the examples of every rule of a folder, also of those in TypeScript, and ends with 0 where all hold", async ({ dir }) => {
    write(dir, "acme-tags.ts", rule("acme-tags", { good: [bucket("tagged", { Owner: "ops" })], bad: [bucket("bare", {}, ["Owner"])] }));
    write(dir, "acme-more.mjs", rule("acme-more", { good: [bucket("tagged", { Owner: "ops" })], bad: [bucket("bare", {}, [])] }));
    expect(await runCli(["policy", "test", "."], { cwd: dir })).toEqual({
      exitCode: 0,
      err: "",
      out: "acme-more  acme-more.mjs\n  ✓ passes: tagged\n  ✓ refuses: bare\n\nacme-tags  acme-tags.ts\n  ✓ passes: tagged\n  ✓ refuses: bare\n\n2 rules: 4 passed, 0 failed\n",
    });
  });

  test("says which example failed, what was expected and what was found", async ({ dir }) => {
    write(dir, "acme-tags.ts", rule("acme-tags", { good: [bucket("no owner", {})], bad: [bucket("has one", { Owner: "ops" }, ["Owner"]), bucket("other words", {}, ["Owner", "Costs"])] }));
    const { exitCode, out } = await runCli(["policy", "test", "."], { cwd: dir });
    expect(exitCode).toBe(1);
    expect(out).toContain("  ✗ passes: no owner\n      expected  nothing\n      found     violation: It has no tag Owner.\n                → Add the tag Owner.\n");
    expect(out).toContain("  ✗ refuses: has one\n      expected  a violation that says \"Owner\"\n      found     nothing\n");
    expect(out).toContain("  ✗ refuses: other words\n      expected  a violation that says \"Costs\"\n      found     violation: It has no tag Owner.\n");
    expect(out).toMatch(/1 rule: 0 passed, 3 failed\n$/);
  });

  test("a rule that fails, and one without examples, do not pass", async ({ dir }) => {
    write(dir, "acme-broken.ts", rule("acme-broken", { good: [bucket("any", {})], bad: [] }).replace("if (", "throw new TypeError(); if ("));
    const { exitCode, out } = await runCli(["policy", "test", ".", "--format", "json"], { cwd: dir });
    const document = JSON.parse(out);
    expect(exitCode).toBe(1);
    expect(document).toMatchObject({ schema: "trueup/policy-test/v1", counts: { rules: 1, passed: 0, failed: 2 }, policies: [{ id: "acme-broken", file: "acme-broken.ts", problems: ["has no bad example"] }] });
    expect(document.policies[0].examples[0]).toMatchObject({ title: "any", expected: "pass", passed: false, found: [{ result: "undecided", message: expect.stringContaining("the rule itself failed (TypeError") }] });
  });

  test("passes over files that are no rules: what serves the pack, tests, types, helpers", async ({ dir }) => {
    write(dir, "acme-tags.ts", rule("acme-tags", { good: [bucket("tagged", { Owner: "ops" })], bad: [bucket("bare", {}, [])] }));
    write(dir, "index.js", 'throw new Error("the pack is served");');
    write(dir, "acme-tags.test.ts", "export const policy = 1;");
    write(dir, "acme-tags.d.ts", "export declare const policy: unknown;");
    write(dir, "helper.ts", "export const policies = [];");
    expect((await runCli(["policy", "test", "."], { cwd: dir })).exitCode).toBe(0);
  });

  test.each<[string, Record<string, string> | undefined, string]>([
    ["a folder that is not there", undefined, "The folder nowhere cannot be read (ENOENT)."],
    ["a folder without rules", {}, "There is no rule in .: no file of it exports `policy`."],
    ["a file that cannot be loaded", { "acme-a.ts": "export const policy = nothing;" }, "acme-a.ts cannot be loaded: nothing is not defined."],
    ["something else under that name", { "acme-a.ts": "export const policy = { id: 'acme-a' };" }, "The `policy` of acme-a.ts has no title, severity, enforcement, why, fix, types, check, examples."],
    ["an id without a pack", { "acme-a.ts": `import { definePolicy } from ${JSON.stringify(KIT)}; export const policy = definePolicy({ id: "tags" } as never);` }, "acme-a.ts cannot be loaded: \"tags\" does not begin with its pack, as \"network-\"."],
  ])("%s ends with 3 and says so", async (_, files, said) => {
    const dir = mkdtempSync(join(tmpdir(), "trueup-rules-"));
    for (const [file, text] of Object.entries(files ?? {})) write(dir, file, text);
    expect(await runCli(["policy", "test", files ? "." : "nowhere"], { cwd: dir })).toMatchObject({ exitCode: 3, err: expect.stringContaining(said) });
    rmSync(dir, { recursive: true });
  });

  test("own rules judge a state beside those of the packs, and are configured in the same file", async ({ dir }) => {
    write(dir, "acme-tags.ts", rule("acme-tags", { good: [bucket("tagged", { Owner: "ops" })], bad: [bucket("bare", {}, [])] }));
    write(dir, "state.json", JSON.stringify({ version: 3, deployment: { resources: [{ urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::data", type: "aws:s3/bucket:Bucket", inputs: { bucket: "acme-data" } }] } }));
    write(dir, "policy.yaml", "rules: { acme-tags: { level: advisory, options: { tag: Costs } }, other-pack: disabled }\n");
    const check = (...args: string[]) => runCli(["policy", "check", "--state", "state.json", "--pack", "network", "--config", "policy.yaml", "--format", "json", ...args], { cwd: dir });
    const { exitCode, out } = await check("--rules", ".");
    expect(exitCode).toBe(0);
    expect(JSON.parse(out).findings).toMatchObject([{ policy: "acme-tags", pack: "acme", enforcement: "advisory", message: "It has no tag Costs." }]);
    expect(JSON.parse((await check()).out).findings).toEqual([]);
    write(dir, "policy.yaml", "rules: { acme-tags: { options: { tga: Costs } } }\n");
    expect(await check("--rules", ".")).toMatchObject({ exitCode: 3, err: expect.stringContaining("line 1: rules.acme-tags.options.tga is not a key that belongs here; allowed: tag") });
  });
});

function write(dir: string, file: string, text: string): void {
  writeFileSync(join(dir, file), text);
}

/** A rule that asks for a tag of buckets. */
function rule(id: string, examples: { good: object[]; bad: object[] }): string {
  return `
    import { definePolicy, z } from ${JSON.stringify(KIT)};
    export const policy = definePolicy({
      id: "${id}",
      title: "Buckets have an owner",
      severity: "medium",
      enforcement: "mandatory",
      why: "Somebody must answer for them.",
      fix: "Add the tag.",
      types: ["aws:s3/bucket:Bucket"],
      options: z.strictObject({ tag: z._default(z.string(), "Owner") }),
      check({ props }, report, { options: { tag } }) {
        if (props.at("tags", tag).isMissing) report(\`It has no tag \${tag}.\`, { fix: \`Add the tag \${tag}.\` });
      },
      examples: ${JSON.stringify(examples)},
    });
  `;
}

function bucket(title: string, tags: Record<string, string>, says?: string[]) {
  return { title, resources: [{ type: "aws:s3/bucket:Bucket", inputs: { tags } }], ...(says ? { says } : {}) };
}
