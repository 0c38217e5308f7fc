import { execFileSync } from "node:child_process";
import gcp from "@pulumi/gcp";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CloudSession } from "../../model/index.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { CONFIRMED, scanBackend, stackIn, type ScanOptions } from "../support/scan.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const BUCKETS = 24;
const cloud: TestCloud = await startTestCloud();
const many: InlineStack = await inlineStack({ project: "many", stack: "prod", cloud, program: async () => buckets(BUCKETS) });
const few: InlineStack = await inlineStack({ project: "few", stack: "prod", cloud, backendUrl: many.backendUrl, program: async () => buckets(2) });

function buckets(count: number): void {
  for (let i = 0; i < count; i++) new gcp.storage.Bucket(`bucket-${i}`, { location: "EU" });
}

beforeAll(async () => {
  await many.up();
  await few.up();
});
afterEach(() => cloud.faults.clear());
afterAll(async () => {
  await Promise.all([many.dispose(), few.dispose()]);
  await cloud.stop();
});

const scan = (options: Partial<ScanOptions> = {}) => scanBackend({ backendUrl: many.backendUrl, env: many.env, ...options });

test.each(["direct", "engine"] as const)("reads that all fail at once without a word are a rate limit: they are tried again, slower, until they are answered (%s reader)", async reader => {
  cloud.faults.set({ fault: "wordless", times: BUCKETS });
  const report = await scan({ reader });
  expect(report.stacks.map(({ verdict }) => verdict)).toEqual(["in-sync", "in-sync"]);
});

test("a rate limit that outlasts the deadline is one reason for the stack, and none of its resources is called anything else", async () => {
  cloud.faults.set({ fault: "wordless" });
  const { stack } = stackIn(await scan({ reader: "direct", readMs: 2000 }), "many/prod");
  expect(stack).toMatchObject({ verdict: "unknown", reason: "throttled", coverage: { evaluated: 0, total: BUCKETS } });
  expect(new Set(stack.resources.map(({ verdict, reason }) => `${verdict}: ${reason}`))).toEqual(new Set(["unknown: throttled"]));
});

test("a single failure without a word is the provider's", async () => {
  cloud.faults.set({ fault: "wordless", name: "bucket-1" });
  const { resources } = stackIn(await scan({ reader: "direct" }), "few/prod");
  expect(resources["bucket-1"]).toMatchObject({ verdict: "unknown", reason: "provider-failed" });
});

test("a configured rate is not exceeded", async () => {
  const started = performance.now();
  const { coverage } = await scan({ reader: "direct", callsPerSecond: { gcp: 10 }, parallel: 1 });
  expect(coverage.evaluated).toBe(BUCKETS + 2);
  // A second's worth at once, the rest at ten a second.
  expect(performance.now() - started).toBeGreaterThan(((BUCKETS + 2 - 10 - 1) / 10) * 1000);
});

test("credentials that end in the middle of a scan are renewed before they do, once for all stacks, and every answer still counts", async () => {
  const renewed: string[] = [];
  const living = (n: number): CloudSession => {
    let next: Promise<CloudSession> | undefined;
    const renew = async () => {
      renewed.push(`session-${n + 1}`);
      return living(n + 1);
    };
    return { ...CONFIRMED, key: `session-${n}`, impose: config => ({ config, env: { TEST_SESSION: String(n) } }), expiresAt: new Date(Date.now() + 4000), renew: () => (next ??= renew()) };
  };
  const first = living(0);
  const report = await scan({ reader: "direct", callsPerSecond: { gcp: 4 }, identityFor: async () => first });
  expect(report.stacks.map(({ verdict }) => verdict)).toEqual(["in-sync", "in-sync"]);
  expect(renewed.length).toBeGreaterThan(0);
  expect(new Set(renewed).size).toBe(renewed.length);
});

test("where credentials cannot be renewed, what was not read is unknown for that reason, and nothing of it is green", async () => {
  const ending: CloudSession = { ...CONFIRMED, expiresAt: new Date(Date.now() + 1500), renew: () => Promise.reject(new Error("the token endpoint says no")) };
  const { stack } = stackIn(await scan({ reader: "direct", callsPerSecond: { gcp: 5 }, identityFor: async () => ending }), "many/prod");
  expect(["partial", "unknown"]).toContain(stack.verdict);
  expect(stack.resources.find(({ verdict }) => verdict === "unknown")).toMatchObject({ message: expect.stringContaining("the token endpoint says no") });
});

test.each(["direct", "engine"] as const)("a stack whose time is up is told as that, what was read stays told, and the plugin that hung is ended (%s reader)", async reader => {
  cloud.faults.set({ fault: "hang", name: "bucket-7" });
  const report = await scan({ reader, stackMs: 9000, readMs: 60_000 });
  const { stack, resources } = stackIn(report, "many/prod");
  expect(stack).toMatchObject({ verdict: "partial", reason: "timed-out", coverage: { evaluated: BUCKETS - 1, total: BUCKETS } });
  expect(resources["bucket-7"]).toMatchObject({ verdict: "unknown", reason: "timed-out" });
  expect(stackIn(report, "few/prod").stack.verdict).toBe("in-sync");
  expect(runningPlugins()).toEqual([]);
});

test("a provider that answers nothing is not waited for resource by resource", async () => {
  cloud.faults.set({ fault: "hang" });
  const started = performance.now();
  const { stack } = stackIn(await scan({ reader: "direct", readMs: 3000, parallel: 1 }), "many/prod");
  expect(stack).toMatchObject({ verdict: "unknown", reason: "timed-out" });
  expect(performance.now() - started).toBeLessThan(BUCKETS * 3000);
});

/** Plugins of the test cloud that this process, or the engine under it, still runs. */
function runningPlugins(): string[] {
  const processes = execFileSync("ps", ["-eo", "ppid=,args="], { encoding: "utf8" }).split("\n");
  return processes.filter(line => line.trim().startsWith(`${process.pid} `) && line.includes("test/cloud/gcp/main.ts"));
}
