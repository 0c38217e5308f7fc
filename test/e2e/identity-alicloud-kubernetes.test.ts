import alicloud from "@pulumi/alicloud";
import kubernetes from "@pulumi/kubernetes";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Cloud, JsonObject } from "../../model/index.ts";
import { cloud as alicloudCloud } from "../../providers/clouds/alicloud/alicloud.ts";
import { cloud as kubernetesCloud } from "../../providers/clouds/kubernetes/kubernetes.ts";
import { openIdentities } from "../../providers/clouds/identities.ts";
import { startAlicloudFront, type AlicloudFront } from "../cloud/fronts/alicloud.ts";
import { startKubernetesFront, type KubernetesFront } from "../cloud/fronts/kubernetes.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { scanBackend, stackIn, type ScanOptions } from "../support/scan.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const ACCOUNT = "1234567890123456";
const ROLE = `acs:ram::${ACCOUNT}:role/trueup-reader`;
const SCANNER = { arn: `acs:ram::${ACCOUNT}:user/scanner`, accessKeyId: "LTAI-scanner", accessKeySecret: "canary-scanner-secret-31" };
const READER = { name: "system:serviceaccount:trueup:trueup-reader", token: "canary-reader-token-32" };
const SECRETS: Record<string, string> = { ALI_ID: SCANNER.accessKeyId, ALI_SECRET: SCANNER.accessKeySecret, TOKEN: READER.token };
/** What deployed: it is in the state, and none of it is good for anything any more. */
const STALE = { accessKey: "LTAI-stale", secretKey: "canary-stale-secret-33", token: "canary-stale-token-34" };

const cloud: TestCloud = await startTestCloud();
const china: AlicloudFront = await startAlicloudFront({ users: [SCANNER], roles: [{ arn: ROLE, trusts: [SCANNER.arn], allows: ["*:*"] }] });
const reads = [{ verbs: ["get", "list", "watch"], groups: ["*"], resources: ["*"] }];
const main: KubernetesFront = await startKubernetesFront({ users: [{ ...READER, rules: reads }] });
const other: KubernetesFront = await startKubernetesFront({ users: [{ ...READER, rules: reads }], clusterId: "11111111-2222-3333-4444-555555555555" });
const stack: InlineStack = await inlineStack({
  project: "shop",
  stack: "prod",
  cloud,
  config: {
    "alicloud:region": { value: "cn-hangzhou" },
    "alicloud:accessKey": { value: STALE.accessKey },
    "alicloud:secretKey": { value: STALE.secretKey, secret: true },
    "kubernetes:kubeconfig": { value: main.kubeconfig({ token: STALE.token }), secret: true },
  },
  program: async () => program(),
});

/** Default and explicit providers of both clouds: one cluster that is not there, and one whose provider would call that deleted. */
function program(): void {
  new alicloud.vpc.Network("net", { cidrBlock: "10.0.0.0/16", vpcName: "net" });
  const frankfurt = new alicloud.Provider("frankfurt", { region: "eu-central-1", accessKey: STALE.accessKey, secretKey: STALE.secretKey });
  new alicloud.vpc.Network("far", { cidrBlock: "10.1.0.0/16", vpcName: "far" }, { provider: frankfurt });
  const kubeconfig = (front: KubernetesFront, server = front.server) => front.kubeconfig({ token: STALE.token }, { server });
  configMap("settings");
  configMap("second", new kubernetes.Provider("other", { kubeconfig: kubeconfig(other) }));
  configMap("lost", new kubernetes.Provider("gone", { kubeconfig: kubeconfig(main, "https://cluster.invalid:6443") }));
  configMap("doomed", new kubernetes.Provider("careless", { kubeconfig: kubeconfig(main, "https://careless.invalid:6443"), deleteUnreachable: true }));
}

function configMap(name: string, provider?: kubernetes.Provider): void {
  new kubernetes.core.v1.ConfigMap(name, { metadata: { name, labels: { team: "shop" } }, data: { mode: "fast" } }, provider ? { provider } : {});
}

beforeAll(() => stack.up());
afterEach(() => cloud.faults.clear());
afterAll(async () => {
  await Promise.all([stack.dispose(), china.stop(), main.stop(), other.stop()]);
  await cloud.stop();
});

async function scan({ env = {}, ...options }: Partial<ScanOptions> = {}) {
  const settings = {
    china: { cloud: "alicloud", ...(alicloudCloud.settings.parse({ roleArn: ROLE, region: "cn-hangzhou", accessKey: { id: { env: "ALI_ID" }, secret: { env: "ALI_SECRET" } } }) as object) },
    second: { cloud: "kubernetes", token: { env: "TOKEN" }, server: other.server, cluster: other.clusterId },
    clusters: { cloud: "kubernetes", token: { env: "TOKEN" } },
  };
  const context = { env: { STS_ENDPOINT: china.endpoint, ...env }, secret: (reference: object) => SECRETS[(reference as { env: string }).env]! };
  const identities = openIdentities(settings, [alicloudCloud, kubernetesCloud] as Cloud[], context);
  const report = await scanBackend({ backendUrl: stack.backendUrl, env: stack.env, identityFor: identities.among(Object.keys(settings)), ...options });
  return { ...stackIn(report, "shop/prod"), text: JSON.stringify(report) };
}

