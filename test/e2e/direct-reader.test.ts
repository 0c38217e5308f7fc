import alicloud from "@pulumi/alicloud";
import aws from "@pulumi/aws";
import azure from "@pulumi/azure-native";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { JsonObject, StackObservation } from "../../model/index.ts";
import type { PulumiEngine } from "../../providers/engines/pulumi/pulumi-engine.ts";
import type { FaultRule } from "../cloud/faults.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { CONFIRMED, openEngine } from "../support/scan.ts";
import { startTestCloud, type TestCloudWithAws } from "../support/test-cloud.ts";

const CANARY = "canary-3c9e";
const LIMITS = { readMs: 3000, stackMs: 60_000 };
const cloud: TestCloudWithAws = await startTestCloud({ aws: true });
const stack: InlineStack = await inlineStack({ project: "everything", cloud, program: async () => program() });
const readers: Record<string, { engine: PulumiEngine; direct: PulumiEngine }> = {};

beforeAll(async () => {
  cloud.files.add({ id: "foreign", type: "gcp:storage/bucket:Bucket", name: "foreign", label: "foreign", properties: { location: "EU", name: "foreign" }, computed: { url: "gs://foreign" } });
  await stack.up();
});
afterEach(() => cloud.faults.clear());
afterAll(async () => {
  for (const pair of Object.values(readers)) await Promise.all([pair.engine.close(), pair.direct.close()]);
  await stack.dispose();
  await cloud.stop();
});

