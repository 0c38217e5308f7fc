import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseStackExport } from "../../estate/parse-stack-export.ts";
import { restoreReport, type RestoreReport } from "../../model/restore-report.ts";
import type { StackRef } from "../../model/stack.ts";
import { ownCredentials } from "../../cli/restore/own-credentials.ts";
import { pulumiEngine, type PulumiEngine } from "../../providers/engines/pulumi/pulumi-engine.ts";
import { makeOrder, withId } from "../../reconcile/restore/make-order.ts";
import { orderPath, type Order } from "../../reconcile/restore/order.ts";
import { orderText } from "../../reconcile/restore/order-text.ts";
import { permitWrites } from "../../reconcile/restore/permit-writes.ts";
import { writeMark } from "../../reconcile/pull-request/mark.ts";
import { repositoryRoot } from "../../scripts/engine/paths.ts";
import { runCli } from "../cli/run-cli.ts";
import { startForge, type RunningForge } from "../forge/start-forge.ts";
import { engineEnvironment } from "../support/engine.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const execute = promisify(execFile);
const CANARY = "canary-b7e01d94";
const NOW = new Date("2026-01-02T03:04:05.678Z");
const KEY = "0123456789abcdef0123456789abcdef";
const REF: StackRef = { project: "shop", stack: "prod", backend: "main" };

const cwd = mkdtempSync(join(tmpdir(), "trueup-restore-"));
const repository = join(cwd, "repository");
const dir = join(repository, "shop");
const cloud: TestCloud = await startTestCloud();
const forge: RunningForge = await startForge();
const backendUrl = `file://${join(cwd, "state")}`;
// A plugin that takes no marks: what it answers of an update has to be marked again, or the state would hold secrets in plain text.
const env = engineEnvironment({ home: cwd, backendUrl, env: { ...cloud.env, TEST_CLOUD_SECRETS: "refuse" } });
const engine: PulumiEngine = pulumiEngine({
  backends: { main: { url: backendUrl } },
  limits: { parallel: 1, readSeconds: 20, stackSeconds: 60, goneShare: 0.5, coverage: 0, callsPerSecond: {} },
  baseDir: cwd,
  env,
  secret: () => "",
  fingerprintKey: new Uint8Array(32),
  parseExport: parseStackExport,
  knownPackages: ["gcp"],
});

