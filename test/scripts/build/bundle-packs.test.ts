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

test("a pack becomes one CommonJS file with its shared code inside and the SDK outside", async () => {
  await write({
    "package.json": '{ "version": "1.2.3" }',
    "policypacks/_kit/greet.ts": 'export const greet = (name: string) => `hello ${name}`;',
    "policypacks/polite/PulumiPolicy.yaml": "runtime: nodejs\n",
    "policypacks/polite/index.ts": 'import { greet } from "../_kit/greet"; import { PolicyPack } from "@pulumi/policy"; new PolicyPack(greet("pack"), { policies: [] });',
    "node_modules/@pulumi/policy/index.js": "exports.PolicyPack = class { constructor(name) { globalThis.packMade = name; } };",
  });
  await bundlePacks(root, target);
  expect(JSON.parse(await readFile(join(target, "policypacks/polite/package.json"), "utf8"))).toMatchObject({ version: "1.2.3", type: "commonjs", main: "index.js" });
  createRequire(import.meta.url)(join(target, "policypacks/polite"));
  expect((globalThis as { packMade?: string }).packMade).toBe("hello pack");
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
