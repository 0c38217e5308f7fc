import alicloud from "@pulumi/alicloud";
import azure from "@pulumi/azure-native";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { inlineStack, type EngineRun, type InlineStack } from "../support/engine.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const CANARY = "canary-5f1e";
const cloud: TestCloud = await startTestCloud();
const stack: InlineStack = await inlineStack({ project: "everything", cloud, program: async () => program() });

beforeAll(() => stack.up());
afterAll(async () => {
  await stack.dispose();
  await cloud.stop();
});

test("after an update neither a refresh, nor a second one, nor a preview finds anything", async () => {
  for (const run of [await stack.previewRefresh(), await stack.previewRefresh(), await stack.preview()]) expect(run).toMatchObject({ changes: [], errors: [] });
});

test("what is changed or deleted behind the code's back is found, path by path, and ends with the next update", async () => {
  const byHand = { Owner: "someone else", Extra: "1" };
  change("rg", properties => (properties["tags"] = byHand));
  change("shared-rg", properties => (properties["tags"] = byHand));
  change("vpc", properties => (properties["tags"] = byHand));
  change("bucket", properties => (properties["labels"] = { team: "someone else", extra: "1" }));
  change("settings", properties => (properties["data"] = { mode: "slow" }));
  change("login", properties => (properties["data"] = { password: Buffer.from(`${CANARY}-rotated`).toString("base64") }));
  change("web", properties => ((properties["spec"] as JsonObject)["sessionAffinity"] = "ClientIP"));
  change("net", properties => (properties["routingMode"] = "GLOBAL"));
  cloud.files.remove(cloud.files.find({ name: "vpc-b" })[0]!);
  const run = await stack.previewRefresh();
  expect(pathsIn(run)).toEqual({
    "vpc-b": { op: "delete", detailedDiff: {} },
    rg: { op: "update", detailedDiff: { "tags.Owner": "update", "tags.Extra": "add" } },
    // Its Owner is under ignoreChanges.
    "shared-rg": { op: "update", detailedDiff: { "tags.Extra": "add" } },
    vpc: { op: "update", detailedDiff: { "tags.Owner": "update", "tags.Extra": "add" } },
    // Labels of somebody else are not ours to remove, and the routing mode is the cloud's to choose where the program says nothing.
    bucket: { op: "update", detailedDiff: { "labels.team": "update" } },
    settings: { op: "update", detailedDiff: { "data.mode": "update-replace" } },
    login: { op: "update", detailedDiff: { "stringData.password": "update-replace" } },
    web: { op: "update", detailedDiff: { "spec.sessionAffinity": "add" } },
  });
  const found = (name: string) => run.changes.find(change => change.name === name)!;
  expect([found("rg").newInputs["tags"], found("vpc").newInputs["tags"], found("vpc").newOutputs["tags"]]).toEqual([byHand, { Owner: "someone else", __defaults: [] }, byHand]);
  expect(JSON.stringify(run.events) + run.output).not.toContain(CANARY);
  await stack.up({ refresh: true });
  expect(pathsIn(await stack.previewRefresh())).toEqual({});
  expect(cloud.files.find({ name: "vpc-b" })).toHaveLength(1);
});

/** One resource of everything that has its own row, with a secret, a name of the program's own and names of the providers. */
function program(): void {
  const rg = new azure.resources.ResourceGroup("rg", { tags: { Owner: "network" } });
  new azure.resources.ResourceGroup("shared-rg", { tags: { Owner: "network" } }, { ignoreChanges: ["tags.Owner"] });
  const vnet = new azure.network.VirtualNetwork("vnet", { resourceGroupName: rg.name, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
  new azure.network.Subnet("subnet", { resourceGroupName: rg.name, virtualNetworkName: vnet.name, addressPrefix: "10.0.1.0/24" });
  new azure.storage.StorageAccount("storage", { resourceGroupName: rg.name, kind: "StorageV2", sku: { name: "Standard_LRS" } });
  const metadata = { namespace: new kubernetes.core.v1.Namespace("app").metadata.name };
  new kubernetes.core.v1.Secret("login", { metadata, stringData: { password: CANARY } });
  new kubernetes.core.v1.ConfigMap("settings", { metadata: { ...metadata, name: "settings" }, data: { mode: "fast" } });
  new kubernetes.core.v1.Service("web", { metadata, spec: { ports: [{ port: 80 }], selector: { app: "web" } } });
  const labels = { app: "web" };
  new kubernetes.apps.v1.Deployment("web-server", { metadata, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "web", image: "nginx:1.29" }] } } } });
  const net = new gcp.compute.Network("net", { autoCreateSubnetworks: false });
  new gcp.compute.Subnetwork("net-west", { network: net.id, ipCidrRange: "10.1.0.0/24", region: "europe-west1" });
  new gcp.storage.Bucket("bucket", { location: "EU", labels: { team: "data" } });
  new gcp.projects.IAMMember("viewer", { project: "shop", role: "roles/viewer", member: "user:kim@example.com" });
  const vpc = new alicloud.vpc.Network("vpc", { vpcName: "vpc", cidrBlock: "172.16.0.0/12", tags: { Owner: "network" } });
  new alicloud.vpc.Switch("vpc-b", { vpcId: vpc.id, cidrBlock: "172.16.0.0/24", zoneId: "cn-hangzhou-b" });
}

function change(name: string, mutate: (properties: JsonObject) => void): void {
  cloud.files.change(cloud.files.find({ name })[0]!, properties => void mutate(properties));
}

function pathsIn(run: EngineRun): Record<string, { op: string; detailedDiff: Record<string, string> }> {
  expect(run.errors).toEqual([]);
  return Object.fromEntries(run.changes.map(({ name, op, detailedDiff }) => [name, { op, detailedDiff }]));
}
