import azure from "@pulumi/azure-native";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ScanPorts } from "../../../drift/scan.ts";
import type { Baseline, JsonObject, ScanReport } from "../../../model/index.ts";
import { inlineStack, type InlineStack } from "../../support/engine.ts";
import { scanBackend, stackIn, type ScanOptions } from "../../support/scan.ts";
import { startTestCloud, type TestCloud } from "../../support/test-cloud.ts";

// Each known false positive in the shape in which it was reported, through the real engine: set aside, told on request, and the change beside it told as drift.

const cloud: TestCloud = await startTestCloud();
const estate: InlineStack = await inlineStack({ project: "estate", stack: "prod", cloud, program: async () => program() });
const GROUP = { resourceGroupName: "shop" };
const NODES = "/subscriptions/0/resourceGroups/MC_shop/providers/Microsoft.Compute/virtualMachineScaleSets/aks-a-vmss/virtualMachines";
const backends = (...nodes: number[]) => nodes.map(n => ({ id: `${NODES}/${n}/networkInterfaces/nic/ipConfigurations/ipconfig1` }));
const kept: Baseline[] = [];

function program(): void {
  new gcp.projects.IAMMember("reader", { project: "p", role: "roles/viewer", member: "user:a@example.com" });
  gcp.projects.IAMMember.get("seen", "p/roles/viewer/user:b@example.com");
  new azure.storage.BlobContainer("raw", { ...GROUP, accountName: "data", containerName: "raw" });
  new azure.network.LoadBalancer("balancer", { ...GROUP, loadBalancerName: "balancer", backendAddressPools: [{ name: "nodes", backendIPConfigurations: backends(68, 69) } as object] });
  new azure.network.VirtualNetwork("net", { ...GROUP, virtualNetworkName: "net", location: "West Europe", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
  new azure.network.Subnet("apps", { ...GROUP, virtualNetworkName: "net", subnetName: "apps", addressPrefix: "10.0.1.0/24" });
  const labels = { app: "web" };
  new kubernetes.apps.v1.Deployment("web", { metadata: { name: "web", namespace: "shop" }, spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "web", image: "web:1", resources: { limits: { cpu: "1000m" } } }] } } } });
  new kubernetes.autoscaling.v2.HorizontalPodAutoscaler("web", { metadata: { name: "web", namespace: "shop" }, spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, minReplicas: 2, maxReplicas: 9 } });
}

beforeAll(async () => {
  cloud.files.add({ id: "p/roles/viewer/user:b@example.com", type: "gcp:projects/iAMMember:IAMMember", name: "seen", label: "seen", properties: { project: "p", role: "roles/viewer", member: "user:b@example.com" }, computed: { etag: "BwYWTNS0Q6s=" } });
  await estate.up();
});
afterEach(() => cloud.faults.clear());
afterAll(async () => {
  await estate.dispose();
  await cloud.stop();
});

const store = { baseline: async () => kept.at(-1), saveBaseline: async (baseline: Baseline) => void kept.push(baseline) };
const withBaseline = (isAsked: boolean): Pick<ScanOptions, "portsOf"> => ({ portsOf: (engine): Partial<ScanPorts> => ({ baselines: { store, fingerprint: engine.fingerprint, withinMinutes: 0, isAsked } }) });
const scan = async (options: Partial<ScanOptions> = {}): Promise<ReturnType<typeof stackIn>> => stackIn(await scanBackend({ backendUrl: estate.backendUrl, env: estate.env, ...options }), "estate/prod");
const change = (name: string, mutate: (properties: JsonObject, computed: JsonObject) => void, type?: string) => {
  const [record] = cloud.files.find({ name, ...(type ? { type } : {}) });
  cloud.files.change(record!, (properties, { computed }) => void mutate(properties, computed));
};
const asideOf = (resource: ScanReport["stacks"][number]["resources"][number] | undefined) => [...new Set((resource?.setAside ?? []).map(({ by }) => by))].sort();

test("scenarios 1 and 2: etags and defaults that the cloud fills in are no drift, at the first scan and at every later one, and are told as set aside", async () => {
  for (const round of [1, 2, 3]) {
    change("seen", (_, computed) => (computed["etag"] = `BwYY98HnOng${round}`));
    change("reader", (_, computed) => (computed["etag"] = `BwYY98HnOnh${round}`));
    change("raw", () => undefined);
    const { stack, resources } = await scan();
    expect(stack).toMatchObject({ verdict: "in-sync", coverage: { evaluated: stack.coverage.total } });
    expect(asideOf(resources["seen"])).toEqual(["gcp-etag"]);
    expect(asideOf(resources["raw"])).toEqual(["azure-etag", "azure-filled-in-defaults"]);
  }
});

