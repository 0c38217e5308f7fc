import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
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

test("the installed package edits a program, with the grammars it carries", async () => {
  await writeFile(join(user, "edit.mjs"), `
    import { applyEdits, edit } from "trueup/reconcile";
    const text = 'new Bucket("b", { acl: "private" });';
    const pos = { line: 1, column: 1 };
    for (const file of ["index.ts", "index.tsx"]) {
      const answer = await edit({ runtime: "nodejs", pos: { ...pos, file }, type: "aws:s3/bucket:Bucket", name: "b", path: ["acl"], oldValue: "private", newValue: "public" }, name => name === file ? Buffer.from(text) : undefined);
      console.log(applyEdits(text, answer.edits));
    }
  `);
  const { stdout } = await execute("node", ["edit.mjs"], { cwd: user, env });
  expect(stdout).toBe('new Bucket("b", { acl: "public" });\n'.repeat(2));
});

test("a policy pack of the installed package is loaded by `pulumi preview --policy-pack`", async () => {
  const pack = (await npx("policy", "path", "network")).stdout.trim();
  expect(existsSync(join(pack, "PulumiPolicy.yaml"))).toBe(true);
  const project = join(user, "project");
  await mkdir(project);
  await writeFile(join(project, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  await writeFile(join(project, "package.json"), '{ "main": "index.js" }');
  await writeFile(join(project, "index.js"), "");
  await execute("pulumi", ["stack", "init", "dev", "--non-interactive"], { cwd: project, env });
  const { stdout } = await execute("pulumi", ["preview", "--policy-pack", pack, "--non-interactive", "--color", "never"], { cwd: project, env });
  expect(stdout).toMatch(/trueup-network@v\d.* \(local: /);
});

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