/** Of every cloud something; a provider of its own with a secret in its configuration, a component, a resource of somebody else, an asset, a reference, secrets in inputs and outputs. */
function program(): void {
  const rg = new azure.resources.ResourceGroup("rg", { tags: { Owner: "network" } });
  new azure.resources.ResourceGroup("shared-rg", { tags: { Owner: "network" } }, { ignoreChanges: ["tags.Owner"] });
  new azure.network.VirtualNetwork("vnet", { resourceGroupName: rg.name, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
  const metadata = { namespace: new kubernetes.core.v1.Namespace("app").metadata.name };
  new kubernetes.core.v1.Secret("login", { metadata, stringData: { password: CANARY } });
  new kubernetes.core.v1.ConfigMap("settings", { metadata: { ...metadata, name: "settings" }, data: { mode: "fast" } });
  new gcp.compute.Network("net", { autoCreateSubnetworks: false });
  const bucket = new gcp.storage.Bucket("bucket", { location: "EU", labels: { team: "data", token: pulumi.secret(`${CANARY}-label`) } }, { customTimeouts: { create: "5m" } });
  new gcp.storage.Bucket("logs", { location: "EU", labels: { team: "data" } }, { ignoreChanges: ["labels"] });
  gcp.storage.Bucket.get("foreign", "foreign");
  const odd = { location: "EU", peer: bucket, text: new pulumi.asset.StringAsset("hello"), nested: [{ key: pulumi.secret([`${CANARY}-list`, null]) }] };
  const parent = new pulumi.ComponentResource("shop:index:Store", "store");
  new (class extends pulumi.CustomResource {})("gcp:storage/bucket:Bucket", "odd", odd, { parent });
  new alicloud.vpc.Network("vpc", { vpcName: "vpc", cidrBlock: "172.16.0.0/12", tags: { Owner: "network" } });
  const own = new aws.Provider("own", { region: "us-east-1", accessKey: cloud.accounts.aws.deployer.accessKeyId, secretKey: pulumi.secret(cloud.accounts.aws.deployer.secretAccessKey) });
  new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", tags: { Owner: "network" } }, { provider: own });
  new aws.ssm.Parameter("password", { type: "SecureString", value: `${CANARY}-parameter` });
}

/** What each reader observes of the stack as it is now, in the order of URNs and without durations. */
async function observations(env: NodeJS.ProcessEnv = {}): Promise<{ engine: StackObservation; direct: StackObservation }> {
  const pair = (readers[JSON.stringify(env)] ??= { engine: opened("engine", env), direct: opened("direct", env) });
  const observe = async (engine: PulumiEngine): Promise<StackObservation> => {
    const state = await engine.backend("main").state({ backend: "main", project: "everything", stack: "dev" });
    const { durationMs: _, observations: seen, callers, ...rest } = await engine.reader.read(state, async () => CONFIRMED, LIMITS);
    const sorted = seen.map(({ durationMs: __, ...observation }) => ({ ...observation, durationMs: 0 })).sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return { ...rest, durationMs: 0, observations: sorted, callers: callers.sort((a, b) => (a.provider < b.provider ? -1 : 1)) };
  };
  return { engine: await observe(pair.engine), direct: await observe(pair.direct) };
}

function opened(reader: "engine" | "direct", env: NodeJS.ProcessEnv): PulumiEngine {
  return openEngine({ backendUrl: stack.backendUrl, env: { ...stack.env, ...env }, reader, warmPlugins: 8 });
}

async function expectSame(env?: NodeJS.ProcessEnv): Promise<StackObservation> {
  const { engine, direct } = await observations(env);
  expect(direct).toEqual(engine);
  expect(engine.observations.map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual(["app", "bucket", "foreign", "login", "logs", "main", "net", "odd", "password", "rg", "settings", "shared-rg", "vnet", "vpc"]);
  expect(JSON.stringify(engine)).not.toContain(CANARY);
  return direct;
}

const change = (name: string, mutate: (properties: JsonObject) => void) => cloud.files.change(cloud.files.find({ name })[0]!, properties => void mutate(properties));
const diffOf = ({ observations: seen }: StackObservation, name: string) => seen.find(({ urn }) => urn.endsWith(`::${name}`))!.diff;

test("of an estate that nobody touched both readers observe the same", async () => {
  const seen = await expectSame();
  expect(seen.failure).toBeUndefined();
  expect(seen.observations.map(({ outcome }) => outcome.kind)).toEqual(seen.observations.map(() => "read"));
});

test("of what was changed, hidden, rotated and deleted both readers observe the same", async () => {
  change("rg", properties => (properties["tags"] = { Owner: "someone else", Extra: "1" }));
  change("shared-rg", properties => (properties["tags"] = { Owner: "someone else" }));
  change("bucket", properties => (properties["labels"] = { team: "someone else", token: "rotated" }));
  change("logs", properties => (properties["labels"] = { team: "hidden" }));
  change("foreign", properties => (properties["location"] = "US"));
  change("vpc", properties => (properties["tags"] = { Owner: "someone else" }));
  change("login", properties => (properties["data"] = { password: Buffer.from(`${CANARY}-rotated`).toString("base64") }));
  cloud.files.remove(cloud.files.find({ name: "settings" })[0]!);
  const seen = await expectSame();
  expect([diffOf(seen, "rg")?.changes, diffOf(seen, "vnet")?.changes, diffOf(seen, "foreign")]).toEqual(["some", "none", undefined]);
});

test("of providers that tell all inputs and take no marked secrets both readers observe the same", async () => {
  await expectSame({ TEST_CLOUD_SECRETS: "refuse", TEST_CLOUD_REFRESH: "native" });
});

test.each<[string, FaultRule[]]>([
  ["refuses a read", [{ fault: "refused", name: "bucket" }, { fault: "refused", name: "main" }]],
  ["calls a refusal a deletion", [{ fault: "refused-as-blank-id", provider: "gcp" }]],
  ["cannot be reached", [{ fault: "unreachable", provider: "kubernetes" }]],
  ["fails in its Diff", [{ fault: "refused", name: "net", operation: "diff" }]],
  ["hangs in one read", [{ fault: "hang", name: "vpc" }]],
  ["refuses its configuration", [{ fault: "refused", provider: "alicloud", operation: "configure" }]],
  ["gives lists back in another order", [{ fault: "reorder" }]],
  ["leaks secrets in values and errors", [{ fault: "leak-secrets" }, { fault: "refused", name: "login" }]],
  ["is throttled for good", [{ fault: "throttled", name: "rg" }]],
])("where a provider %s both readers observe the same", async (what, faults) => {
  cloud.faults.set(...faults);
  // Plugins that were configured before would not meet a fault of Configure.
  await expectSame(faults[0]!.operation === "configure" ? { TRUEUP_TEST_CASE: what } : {});
});

test("a copy that is being deleted, and a resource that is being replaced, are nobody's drift to either reader", async () => {
  const exported = await stack.stack.exportStack();
  const resources = (exported.deployment as { resources: JsonObject[] }).resources;
  const net = resources.find(({ urn }) => String(urn).endsWith("::net"))!;
  const vnet = resources.find(({ urn }) => String(urn).endsWith("::vnet"))!;
  await stack.stack.importStack({ ...exported, deployment: { ...exported.deployment as object, resources: [...resources.map(one => (one === vnet ? { ...one, pendingReplacement: true } : one)), { ...net, id: "projects/p/global/networks/ghost", delete: true }] } });
  const { engine, direct } = await observations();
  expect(direct).toEqual(engine);
  expect(direct.observations.find(({ urn }) => urn === net["urn"])).toMatchObject({ outcome: { kind: "read" } });
  expect(direct.observations.map(({ urn }) => urn)).not.toContain(vnet["urn"]);
  await stack.stack.importStack(exported);
});

test("a wrong passphrase is the same trouble to both, but for the engine's own words", async () => {
  const wrong = async (reader: "engine" | "direct") => {
    const engine = openEngine({ backendUrl: stack.backendUrl, env: stack.env, reader, passphrase: "wrong" });
    const state = await engine.backend("main").state({ backend: "main", project: "everything", stack: "dev" });
    const { failure, observations: seen } = await engine.reader.read(state, async () => CONFIRMED, LIMITS);
    await engine.close();
    return { failure: { ...failure, message: failure?.message.split(" The engine says")[0] }, seen };
  };
  const direct = await wrong("direct");
  expect(direct).toEqual(await wrong("engine"));
  expect(direct.failure).toMatchObject({ reason: "secrets-locked", code: "PASSPHRASE_WRONG", message: expect.stringContaining("passphrase of") });
});