test("scenario 3: machines that AKS replaced behind a load balancer are no drift; those of another scale set are", async () => {
  change("balancer", properties => (properties["backendAddressPools"] = [{ name: "nodes", backendIPConfigurations: backends(89, 90, 91) }]));
  expect(asideOf((await scan()).resources["balancer"])).toEqual(["azure-load-balancer-backends"]);
  change("balancer", properties => (properties["backendAddressPools"] = [{ name: "nodes", backendIPConfigurations: [{ id: `${NODES.replace("aks-a", "other")}/1/networkInterfaces/nic/ipConfigurations/c` }] }]));
  expect((await scan()).resources["balancer"]).toMatchObject({ verdict: "drifted", kind: "changed" });
  change("balancer", properties => (properties["backendAddressPools"] = [{ name: "nodes", backendIPConfigurations: backends(68, 69) }]));
});

test("scenario 5: nothing in another spelling, a location in another, amounts in another unit are no drift", async () => {
  change("net", properties => Object.assign(properties, { location: "westeurope", tags: {}, dhcpOptions: null }));
  change("web", properties => ((properties["spec"] as any).template.spec.containers[0].resources.limits.cpu = "1"), "kubernetes:apps/*"); // eslint-disable-line @typescript-eslint/no-explicit-any
  const { stack, resources } = await scan();
  expect(stack.verdict).toBe("in-sync");
  expect(asideOf(resources["web"])).toEqual(["kubernetes-quantities"]);
  change("web", properties => ((properties["spec"] as any).template.spec.containers[0].resources.limits.cpu = "1000m"), "kubernetes:apps/*"); // eslint-disable-line @typescript-eslint/no-explicit-any
});

test("scenario 6: replicas that an autoscaler in the stack sets are no drift within its limits, and drift beyond them", async () => {
  const scaleTo = (replicas: number) => change("web", properties => ((properties["spec"] as JsonObject)["replicas"] = replicas), "kubernetes:apps/*");
  scaleTo(7);
  const { stack, resources } = await scan();
  expect(stack.verdict).toBe("in-sync");
  expect(asideOf(resources["web"])).toEqual(["kubernetes-autoscaled-replicas"]);
  scaleTo(40);
  expect((await scan()).resources["web"]).toMatchObject({ verdict: "drifted", paths: [{ path: "spec.replicas", expected: 2, actual: 40 }] });
  scaleTo(2);
});

test("scenario 7: a subnet that is a resource of its own is no drift of its network; one that nobody declared is", async () => {
  const apps = { name: "apps", addressPrefix: "10.0.1.0/24" };
  change("net", properties => (properties["subnets"] = [apps]));
  const { stack, resources } = await scan();
  expect(stack.verdict).toBe("in-sync");
  expect(asideOf(resources["net"])).toContain("azure-inline-children");
  change("net", properties => (properties["subnets"] = [apps, { name: "backdoor", addressPrefix: "10.0.9.0/24" }]));
  expect((await scan()).resources["net"]).toMatchObject({ verdict: "drifted", kind: "changed" });
  change("net", properties => void delete properties["subnets"]);
});

test("scenario 8: what differs when the baseline is taken is set aside until it changes; the first later change is drift", async () => {
  change("raw", properties => (properties["metadata"] = { owner: "the platform adds this" }));
  expect((await scan()).resources["raw"]!.verdict).toBe("drifted");
  expect((await scan(withBaseline(true))).stack.verdict).toBe("in-sync");
  const { stack, resources } = await scan(withBaseline(false));
  expect(stack.verdict).toBe("in-sync");
  expect(asideOf(resources["raw"])).toContain("baseline");
  change("raw", properties => (properties["metadata"] = { owner: "somebody else" }));
  expect((await scan(withBaseline(false))).resources["raw"]).toMatchObject({ verdict: "drifted", paths: [{ path: "metadata", actual: { owner: "somebody else" } }] });
  expect(JSON.stringify(kept)).not.toContain("platform adds");
});