const change = (name: string, mutate: (properties: JsonObject) => void) => cloud.files.change(cloud.files.find({ name })[0]!, properties => void mutate(properties));

test.each(["engine", "direct"] as const)("the scan's identities replace what default and explicit providers deployed with, read by the %s; what is not there or would lie is unknown by its reason", async reader => {
  const before = cloud.files.calls().length;
  const { stack: report, resources, text } = await scan({ reader });
  expect(report).toMatchObject({ verdict: "partial", coverage: { evaluated: 4, total: 6 } });
  expect(Object.keys(resources).sort()).toEqual(["doomed", "lost"]);
  expect(resources["lost"]).toMatchObject({ verdict: "unknown", reason: "unreachable", message: expect.stringContaining("https://cluster.invalid:6443") });
  expect(resources["doomed"]).toMatchObject({ verdict: "unknown", reason: "unsafe-provider", message: expect.stringContaining("deleteUnreachable: true") });
  const calls = cloud.files.calls().slice(before);
  expect(calls.map(({ operation }) => operation)).toEqual(calls.map(() => "read"));
  expect(calls.filter(({ provider }) => provider === "alicloud").every(({ identity }) => /^access key STS\./.test(identity))).toBe(true);
  expect(calls.filter(({ provider }) => provider === "kubernetes").map(({ identity }) => identity)).toEqual(["trueup", "trueup"]);
  expect(report.callers).toContainEqual({ identity: "china", caller: `acs:ram::${ACCOUNT}:assumed-role/trueup-reader/trueup`, account: ACCOUNT, confirmed: true });
  expect(report.callers).toContainEqual({ identity: "second", caller: READER.name, account: other.clusterId, confirmed: true });
  expect(report.callers).toContainEqual({ identity: "clusters", caller: READER.name, account: main.clusterId, confirmed: true });
  expect(text).not.toMatch(/canary/);
});

test("what changed and what was deleted in a cluster is told, the deletion by a confirmed caller", async () => {
  change("second", properties => void ((properties["metadata"] as JsonObject)["labels"] = { team: "somebody" }));
  cloud.files.remove(cloud.files.find({ name: "settings" })[0]!);
  const { resources } = await scan();
  expect(resources["second"]).toMatchObject({ verdict: "drifted", kind: "changed" });
  expect(resources["settings"]).toMatchObject({ verdict: "drifted", kind: "deleted" });
});

test("an API server that the plugin cannot find is unreachable, and never a deletion; credentials that a plugin quotes stay secret", async () => {
  cloud.faults.set({ fault: "unreachable", provider: "kubernetes" }, { fault: "leak-secrets", provider: "kubernetes" });
  const { resources, text } = await scan();
  for (const name of ["settings", "second"]) expect(resources[name]).toMatchObject({ verdict: "unknown", reason: "unreachable", message: expect.stringContaining("no such host") });
  expect(text).not.toMatch(/canary/);
  cloud.faults.set({ fault: "unreachable", provider: "kubernetes", operation: "configure" }, { fault: "leak-secrets", provider: "kubernetes", operation: "*" });
  const configured = await scan();
  expect(configured.resources["second"]).toMatchObject({ verdict: "unknown", message: expect.stringContaining("[secret]") });
  expect(configured.text).not.toMatch(/canary/);
});

test("where this machine would have unreachable clusters deleted, no cluster is read, and the other cloud still is", async () => {
  const before = cloud.files.calls().length;
  const { stack: report, resources } = await scan({ env: { PULUMI_K8S_DELETE_UNREACHABLE: "true" } });
  expect(report).toMatchObject({ verdict: "partial", coverage: { evaluated: 2, total: 6 } });
  for (const name of ["settings", "second", "lost", "doomed"]) expect(resources[name]).toMatchObject({ verdict: "unknown", reason: "unsafe-provider" });
  expect(cloud.files.calls().slice(before).map(({ provider }) => provider)).toEqual(["alicloud", "alicloud"]);
});

test("a role that may not be assumed any more leaves its cloud unknown, and the clusters told", async () => {
  china.roles[0]!.trusts = [];
  const { resources } = await scan();
  for (const name of ["net", "far"]) expect(resources[name]).toMatchObject({ verdict: "unknown", reason: "identity-refused", message: expect.stringContaining(ROLE) });
  expect(resources["second"]!.verdict).toBe("drifted");
});
