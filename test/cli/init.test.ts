import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { createWire } from "../../cli/wire.ts";
import { parseConfig } from "../../estate/parse-config.ts";
import { configSchema } from "../../model/config.ts";
import { testInFolder } from "../scratch-folder.ts";
import { type CliResult, runCli } from "./run-cli.ts";

const test = testInFolder;

test("an estate of one pattern becomes one rule, with its code, its clouds and its secrets", async ({ dir }) => {
  lay(dir, {
    "home/.pulumi/credentials.json": JSON.stringify({ current: "s3://acme-state", accessTokens: { "s3://acme-state": "canary" } }),
    ".git/config": '[core]\n\tbare = false\n[remote "upstream"]\n\turl = https://github.com/other/fork.git\n[remote "origin"]\n\turl = https://user:canary@github.com/acme/infra.git\n\tfetch = +refs\n',
    "stacks/network/Pulumi.yaml": "name: network\nruntime: nodejs\n",
    "stacks/network/Pulumi.prod.yaml": "encryptionsalt: v1:canary\nconfig:\n  aws:region: eu-central-1\n",
    "stacks/app/Pulumi.yaml": "name: app\nruntime: nodejs\n",
    "stacks/app/package.json": '{ "dependencies": { "@pulumi/kubernetes": "4.0.0", "@pulumi/pulumi": "3.0.0" } }',
    "node_modules/x/Pulumi.yaml": "name: not-ours\n",
  });
  const { exitCode, out, text } = await init(dir);
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: `\
Written: trueup.yaml
  backend: s3://acme-state (from the current \`pulumi login\`)
  projects: app, network
  repository: acme/infra on github.com
→ Fill in \`identities\`, name them in \`stacks\`, then run \`trueup doctor\`.
`,
  });
  expect(read(text)).toMatchObject({
    backends: { main: { url: "s3://acme-state", secrets: { passphrase: { env: "PULUMI_CONFIG_PASSPHRASE" } } } },
    stacks: [{ include: ["*/*"], exclude: [], identities: [], onDrift: "report", source: { forge: "github", repository: "acme/infra", path: "stacks/{project}" } }],
    forges: { github: { kind: "github", token: { env: "GITHUB_TOKEN" } } },
    identities: {},
  });
  expect(text).toMatch(/^# {2}aws:\n# {4}cloud: aws # .*\n# {4}roleArn: "" # the role the scan assumes$/m);
  expect(text).toMatch(/^# {2}kubernetes:$/m);
  expect(text).not.toMatch(/^# {2}gcp:$/m);
  expect(text).not.toContain("not-ours");
});

test("with its identities uncommented the draft is as valid as before", async ({ dir }) => {
  lay(dir, { "a/Pulumi.yaml": "name: a\n", "a/package.json": '{ "dependencies": { "@pulumi/gcp": "9.0.0" } }' });
  const { text } = await init(dir);
  expect(read(text.replaceAll(/^#( {2})/gm, "$1")).identities).toMatchObject({ gcp: { cloud: "gcp", credentials: "impersonation", serviceAccount: "trueup-reader@acme-prod.iam.gserviceaccount.com", project: "acme-prod" } });
});

test("where nothing is found the draft is valid all the same, and says what is a guess", async ({ dir }) => {
  const { exitCode, out, text } = await init(dir);
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: `\
Written: trueup.yaml
  backend: none found; correct backends.main.url
  projects: none found below this folder
  repository: no git remote found
→ Fill in \`identities\`, name them in \`stacks\`, then run \`trueup doctor\`.
`,
  });
  expect(text).toContain('url: "https://api.pulumi.com" # from a guess: no login was found here');
  expect(read(text)).toMatchObject({ stacks: [{ include: ["*/*"] }], forges: {} });
});

test("projects in folders of several patterns get a rule each, and the rest one too", async ({ dir }) => {
  lay(dir, {
    ".git/config": '[remote "origin"]\n\turl = git@github.com:acme/infra.git\n',
    "network/Pulumi.yaml": "name: network\n",
    "data/Pulumi.yaml": "name: data\n",
    "apps/shop/infra/Pulumi.yaml": "name: shop\n",
  });
  expect(read((await init(dir)).text).stacks.map(({ include, source }) => [include, source?.path])).toEqual([
    [["data/*", "network/*"], "{project}"],
    [["shop/*"], "apps/shop/infra"],
    [["*/*"], undefined],
  ]);
});

test("paths count from the repository's root, also from a folder inside it", async ({ dir }) => {
  lay(dir, { ".git/config": '[remote "origin"]\n\turl = ssh://git@github.com:22/acme/infra\n', "infra/Pulumi.yaml": "name: shop\n" });
  const { text } = await init(join(dir, "infra"), { env: { HOME: dir } });
  expect(read(text).stacks[0]?.source).toEqual({ forge: "github", repository: "acme/infra", path: "infra" });
});

test("a worktree belongs to its repository, and an unknown forge is left out", async ({ dir }) => {
  lay(dir, {
    "main/.git/config": '[remote "origin"]\n\turl = https://git.acme.example/team/sub/infra.git\n',
    "main/.git/worktrees/tree/commondir": "../..\n",
    "tree/.git": `gitdir: ${join(dir, "main/.git/worktrees/tree")}\n`,
  });
  const { out, text } = await init(join(dir, "tree"), { env: { HOME: dir } });
  expect(out).toContain("repository: team/sub/infra on git.acme.example");
  expect(read(text)).toMatchObject({ forges: {}, stacks: [{ include: ["*/*"] }] });
});

test.for<[string, NodeJS.ProcessEnv, object]>([
  ["a local folder, relative to the file", { PULUMI_BACKEND_URL: "file://./state/" }, { url: "file://./state" }],
  ["a folder at home", { PULUMI_BACKEND_URL: "file://~/state" }, { url: "file://./home/state" }],
  ["a folder elsewhere", { PULUMI_BACKEND_URL: "file:///var/state" }, { url: "file:///var/state" }],
  ["a passphrase in the environment", { PULUMI_BACKEND_URL: "gs://state", PULUMI_CONFIG_PASSPHRASE: "canary" }, { url: "gs://state", secrets: { passphrase: { env: "PULUMI_CONFIG_PASSPHRASE" } } }],
  ["a passphrase in a file", { PULUMI_BACKEND_URL: "gs://state", PULUMI_CONFIG_PASSPHRASE_FILE: "/run/pass phrase" }, { url: "gs://state", secrets: { passphrase: { file: "/run/pass phrase" } } }],
  ["Pulumi Cloud with a token", { PULUMI_BACKEND_URL: "https://api.pulumi.com/", PULUMI_ACCESS_TOKEN: "canary" }, { url: "https://api.pulumi.com", token: { env: "PULUMI_ACCESS_TOKEN" } }],
  ["a database, without its password", { PULUMI_BACKEND_URL: "postgres://pulumi:canary@db/state" }, { url: "postgres://pulumi@db/state" }],
])("%s is written as it is needed", async ([, env, backend], { dir }) => {
  const { text } = await init(dir, { env });
  expect(read(text).backends).toEqual({ main: backend });
});

test("a backend that a project names for itself is one more", async ({ dir }) => {
  lay(dir, { "a/Pulumi.yaml": "name: a\nbackend:\n  url: file://./own\n" });
  const { text } = await init(dir, { env: { PULUMI_BACKEND_URL: "gs://state" } });
  expect(read(text).backends).toEqual({ main: { url: "gs://state" }, other: { url: "file://./a/own" } });
});

test("a file that is there is left alone, unless --force", async ({ dir }) => {
  lay(dir, { "trueup.yaml": "mine" });
  const refused = await runCli(["init"], { cwd: dir, env: { HOME: dir } });
  expect(refused).toEqual({ exitCode: 3, out: "", err: "error USAGE: trueup.yaml is already there.\n→ Give --force to replace it, or --config FILE to write another one.\n" });
  expect(readFileSync(join(dir, "trueup.yaml"), "utf8")).toBe("mine");
  expect((await runCli(["init", "--force"], { cwd: dir, env: { HOME: dir } })).exitCode).toBe(0);
  expect(readFileSync(join(dir, "trueup.yaml"), "utf8")).toContain("backends:");
});

async function init(cwd: string, options: { env?: NodeJS.ProcessEnv } = {}): Promise<CliResult & { text: string }> {
  const result = await runCli(["init"], { cwd, env: { HOME: join(cwd, "home"), ...options.env } });
  const text = readFileSync(join(cwd, "trueup.yaml"), "utf8");
  expect(text + result.out + result.err).not.toContain("canary");
  return { ...result, text };
}

/** The draft as a configuration, without the sections that are all defaults. */
function read(text: string) {
  const { backends, identities, stacks, forges } = parseConfig(text, configSchema(createWire()), { file: "trueup.yaml" });
  return { backends, identities, stacks, forges };
}

function lay(dir: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
}
