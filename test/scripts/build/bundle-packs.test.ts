import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { bundlePacks } from "../../../scripts/build/bundle-packs.ts";
import { isBuilt, sourcesStamp } from "../../../scripts/build/sources-stamp.ts";

const root = await mkdtemp(join(tmpdir(), "trueup-build-"));
const target = join(root, "out");
afterEach(() => rm(root, { recursive: true, force: true }));

test("a pack becomes one CommonJS file with everything inside, which the engine's launcher finds in the pack itself, and with the licences of what is in it", async () => {
  await write({
    "package.json": '{ "version": "1.2.3" }',
    "policypacks/_kit/greet.ts": 'export const greet = (name: string) => `hello ${name}`;',
    "policypacks/polite/PulumiPolicy.yaml": "runtime: nodejs\n",
    "policypacks/polite/index.ts": 'import { greet } from "../_kit/greet"; import { PolicyPack } from "@pulumi/policy"; new PolicyPack(greet("pack"), { policies: [] });',
    "node_modules/@pulumi/policy/package.json": '{ "name": "@pulumi/policy", "version": "1.0.0", "license": "Apache-2.0", "main": "index.js" }',
    "node_modules/@pulumi/policy/LICENSE": "the words of a licence",
    "node_modules/@pulumi/policy/index.js": "exports.PolicyPack = class { constructor(name) { globalThis.packMade = name; } };",
  });
  await bundlePacks(root, target);
  expect(JSON.parse(await readFile(join(target, "policypacks/polite/package.json"), "utf8"))).toMatchObject({ version: "1.2.3", type: "commonjs", main: "index.js" });
  createRequire(import.meta.url)(join(target, "policypacks/polite"));
  expect((globalThis as { packMade?: string }).packMade).toBe("hello pack");
  expect(createRequire(join(target, "policypacks/polite/index.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack")).toBe(join(target, "policypacks/polite/index.js"));
  expect(await readFile(join(target, "policypacks/polite/THIRD-PARTY.txt"), "utf8")).toContain("@pulumi/policy 1.0.0 (Apache-2.0)\n\nthe words of a licence");
});

test("the stamp of the sources changes with any of them, and tells whether a build is theirs", async () => {
  await write({
    ...Object.fromEntries(["package.json", "package-lock.json", "tsconfig.json", "scripts/build.ts", "scripts/build/step.ts"].map(file => [file, ""])),
    "tsconfig.build.json": '{ "include": ["model"] }',
    "model/one.ts": "export {};",
  });
  const before = await sourcesStamp(root);
  await write({ "out/.made-from": before });
  expect(await isBuilt(target, before)).toBe(true);
  await write({ "model/one.ts": "export const changed = true;" });
  expect(await sourcesStamp(root)).not.toBe(before);
  expect(await isBuilt(target, await sourcesStamp(root))).toBe(false);
  expect(await isBuilt(join(root, "nowhere"), before)).toBe(false);
});

async function write(files: Record<string, string>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}
