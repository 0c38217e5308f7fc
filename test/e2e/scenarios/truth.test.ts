import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { liveJudge } from "../../../cli/policy/live-judge.ts";
import { createWire } from "../../../cli/wire.ts";
import { exemptionUses } from "../../../drift/exemptions.ts";
import { scanReport, type Config, type JsonObject } from "../../../model/index.ts";
import { formats } from "../../../reports/registry.generated.ts";
import { runCli } from "../../cli/run-cli.ts";
import { inlineStack, PASSPHRASE, type InlineStack } from "../../support/engine.ts";
import { CONFIRMED, scanBackend, stackIn, type ScanOptions } from "../../support/scan.ts";
import { startTestCloud, type TestCloud } from "../../support/test-cloud.ts";

// What must not be said without knowing, and what must not go unsaid: through the real engine and the test cloud.

const CANARY = "canary-5f0e19bb";
const cloud: TestCloud = await startTestCloud();
const shop: InlineStack = await inlineStack({ project: "shop", stack: "prod", cloud, program: async () => program() });
const empty: InlineStack = await inlineStack({ project: "empty", stack: "prod", cloud, program: async () => undefined });
const cwd = mkdtempSync(join(tmpdir(), "trueup-truth-"));

function program(): { endpoint: unknown } {
  const net = new gcp.compute.Network("net", { name: "net", autoCreateSubnetworks: false });
  new gcp.compute.Firewall("ssh", { name: "ssh", network: net.id, sourceRanges: ["10.0.0.0/8"], allows: [{ protocol: "tcp", ports: ["22"] }] }, { ignoreChanges: ["sourceRanges"] });
  const bucket = new gcp.storage.Bucket("bucket", { name: "assets-of-the-shop", location: "EU", labels: { team: "data" } });
  gcp.compute.Network.get("shared", "projects/p/global/networks/shared");
  const metadata = { namespace: "shop" };
  new kubernetes.core.v1.Secret("login", { metadata: { ...metadata, name: "login" }, stringData: { password: CANARY } });
  new kubernetes.core.v1.ConfigMap("settings", { metadata: { ...metadata, name: "settings" }, data: { mode: "fast" } });
  return { endpoint: bucket.url };
}

