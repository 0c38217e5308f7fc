import { expect, test } from "vitest";
import { runStack, type StackRun } from "../../../cli/service/run-stack.ts";
import type { Workspace } from "../../../cli/workspace.ts";
import type { ScanPorts } from "../../../drift/scan.ts";
import { GuidedError, type StackReport } from "../../../model/index.ts";

const REF = { backend: "main", project: "net", stack: "prod" };
const NOW = new Date("2026-11-21T03:00:00Z");

/** One stack of a scheduled scan, in a backend that has no such stack any more: what is not skipped before asks it. */
async function run({ deaths = 0, closes, include = "net/*", paused = false, error = new GuidedError("STACK_MISSING", "There is no net/prod.", "") }: { deaths?: number; closes?: string; include?: string; paused?: boolean; error?: Error }) {
  const kept: StackReport[] = [];
  const asked: string[] = [];
  const config = { limits: { parallel: 1, goneShare: 0.5, readSeconds: 1, stackSeconds: 1 }, stacks: [{ include: [include], exclude: [], identities: [], onDrift: "report", priority: 0, schedule: { cron: "0 2 * * *", timeZone: "UTC", jitterMinutes: 0, paused } }] };
  const state = async () => (asked.push("state"), Promise.reject(error));
  const ports = { backend: () => ({ state }), reasonOf: () => "backend-failed", onStack: async (report: StackReport) => (kept.push(report), report) } as unknown as ScanPorts;
  const workspace = { config, identities: { among: () => async () => undefined } } as unknown as Workspace;
  const work: StackRun["work"] = { kind: "stack", scan: "s", slot: "0 2 * * * UTC@2026-11-21T02:00:00.000Z", ref: REF, ...(closes ? { closes } : {}) };
  const report = await runStack({ work, deaths, workspace, ports, now: NOW });
  expect(kept).toEqual([report]);
  return { report, asked };
}

test.each([
  ["the window of its schedule has closed", { closes: "2026-11-21T02:59:59.000Z" }, "closed at 2026-11-21T02:59:59.000Z"],
  ["its schedule was paused meanwhile", { paused: true }, "was paused"],
  ["no rule takes it any more", { include: "other/*" }, "no rule of `stacks` takes it"],
] as const)("a stack is skipped without asking its backend where %s", async (_, given, why) => {
  const { report, asked } = await run(given);
  expect(report).toMatchObject({ stack: "net/prod", verdict: "skipped", reason: "not-begun", message: expect.stringContaining(why) });
  expect(asked).toEqual([]);
});

test("a stack that was removed after its scan was planned is skipped, and no failure of its backend", async () => {
  const { report, asked } = await run({ closes: "2026-11-21T03:00:01.000Z" });
  expect(report).toMatchObject({ verdict: "skipped", reason: "not-begun" });
  expect(asked).toEqual(["state"]);
});

test("any other failure is the stack's, and it is unknown", async () => {
  expect((await run({ error: new GuidedError("BACKEND_UNREACHABLE", "away", "") })).report).toMatchObject({ verdict: "unknown", reason: "backend-failed" });
});

test("a stack that ends its workers is read twice more, and then told as unknown", async () => {
  expect((await run({ deaths: 2 })).asked).toEqual(["state"]);
  const { report, asked } = await run({ deaths: 3 });
  expect(report).toMatchObject({ verdict: "unknown", reason: "engine-failed", message: expect.stringContaining("3 workers in a row") });
  expect(asked).toEqual([]);
});