beforeAll(async () => {
  mkdirSync(join(cwd, "state"));
  mkdirSync(dir, { recursive: true });
  symlinkSync(join(repositoryRoot, "node_modules"), join(cwd, "node_modules"));
  writeFileSync(join(dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  writeFileSync(join(dir, "package.json"), '{ "name": "shop", "main": "index.js" }\n');
  writeFileSync(join(dir, "index.js"), PROGRAM);
  await pulumi("stack", "init", "prod");
  await pulumi("config", "set", "--secret", "token", CANARY, "--stack", "prod");
  await pulumi("up", "--yes", "--skip-preview", "--stack", "prod");
  writeFileSync(join(cwd, "trueup.yaml"), configuration());
  await forge.bare.seed(repository);
});

afterAll(async () => {
  await engine.close();
  await forge.stop();
  await cloud.stop();
  rmSync(cwd, { recursive: true, force: true });
});

test("a merged order puts the cloud right with one update, says so on its pull request, and does nothing the second time", async () => {
  change("archive", "labels", { team: "sre" });
  const order = await orderFor("archive");
  await openPullRequest(order);
  const before = cloud.files.calls().length;
  expect(await restore(order)).toMatchObject({ exitCode: 0, report: { outcome: "done", stack: "shop/prod", written: [{ urn: urnOf("archive"), operation: "update" }], because: [], pullRequest: { number: 1 } } });
  expect(writes(before)).toEqual(["update archive"]);
  expect(cloud.files.find({ name: "archive" })[0]!.properties["labels"]).toMatchObject({ team: "data" });
  expect(await restore(order)).toMatchObject({ exitCode: 0, report: { outcome: "already", written: [] } });
  expect(writes(before)).toEqual(["update archive"]);
  const comments = await told();
  expect(comments.map(({ body }) => body.split("\n")[0])).toEqual([`The order \`${order.id}\` was carried out, and nothing of it is left to do.`, `The order \`${order.id}\` had nothing to do: the cloud is as the code says.`]);
});

test("a plan that is another one than the reviewed is refused by name, and stopped at the gateway where the world moves between plan and update", async () => {
  change("archive", "labels", { team: "sre" });
  const order = await orderFor("archive");
  change("archive", "labels", { team: "ops" });
  change("archive", "storageClass", "COLDLINE");
  const before = cloud.files.calls().length;
  const { exitCode, report } = await restore(order);
  expect({ exitCode, report }).toMatchObject({ exitCode: 1, report: { outcome: "refused", written: [], because: [`storageClass of ${urnOf("archive")}: it would change too, which was not reviewed`, `labels.team of ${urnOf("archive")}: the cloud has another value than was reviewed`] } });
  expect(JSON.stringify(report)).not.toMatch(/\b(sre|ops|data|COLDLINE)\b/);
  const { written, refused, failure } = await engine.updater.update({ ref: REF, dir, targets: [urnOf("archive"), urnOf("guarded")], identityFor: ownCredentials, permit: permitWrites(order), deadlineMs: 60_000, message: "a test" });
  expect({ written, refused }).toEqual({ written: [], refused: [{ urn: urnOf("archive"), operation: "update", because: "storageClass: it would change too, which was not reviewed." }] });
  expect(failure?.message).toContain("was refused");
  expect(writes(before)).toEqual([]);
});

test("a replacement and a protected resource need the reviewer's word", async () => {
  change("archive", "labels", { team: "data" });
  change("archive", "storageClass", "STANDARD");
  change("archive", "location", "US");
  change("guarded", "labels", { team: "sre" });
  const order = await orderFor("archive", "guarded");
  expect(order.plan).toMatchObject([{ op: "replace", replaces: ["location"], varies: ["name"] }, { op: "update" }]);
  const { exitCode, report } = await restore(order);
  expect({ exitCode, report }).toMatchObject({ exitCode: 1, report: { outcome: "refused", because: [`${urnOf("archive")} would be replaced, and \`allow.replace\` does not name it`, `${urnOf("guarded")} is protected, and \`allow.protected\` does not name it`], written: [] } });
  const allowed = { ...order, allow: { replace: [urnOf("archive")], delete: [], protected: [urnOf("guarded")] } };
  expect(await restore(allowed, "--dry-run")).toMatchObject({ exitCode: 0, report: { outcome: "would", because: [] } });
  change("guarded", "labels", { team: "data" });
});

test("a bucket that is gone from the cloud is made anew; its name may be another one, and all else is what was reviewed", async () => {
  cloud.files.remove(cloud.files.find({ name: "archive" })[0]!);
  const order = await orderFor("archive");
  expect(order.plan).toMatchObject([{ op: "create", varies: ["name"], makes: { location: expect.stringMatching(/^[0-9a-f]{16}$/) as string, name: "varies" } }]);
  const before = cloud.files.calls().length;
  expect(await restore(order)).toMatchObject({ exitCode: 0, report: { outcome: "done", written: [{ operation: "create" }] } });
  expect(writes(before)).toEqual(["create archive"]);
});

test("an order of another time, place or stack is refused before anything is asked; an altered one is none", async () => {
  const order = orders[0]!;
  const before = cloud.files.calls().length;
  const because = async (over: Partial<Order>): Promise<unknown> => {
    const { exitCode, report } = await restore(withId("archive", { ...order, ...over }), "--dry-run");
    return [exitCode, ...report!.because];
  };
  expect(await because({ expires: NOW.toISOString() })).toEqual([1, `It expired at ${NOW.toISOString()}`]);
  expect(await because({ repository: "acme/other" })).toEqual([1, "It is for the repository acme/other; trueup.yaml says that shop/prod comes from acme/infra"]);
  expect(await because({ folder: "elsewhere" })).toEqual([1, "It is for the folder elsewhere; trueup.yaml says that the program of shop/prod is in shop"]);
  expect(await because({ stack: { ...order.stack, stack: "gone" } })).toEqual([1, "Its stack shop/gone is not in backend main"]);
  const { exitCode, err } = await restore({ ...order, expires: "2027-01-01T00:00:00.000Z" });
  expect({ exitCode, err }).toEqual({ exitCode: 3, err: expect.stringMatching(/^error ORDER_INVALID: .* was altered after it was made\. Only `allow` is there to be edited\.\n→ /) as string });
  expect(cloud.files.calls().slice(before)).toEqual([]);
});

test("no secret of the stack is in an order, on the forge, in what was printed, or plain in the state", async () => {
  expect(cloud.files.find({ name: "archive" })[0]!.properties["logging"]).toEqual({ logBucket: CANARY });
  for (const text of [...said, ...stateFiles(), ...(await told()).map(({ body }) => body), await forge.bare.git("log", "--all", "--patch")]) {
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(forge.token);
  }
});

const said: string[] = [];

/** A light one, since each run of the engine runs it. */
const PROGRAM = `const pulumi = require("@pulumi/pulumi");
const token = new pulumi.Config().requireSecret("token");
class Bucket extends pulumi.CustomResource {
  constructor(name, inputs, options) { super("gcp:storage/bucket:Bucket", name, inputs, options); }
}
new Bucket("archive", { location: "EU", labels: { team: "data" }, storageClass: "STANDARD", logging: { logBucket: token } });
new Bucket("guarded", { location: "EU", labels: { team: "data" } }, { protect: true });
`;

const orders: Order[] = [];

/** What a reconciliation would propose for buckets that drifted. */
async function orderFor(...names: string[]): Promise<Order> {
  const request = { ref: REF, dir, refresh: true, identityFor: ownCredentials, deadlineMs: 60_000, targets: names.map(urnOf) };
  const plan = await engine.previewer.preview(request);
  expect(plan.errors).toEqual([]);
  const isMade = plan.steps.some(({ op }) => op === "create" || op === "replace");
  const again = isMade ? await engine.previewer.preview(request) : plan;
  const order = makeOrder({ ref: REF, repository: forge.repository, folder: "shop", plan, again, name: names[0]!, now: NOW.getTime() - 1000, days: 7, base: "c0", providers: [], trueup: "0.1.0", key: KEY, branch: "drift/prod/restore-archive-01234567" });
  orders.push(order);
  return order;
}

async function restore(order: Order, ...args: string[]): Promise<{ exitCode: number; report?: RestoreReport; err: string }> {
  const file = join(repository, orderPath(order));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, orderText(order));
  const { exitCode, out, err } = await runCli(["restore", "--order", file, "--format", "json", ...args], { cwd, env: { ...env, FORGE_TOKEN: forge.token }, now: () => NOW });
  said.push(out, err, readFileSync(file, "utf8"));
  return { exitCode, err, ...(out === "" ? {} : { report: restoreReport.parse(JSON.parse(out)) }) };
}

async function openPullRequest(order: Order): Promise<void> {
  await forge.bare.commit({ branch: order.branch, files: { [orderPath(order)]: orderText(order) } });
  const body = `Text\n\n${writeMark({ v: 1, key: order.key, fingerprint: "f", base: "c0", trueup: "0.1.0", engine: "v3" })}`;
  await api("POST", "pulls", { head: order.branch, base: "main", title: "Restore", body });
  await forge.merge(1);
}

async function told(): Promise<{ body: string }[]> {
  return (await api("GET", "issues/1/comments")) as { body: string }[];
}

function stateFiles(): string[] {
  const files = readdirSync(join(cwd, "state"), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  expect(files.some(({ name }) => name === "prod.json")).toBe(true);
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));
}

async function api(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${forge.apiUrl}/repos/${forge.repository}/${path}`, { method, headers: { authorization: `Bearer ${forge.token}` }, ...(body ? { body: JSON.stringify(body) } : {}) });
  expect(answer.ok).toBe(true);
  return answer.json();
}

function change(name: string, property: string, value: string | Record<string, string>): void {
  cloud.files.change(cloud.files.find({ name })[0]!, properties => void (properties[property] = value));
}

function writes(since: number): string[] {
  return cloud.files.calls().slice(since).filter(({ operation }) => operation !== "read").map(({ operation, id }) => `${operation} ${id.replace(/-[0-9a-f]{7}$/, "")}`);
}

function urnOf(name: string): string {
  return `urn:pulumi:prod::shop::gcp:storage/bucket:Bucket::${name}`;
}

async function pulumi(...args: string[]): Promise<void> {
  await execute("pulumi", [...args, "--non-interactive", "--color", "never"], { cwd: dir, env });
}

function configuration(): string {
  return `
backends: { main: { url: "file://./state" } }
forges: { main: { kind: github, url: "${forge.apiUrl}", token: { env: FORGE_TOKEN } } }
stacks:
  - include: ["shop/*"]
    source: { forge: main, repository: ${forge.repository} }
`;
}