beforeAll(async () => {
  cloud.files.add({ id: "projects/p/global/networks/shared", type: "gcp:compute/network:Network", name: "shared", label: "shared", properties: { name: "shared", description: "of the platform" }, computed: {} });
  await shop.up();
  await empty.up();
});
afterEach(() => cloud.faults.clear());
afterAll(async () => {
  await Promise.all([shop.dispose(), empty.dispose()]);
  await cloud.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const scan = async (options: Partial<ScanOptions> = {}) => stackIn(await scanBackend({ backendUrl: shop.backendUrl, env: shop.env, ...options }), "shop/prod");
const change = (name: string, mutate: (properties: JsonObject, computed: JsonObject) => void) => cloud.files.change(cloud.files.find({ name })[0]!, (properties, { computed }) => void mutate(properties, computed));

test("scenario 9: a provider that finds nothing at all deletes nothing, whoever asked, until a person says so", async () => {
  cloud.faults.set({ fault: "refused-as-blank-id", provider: "gcp" });
  const { stack, resources } = await scan();
  expect(stack).toMatchObject({ verdict: "partial", reason: "mass-deletion" });
  for (const name of ["net", "ssh", "bucket"]) expect(resources[name]).toMatchObject({ verdict: "unknown", reason: "mass-deletion" });
  const nobody = { ...CONFIRMED, confirm: async () => undefined };
  expect((await scan({ identityFor: async () => nobody })).resources["net"]).toMatchObject({ verdict: "unknown", reason: "unconfirmed-caller" });
  expect((await scan({ areDeletionsConfirmed: true })).resources["net"]).toMatchObject({ verdict: "drifted", kind: "deleted" });
});

test("scenario 10: in another account than expected nothing is believed", async () => {
  const { stack } = await scan({ identityFor: async () => ({ ...CONFIRMED, expectedAccount: "2" }) });
  expect(stack).toMatchObject({ verdict: "unknown", reason: "wrong-account", coverage: { evaluated: 0 } });
});

test("scenarios 12 and 13: a read that fails and one that hangs leave the rest of the stack told", async () => {
  cloud.faults.set({ fault: "refused", name: "bucket" }, { fault: "hang", name: "settings" });
  change("net", properties => (properties["description"] = "somebody was here"));
  const { stack, resources } = await scan({ readMs: 3000 });
  expect(resources["bucket"]).toMatchObject({ verdict: "unknown", reason: "refused" });
  expect(resources["settings"]).toMatchObject({ verdict: "unknown", reason: "timed-out" });
  expect(stack).toMatchObject({ verdict: "drifted", coverage: { evaluated: stack.coverage.total - 2 } });
  expect(resources["net"]).toMatchObject({ verdict: "drifted" });
  change("net", properties => void delete properties["description"]);
});

test("scenario 15: a scan of 1 of 13 stacks says so and is not green; skipping everything is not, either", async () => {
  const states = join(empty.backendUrl.slice("file://".length), ".pulumi/stacks/fleet");
  mkdirSync(states, { recursive: true });
  for (let n = 1; n <= 12; n++) writeFileSync(join(states, `s${n}.json`), JSON.stringify({ version: 3, checkpoint: { stack: `organization/fleet/s${n}`, latest: { manifest: {}, resources: [] } } }));
  configure(["empty/*"], 0.5);
  const first = await trueup("scan");
  expect(first).toMatchObject({ exitCode: 2 });
  expect(first.out).toMatch(/^Could not tell enough: 1\/13 stacks evaluated/);
  expect(first.out.trimEnd().split("\n").at(-1)).toContain("1/13 stacks evaluated");
  configure(["empty/*"], 0);
  expect(await trueup("scan")).toMatchObject({ exitCode: 0 });
  lock(empty, "empty/prod");
  const { exitCode, out } = await trueup("scan", "--format", "json");
  expect(exitCode).toBe(2);
  expect(scanReport.parse(JSON.parse(out))).toMatchObject({ fleet: { evaluated: 0, total: 13 }, stacks: [{ verdict: "skipped", reason: "locked" }] });
});

test("scenario 19: what ignoreChanges hides is listed, and a policy raises it", async () => {
  change("ssh", properties => (properties["sourceRanges"] = ["0.0.0.0/0"]));
  const judgeLive = await liveJudge({ config: { policy: { onScan: true }, store: "." } as unknown as Config, baseDir: cwd }, await createWire().loadPolicyKit(), new Date());
  const { stack, resources } = await scan({ portsOf: () => ({ judgeLive }) });
  expect(resources["ssh"]).toMatchObject({ verdict: "ignored", paths: [{ path: "sourceRanges[0]", actual: "0.0.0.0/0", hiddenBy: "ignoreChanges: sourceRanges" }] });
  expect(stack.findings).toContainEqual(expect.objectContaining({ policy: "network-no-public-ingress", result: "violation", alsoInState: false, urn: expect.stringContaining("::ssh") }));
  change("ssh", properties => (properties["sourceRanges"] = ["10.0.0.0/8"]));
});

test("an exemption sets drift aside until its last day, and is told when it is over", async () => {
  const agreed = { stacks: ["shop/*"], resource: "bucket", paths: ["labels"], kinds: ["changed" as const], reason: "renamed teams", owner: "data", expires: "2027-01-31" };
  const on = (day: string) => scan({ portsOf: () => ({ exemptions: [agreed], now: () => new Date(day) }) });
  change("bucket", properties => (properties["labels"] = { team: "analytics" }));
  expect((await on("2027-01-31T23:00:00Z")).resources["bucket"]).toMatchObject({ verdict: "ignored", paths: [{ path: "labels.team", hiddenBy: "exemption: renamed teams (data, until 2027-01-31)" }] });
  const { stack, resources } = await on("2027-02-01T01:00:00Z");
  expect(resources["bucket"]).toMatchObject({ verdict: "drifted" });
  expect(exemptionUses([agreed], [stack], new Date("2027-02-01T01:00:00Z"))).toMatchObject([{ state: "expired", resources: [{ stack: "shop/prod" }] }]);
  change("bucket", properties => (properties["labels"] = { team: "data" }));
});

test("scenario 20: a secret that was rotated is told as changed, and neither value is in any format", async () => {
  change("login", properties => (properties["data"] = { password: Buffer.from("rotated-4711-secret").toString("base64") }));
  const report = await scanBackend({ backendUrl: shop.backendUrl, env: shop.env });
  const { resources } = stackIn(report, "shop/prod");
  expect(resources["login"]).toMatchObject({ verdict: "drifted", kind: "changed" });
  expect(resources["login"]!.paths.every(({ secret }) => secret)).toBe(true);
  for (const format of formats) {
    const text = format.render(report, { setAside: true });
    expect(text).toMatch(/secret changed|"secret": true/);
    expect(text).not.toMatch(/rotated-4711|cm90YXRlZC00N|canary-5f0e|Y2FuYXJ5LTVm/);
  }
  change("login", properties => (properties["data"] = { password: Buffer.from(CANARY).toString("base64") }));
});

test("scenario 21: a resource that is only read drifts by its outputs; an output alone that others are handed is listed and is no drift", async () => {
  change("shared", properties => (properties["description"] = "of somebody else"));
  change("bucket", (_, computed) => (computed["url"] = "gs://somewhere-else"));
  const { resources } = await scan();
  expect(resources["shared"]).toMatchObject({ verdict: "drifted", paths: [{ path: "description", expected: "of the platform", actual: "of somebody else" }] });
  expect(resources["bucket"]).toMatchObject({ verdict: "ignored", paths: [{ path: "url", expected: "gs://assets-of-the-shop", actual: "gs://somewhere-else", hiddenBy: 'outputs alone: stack output "endpoint"' }] });
});

test("scenario 30: a stack that is being deployed is skipped at once, with who deploys it, and its lock is left alone", async () => {
  const folder = lock(shop, "shop/prod");
  const reads = cloud.files.calls().length;
  const { stack } = await scan();
  expect(stack).toMatchObject({ verdict: "skipped", reason: "locked", resources: [] });
  expect(stack.coverage).toMatchObject({ evaluated: 0 });
  expect(stack.coverage.total).toBeGreaterThan(0);
  expect(stack.message).toContain("ci@build-7");
  expect(cloud.files.calls().length).toBe(reads);
  expect(readdirSync(folder)).toEqual(["lock.json"]);
  rmSync(folder, { recursive: true });
});

/** As `pulumi up` of another machine holds it. */
function lock({ backendUrl }: InlineStack, stack: string): string {
  const folder = join(backendUrl.slice("file://".length), ".pulumi/locks/organization", stack);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "lock.json"), JSON.stringify({ pid: 4711, username: "ci", hostname: "build-7", timestamp: new Date().toISOString() }));
  return folder;
}

function configure(include: string[], coverage: number): void {
  writeFileSync(join(cwd, "trueup.yaml"), JSON.stringify({ backends: { main: { url: empty.backendUrl, secrets: { passphrase: { env: "PASS" } } } }, stacks: [{ include }], limits: { coverage } }));
}

function trueup(...argv: string[]) {
  return runCli(argv, { cwd, env: { ...empty.env, PASS: PASSPHRASE }, now: () => new Date() });
}
