import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { engineDir, repositoryRoot } from "../../scripts/engine/paths.ts";

const execute = promisify(execFile);
// npm itself would try an unreachable registry for longer than anybody waits for a test.
const INSTALL_MS = 240_000;
const folder = await mkdtemp(join(tmpdir(), "trueup-package-"));
const user = join(folder, "user");
afterAll(() => rm(folder, { recursive: true, force: true }));

const env = {
  ...process.env,
  PATH: `${dirname(process.execPath)}:${engineDir()}:/usr/local/bin:/usr/bin:/bin`,
  PULUMI_HOME: join(folder, "pulumi"),
  PULUMI_BACKEND_URL: `file://${folder}`,
  PULUMI_CONFIG_PASSPHRASE: "only for this test",
  PULUMI_SKIP_UPDATE_CHECK: "true",
};
await installPackedProduct();

test("the installed package has a command that explains itself", async () => {
  const { stdout } = await npx("--help");
  expect(stdout).toMatch(/^Usage: trueup /);
  expect((await npx("--version")).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
});

test("the installed package carries neither a Node nor the tests nor their cloud", async () => {
  const installed = await readdir(join(user, "node_modules"), { recursive: true });
  expect(installed.filter(name => /(^|\/)node-(linux|win)-/.test(name))).toEqual([]);
  const own = installed.filter(name => name.startsWith("trueup/"));
  expect(own.filter(name => /^trueup\/(test|scripts|examples|bench)\//.test(name))).toEqual([]);
  expect(own.filter(name => /pulumi-resource-|moto/.test(name))).toEqual([]);
  expect(own).toContain("trueup/dist/cli/main.js");
});

test("the installed package edits programs, with the grammars it carries", async () => {
  await writeFile(join(user, "edit.mjs"), `
    import { applyEdits, edit } from "trueup/reconcile";
    const typescript = 'new Bucket("b", { acl: "private" });';
    const programs = [
      ["nodejs", "index.ts", typescript],
      ["nodejs", "index.tsx", typescript],
      ["python", "__main__.py", 'Bucket("b", acl="private")'],
      ["go", "main.go", 'package main\\n\\nimport "github.com/pulumi/pulumi/sdk/v3/go/pulumi"\\n\\nfunc main() {\\n\\ts3.NewBucket(ctx, "b", &s3.BucketArgs{Acl: pulumi.String("private")})\\n}\\n'],
    ];
    for (const [runtime, file, text] of programs) {
      const pos = { file, line: text.split("\\n").findIndex(line => line.includes("Bucket")) + 1 };
      const answer = await edit({ runtime, pos, type: "aws:s3/bucket:Bucket", name: "b", path: ["acl"], oldValue: "private", newValue: "public" }, name => name === file ? Buffer.from(text) : undefined);
      console.log(applyEdits(text, answer.edits).split("\\n").find(line => line.includes("Bucket")).trim());
    }
  `);
  const { stdout } = await execute("node", ["edit.mjs"], { cwd: user, env });
  expect(stdout.trim().split("\n")).toEqual(['new Bucket("b", { acl: "public" });', 'new Bucket("b", { acl: "public" });', 'Bucket("b", acl="public")', 's3.NewBucket(ctx, "b", &s3.BucketArgs{Acl: pulumi.String("public")})']);
});

test("a policy pack of the installed package is loaded by `pulumi preview --policy-pack`", async () => {
  const pack = (await npx("policy", "path", "network")).stdout.trim();
  expect(existsSync(join(pack, "PulumiPolicy.yaml"))).toBe(true);
  const project = await emptyProject("empty");
  const { stdout } = await execute("pulumi", ["preview", "--policy-pack", pack, "--non-interactive", "--color", "never"], { cwd: project, env });
  expect(stdout).toMatch(/trueup-network@v\d.* \(local: /);
});

test("a checkout needs no registry: what npm runs when it installs from git makes packs that the engine loads", async () => {
  // Beside the packages, so that they need not be fetched a second time; git gives what is committed, as it would to anybody.
  const checkout = join(repositoryRoot, ".tools", `checkout-${process.pid}`);
  try {
    await mkdir(join(repositoryRoot, ".tools"), { recursive: true });
    await execute("git", ["clone", "--quiet", "--depth", "1", `file://${repositoryRoot}`, checkout], { env });
    await symlink(join(repositoryRoot, "node_modules"), join(checkout, "node_modules"));
    await execute("npm", ["run", "prepare"], { cwd: checkout, env });
    const { stdout } = await execute("pulumi", ["preview", "--policy-pack", join(checkout, "dist", "policypacks", "all"), "--non-interactive", "--color", "never"], { cwd: await emptyProject("from-checkout"), env });
    expect(stdout).toMatch(/trueup-all@v\d.* \(local: /);
  } finally {
    await rm(checkout, { recursive: true, force: true });
  }
});

describe("the pack of docs/writing-policies.md", () => {
  const pack = join(user, "acme-policies");

  test("is tested by its examples, as the page shows", async () => {
    await writePackOf(await readFile(join(repositoryRoot, "docs", "writing-policies.md"), "utf8"), pack);
    const { stdout } = await npx("policy", "test", "acme-policies");
    const page = await readFile(join(repositoryRoot, "docs", "writing-policies.md"), "utf8");
    expect(page).toContain(stdout);
    expect(stdout).toMatch(/5 passed, 0 failed\n$/);
  });

  test("judges a state beside the rules of Trueup", async () => {
    const urn = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs";
    await writeFile(join(user, "state.json"), JSON.stringify({ version: 3, deployment: { resources: [{ urn, type: "aws:s3/bucket:Bucket", inputs: { bucket: "Logs" } }] } }));
    const { stdout } = await npx("policy", "check", "--state", "state.json", "--pack", "naming", "--rules", "acme-policies", "--format", "json").catch((error: { stdout: string }) => error);
    expect((JSON.parse(stdout) as { findings: { policy: string }[] }).findings.map(({ policy }) => policy)).toEqual(expect.arrayContaining(["acme-bucket-owner", "naming-legal"]));
  });

  test("is loaded by the engine, under its own name", async () => {
    const project = await emptyProject("own-pack");
    const { stdout } = await execute("pulumi", ["preview", "--policy-pack", pack, "--non-interactive", "--color", "never"], { cwd: project, env });
    expect(stdout).toMatch(/acme@v1\.0\.0 \(local: /);
  });

  test("may be written in TypeScript: tested as it stands, checked by the types of the package, and compiled for the engine", async () => {
    const typed = join(user, "typed-policies");
    await cp(pack, typed, { recursive: true });
    const rule = await readFile(join(typed, "acme-bucket-owner.js"), "utf8");
    await rm(join(typed, "acme-bucket-owner.js"));
    await writeFile(join(typed, "acme-bucket-owner.ts"), rule.replace("const { definePolicy, z } = require(\"trueup/policy\");", 'import { definePolicy, z } from "trueup/policy";').replace("exports.policy =", "export const policy =").replace("owner.text())", "owner.text()!)"));
    expect((await npx("policy", "test", "typed-policies")).stdout).toMatch(/acme-bucket-owner\.ts\n[^]*5 passed, 0 failed\n$/);
    const compiler = join(repositoryRoot, "node_modules", "typescript", "bin", "tsc");
    const { stdout: mistakes } = await execute("node", [compiler, "--strict", "--module", "nodenext", "--target", "es2023", "--skipLibCheck", "typed-policies/acme-bucket-owner.ts"], { cwd: user, env }).catch((error: { stdout: string }) => error);
    expect(mistakes).toBe("");
    const { stdout } = await execute("pulumi", ["preview", "--policy-pack", typed, "--non-interactive", "--color", "never"], { cwd: await emptyProject("typed-pack"), env });
    expect(stdout).toMatch(/acme@v1\.0\.0 \(local: /);
  });
});

/** Writes the files that a page shows: each a block after its name. */
async function writePackOf(page: string, to: string): Promise<void> {
  await mkdir(to);
  const files = [...page.matchAll(/^`([\w./-]+)`[^\n]*:\n\n```\w+\n([^]*?)```/gm)];
  expect(files.map(([, name]) => name).sort()).toEqual(["PulumiPolicy.yaml", "acme-bucket-owner.js", "index.js", "package.json"]);
  for (const [, name, text] of files) await writeFile(join(to, name!), text!);
}

/** A Pulumi project with a stack and an empty program. */
async function emptyProject(name: string): Promise<string> {
  const project = join(user, name);
  await mkdir(project);
  await writeFile(join(project, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
  await writeFile(join(project, "package.json"), '{ "main": "index.js" }');
  await writeFile(join(project, "index.js"), "");
  await execute("pulumi", ["stack", "init", "dev", "--non-interactive"], { cwd: project, env });
  return project;
}

/** What a user does: packs nothing, has a tarball, installs it into an empty folder. */
async function installPackedProduct(): Promise<void> {
  const { stdout } = await execute("npm", ["pack", "--pack-destination", folder], { cwd: repositoryRoot, env });
  const tarball = stdout.trim().split("\n").at(-1) ?? "";
  await mkdir(user);
  await writeFile(join(user, "package.json"), '{ "private": true }');
  await execute("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", join(folder, tarball)], { cwd: user, env, timeout: INSTALL_MS });
}

function npx(...args: string[]): Promise<{ stdout: string }> {
  return execute("npx", ["--no-install", "trueup", ...args], { cwd: user, env });
}
