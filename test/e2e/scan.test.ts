import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { GuidedError, type JsonObject } from "../../model/index.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { CONFIRMED, scanBackend, stackIn, type ScanOptions } from "../support/scan.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const CANARY = "canary-9b2c7d41";
const cloud: TestCloud = await startTestCloud();
const shop: InlineStack = await inlineStack({ project: "shop", stack: "prod", cloud, program: async () => program() });
const other: InlineStack = await inlineStack({ project: "other", stack: "prod", cloud, backendUrl: shop.backendUrl, program: async () => void new gcp.compute.Network("elsewhere", { autoCreateSubnetworks: false }) });

function program(): void {
  new gcp.compute.Network("net", { autoCreateSubnetworks: false });
  new gcp.storage.Bucket("bucket", { location: "EU", labels: { team: "data" } });
  new gcp.storage.Bucket("logs", { location: "EU", labels: { team: "data" } }, { ignoreChanges: ["labels"] });
  const metadata = { namespace: new kubernetes.core.v1.Namespace("app").metadata.name };
  new kubernetes.core.v1.Secret("login", { metadata, stringData: { password: CANARY } });
  new kubernetes.core.v1.ConfigMap("settings", { metadata: { ...metadata, name: "settings" }, data: { mode: "fast" } });
}

beforeAll(async () => {
  await shop.up();
  await other.up();
});
afterEach(() => cloud.faults.clear());
afterAll(async () => {
  await Promise.all([shop.dispose(), other.dispose()]);
  await cloud.stop();
});

const scanAll = (options: Partial<ScanOptions> = {}) => scanBackend({ backendUrl: shop.backendUrl, env: shop.env, ...options });
const change = (name: string, mutate: (properties: JsonObject) => void) => cloud.files.change(cloud.files.find({ name })[0]!, properties => void mutate(properties));

test("an estate that nobody touched is in sync, and every resource was read", async () => {
  const report = await scanAll();
  expect(report.stacks.map(({ stack, verdict }) => [stack, verdict])).toEqual([["other/prod", "in-sync"], ["shop/prod", "in-sync"]]);
  expect(report.coverage).toEqual({ evaluated: 7, total: 7 });
});

test("a scan changes nothing: the cloud only saw reads, and the backend is the same to the byte", async () => {
  const before = fingerprintOf(shop.backendUrl);
  const calls = cloud.files.calls().length;
  await scanAll();
  expect(cloud.files.calls().slice(calls).map(({ operation }) => operation).filter(operation => operation !== "read")).toEqual([]);
  expect(cloud.files.calls().length).toBeGreaterThan(calls);
  expect(fingerprintOf(shop.backendUrl)).toBe(before);
});

test("edited, hidden, secret and deleted: each is told as what it is, and nothing else is", async () => {
  change("bucket", properties => (properties["labels"] = { team: "someone-else" }));
  change("logs", properties => (properties["labels"] = { team: "hidden" }));
  change("login", properties => (properties["data"] = { password: Buffer.from("rotated-4711-secret").toString("base64") }));
  cloud.files.remove(cloud.files.find({ name: "settings" })[0]!);
  const report = await scanAll();
  const { stack, resources } = stackIn(report, "shop/prod");
  expect(stack.verdict).toBe("drifted");
  expect(Object.keys(resources).sort()).toEqual(["bucket", "login", "logs", "settings"]);
  expect(resources["bucket"]).toMatchObject({ verdict: "drifted", kind: "changed", paths: [{ path: "labels.team", expected: "data", actual: "someone-else" }] });
  expect(resources["logs"]).toMatchObject({ verdict: "ignored", paths: [{ path: "labels.team", hiddenBy: "ignoreChanges: labels" }] });
  expect(resources["login"]).toMatchObject({ verdict: "drifted", kind: "changed" });
  expect(resources["login"]!.paths.every(({ secret, actual, expected }) => secret && [actual, expected].every(value => value === undefined || value === "[secret]"))).toBe(true);
  expect(resources["settings"]).toMatchObject({ verdict: "drifted", kind: "deleted" });
  expect(stackIn(report, "other/prod").stack.verdict).toBe("in-sync");
  expect(JSON.stringify(report)).not.toMatch(/rotated-4711|cm90YXRlZC00N|canary-9b2c/);
});

test("what the engine calls drift, the scan calls drift, and the other way round", async () => {
  const engine = await shop.previewRefresh();
  const { stack } = stackIn(await scanAll(), "shop/prod");
  const ours = stack.resources.filter(({ verdict }) => verdict === "drifted").map(({ urn, kind }) => [urn, kind === "deleted" ? "delete" : "update"]);
  expect(ours).toEqual(engine.changes.map(({ urn, op }) => [urn, op]).sort());
  expect(ours.length).toBeGreaterThan(0);
});

test("after an update the estate is in sync again", async () => {
  await shop.up({ refresh: true });
  expect(stackIn(await scanAll(), "shop/prod").stack.verdict).toMatch(/^(in-sync|ignored)$/);
});

