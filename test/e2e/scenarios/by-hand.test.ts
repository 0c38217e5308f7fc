import kubernetes from "@pulumi/kubernetes";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../../model/index.ts";
import { inlineStack, type InlineStack } from "../../support/engine.ts";
import { scanBackend, stackIn } from "../../support/scan.ts";
import { startTestCloud, type TestCloud } from "../../support/test-cloud.ts";

// What somebody did to a cluster with kubectl, and the engine's next update would leave as it is.

const cloud: TestCloud = await startTestCloud();
const shop: InlineStack = await inlineStack({ project: "shop", stack: "prod", cloud, program: async () => program() });

function program(): void {
  const labels = { app: "web" };
  new kubernetes.apps.v1.Deployment("web", { metadata: { name: "web", labels }, spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "web", image: "web:1" }] } } } });
}

beforeAll(async () => void (await shop.up()));
afterAll(async () => {
  await shop.dispose();
  await cloud.stop();
});

const scan = async () => stackIn(await scanBackend({ backendUrl: shop.backendUrl, env: shop.env }), "shop/prod");
const kubectl = (mutate: (object: { metadata: JsonObject; spec: JsonObject }) => void) => cloud.files.change(cloud.files.find({ name: "web" })[0]!, properties => mutate(properties as never));

test("scenario 18: `kubectl scale` is drift in every scan, though the engine's update does nothing about it", async () => {
  kubectl(({ spec }) => (spec["replicas"] = 5));
  const scaled = { verdict: "drifted", kind: "changed", paths: [{ path: "spec.replicas", expected: 2, actual: 5 }] };
  expect((await scan()).resources["web"]).toMatchObject(scaled);
  const { summary } = await shop.up();
  expect(summary.resourceChanges?.update).toBeUndefined();
  expect((await scan()).resources["web"]).toMatchObject(scaled);
  kubectl(({ spec }) => (spec["replicas"] = 2));
  expect((await scan()).stack.verdict).toBe("in-sync");
});

test("scenario 18: a label of the program that somebody changed is drift, and so is an image that somebody set", async () => {
  kubectl(({ metadata, spec }) => {
    metadata["labels"] = { app: "hijacked" };
    ((spec["template"] as { spec: { containers: JsonObject[] } }).spec.containers[0]!)["image"] = "web:2";
  });
  const { resources } = await scan();
  expect(resources["web"]!.paths.map(({ path, expected, actual }) => [path, expected, actual])).toEqual([
    ["metadata.labels.app", "web", "hijacked"],
    ["spec.template.spec.containers[0].image", "web:1", "web:2"],
  ]);
});
