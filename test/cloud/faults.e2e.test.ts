import azure from "@pulumi/azure-native";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { startTestCloud } from "../support/test-cloud.ts";

const CANARY = "canary-31c8";
const cloud = await startTestCloud();
const stack: InlineStack = await inlineStack({ project: "faulty", cloud, program: async () => program() });

beforeAll(() => stack.up());
afterAll(async () => {
  await stack.dispose();
  await cloud.stop();
});

test("reads fail one by one, each in its provider's words, and the others are still told", async () => {
  cloud.files.remove(cloud.files.find({ name: "gone" })[0]!);
  cloud.faults.set(
    { fault: "refused", name: "refused" },
    { fault: "refused-as-blank-id", name: "hidden" },
    { fault: "throttled", times: 1, name: "throttled" },
    { fault: "unreachable", provider: "kubernetes" },
    { fault: "latency", ms: 700, name: "slow" },
    { fault: "reorder", type: "gcp:compute/*" },
    { fault: "churn", type: "gcp:projects/*" },
  );
  const started = performance.now();
  const { changes, errors } = await stack.previewRefresh();
  expect(performance.now() - started).toBeGreaterThan(700);
  expect(Object.fromEntries(changes.map(({ name, op, detailedDiff }) => [name, { op, ...detailedDiff }]))).toEqual({
    gone: { op: "delete" },
    // The engine cannot know better: the provider said that it is gone.
    hidden: { op: "delete" },
    // Ports are a list, whose order counts; the source ranges are a set. What only churned is not told at all.
    firewall: { op: "update", "allows[0].ports[0]": "update", "allows[0].ports[1]": "update" },
  });
  const said = errors.join("\n");
  expect(said).toContain(`Code="AuthorizationFailed"`);
  expect(said).toContain(`Code="SubscriptionRequestsThrottled"`);
  expect(said).toContain("configured Kubernetes cluster is unreachable");
  expect(said).not.toContain(CANARY);
});

test("leaked secrets are in what the engine tells, and without the fault they are not", async () => {
  cloud.files.change(cloud.files.find({ name: "login" })[0]!, properties => (properties["data"] = { password: Buffer.from(`${CANARY}-rotated`).toString("base64") }) as JsonObject);
  cloud.faults.clear();
  expect(JSON.stringify((await stack.previewRefresh()).events)).not.toContain(CANARY);
  cloud.faults.set({ fault: "leak-secrets", type: "kubernetes:*" }, { fault: "refused", name: "also-secret" });
  const { events, errors } = await stack.previewRefresh();
  expect(JSON.stringify(events)).toContain(`${CANARY}-rotated`);
  expect(errors.join("\n")).toContain("Request: {");
});

test("a crash takes the reads of its own provider along and no others", async () => {
  cloud.faults.set({ fault: "crash", type: "gcp:*" });
  const { changes, errors, output } = await stack.previewRefresh();
  expect(errors.length).toBeGreaterThan(0);
  expect(output).toContain("panic: ");
  expect(changes.map(({ type }) => type)).not.toContainEqual(expect.stringMatching(/^gcp:/));
});

test("a configuration that is refused fails every read of its provider", async () => {
  cloud.faults.set({ fault: "refused", operation: "configure", provider: "gcp" });
  const { changes, errors } = await stack.previewRefresh();
  expect(changes.map(({ type }) => type)).not.toContainEqual(expect.stringMatching(/^gcp:/));
  expect(errors.join("\n")).toContain("oauth2: cannot fetch token");
});

function program(): void {
  for (const name of ["refused", "hidden", "throttled", "slow", "gone"]) new azure.resources.ResourceGroup(name, { tags: { Owner: name } });
  new kubernetes.core.v1.Secret("login", { stringData: { password: CANARY } });
  new kubernetes.core.v1.Secret("also-secret", { stringData: { token: CANARY } });
  const network = new gcp.compute.Network("net", { autoCreateSubnetworks: false });
  new gcp.compute.Firewall("firewall", { network: network.id, allows: [{ protocol: "tcp", ports: ["22", "443"] }], sourceRanges: ["10.0.0.0/8", "192.168.0.0/16"] });
  new gcp.projects.IAMMember("viewer", { project: "shop", role: "roles/viewer", member: "user:kim@example.com" });
}