test("one refused read is one unknown with its reason; the rest of the stack is told", async () => {
  cloud.faults.set({ fault: "refused", name: "bucket" });
  const { stack, resources } = stackIn(await scanAll(), "shop/prod");
  expect(stack).toMatchObject({ verdict: "partial", reason: "refused", coverage: { evaluated: 5, total: 6 } });
  expect(resources["bucket"]).toMatchObject({ verdict: "unknown", reason: "refused" });
});

test("a refusal that the provider calls a deletion is not one for a caller who cannot be confirmed", async () => {
  cloud.faults.set({ fault: "refused-as-blank-id", name: "bucket" });
  const identityFor = async () => ({ identity: "ambient", key: "ambient", impose: (config: JsonObject) => ({ config, env: {} }), confirm: async () => undefined });
  const { resources } = stackIn(await scanAll({ identityFor }), "shop/prod");
  expect(resources["bucket"]).toMatchObject({ verdict: "unknown", reason: "unconfirmed-caller" });
});

test("what was throttled is tried again", async () => {
  cloud.faults.set({ fault: "throttled", times: 3, name: "bucket" });
  expect(stackIn(await scanAll(), "shop/prod").resources["bucket"]).toBeUndefined();
});

test("one read that hangs is one unknown, and its plugin is ended", async () => {
  cloud.faults.set({ fault: "hang", name: "bucket" });
  const report = await scanAll({ readMs: 3000 });
  const { stack, resources } = stackIn(report, "shop/prod");
  expect(stack).toMatchObject({ verdict: "partial", coverage: { evaluated: 5, total: 6 } });
  expect(resources["bucket"]).toMatchObject({ verdict: "unknown", reason: "timed-out" });
  expect(stackIn(report, "other/prod").stack.verdict).toBe("in-sync");
});

test("a plugin that crashes in one read is started again for the others", async () => {
  cloud.faults.set({ fault: "crash", name: "bucket" });
  const report = await scanAll();
  const { stack, resources } = stackIn(report, "shop/prod");
  expect(resources["bucket"]).toMatchObject({ verdict: "unknown", reason: "provider-failed" });
  expect(stack.verdict).toBe("partial");
  expect(Object.values(resources).every(({ verdict }) => verdict !== "drifted")).toBe(true);
});

test("a provider that refuses its configuration leaves the other providers of the stack told", async () => {
  cloud.faults.set({ fault: "refused", provider: "kubernetes", operation: "configure" });
  const { stack, resources } = stackIn(await scanAll(), "shop/prod");
  expect(stack).toMatchObject({ verdict: "partial", coverage: { evaluated: 3, total: 6 } });
  expect(resources["login"]).toMatchObject({ verdict: "unknown", reason: "provider-failed" });
});

test("an identity that is refused leaves the providers it does not cover told", async () => {
  const refused = new GuidedError("IDENTITY_REFUSED", "The role may not be assumed.", "Change its trust policy.");
  const { stack, resources } = stackIn(await scanAll({ identityFor: async provider => (provider.package === "gcp" ? Promise.reject(refused) : CONFIRMED) }), "shop/prod");
  expect(stack.coverage).toEqual({ evaluated: 3, total: 6 });
  expect(resources["net"]).toMatchObject({ verdict: "unknown", reason: "identity-refused" });
});

test("a caller of another account makes every answer worthless", async () => {
  const { stack } = stackIn(await scanAll({ identityFor: async () => ({ ...CONFIRMED, expectedAccount: "2" }) }), "shop/prod");
  expect(stack).toMatchObject({ verdict: "unknown", reason: "wrong-account", coverage: { evaluated: 0, total: 6 } });
});

test("lists in another order and computed values that churn are no drift", async () => {
  cloud.faults.set({ fault: "reorder" }, { fault: "churn" });
  expect(stackIn(await scanAll(), "shop/prod").stack.verdict).toMatch(/^(in-sync|ignored)$/);
});

test("secrets that a provider leaks, in values and in errors, reach no report", async () => {
  cloud.faults.set({ fault: "leak-secrets" }, { fault: "refused", name: "login" });
  const report = JSON.stringify(await scanAll());
  expect(report).toContain("refused");
  expect(report).not.toContain(CANARY);
  expect(report).not.toContain(Buffer.from(CANARY).toString("base64").replace(/=+$/, ""));
});

test("a wrong passphrase is named, and nothing of the stack is green", async () => {
  const { stack } = stackIn(await scanAll({ passphrase: "wrong" }), "shop/prod");
  expect(stack).toMatchObject({ verdict: "unknown", reason: "secrets-locked" });
  expect(stack.message).toContain("passphrase");
});

test("a plugin that is not installed is named with the command that installs it", async () => {
  const { PATH, ...rest } = shop.env;
  const withoutPlugins = { ...rest, PATH: PATH!.split(":").filter(folder => !folder.includes("test/cloud/bin")).join(":") };
  const { stack } = stackIn(await scanAll({ env: withoutPlugins }), "shop/prod");
  expect(stack).toMatchObject({ verdict: "unknown", reason: "provider-failed" });
  expect(stack.message).toMatch(/plugin (gcp|kubernetes) v[\d.]+ is not installed.*pulumi plugin install resource/);
});

function fingerprintOf(backendUrl: string): string {
  const root = backendUrl.slice("file://".length);
  const hash = createHash("sha256");
  for (const file of readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).sort()) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
}
