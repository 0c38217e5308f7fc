import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { scanReport } from "../../model/scan-report.ts";
import { makeFleet, type TrueupProcess } from "../support/fleet.ts";
import { startPostgres } from "../support/postgres.ts";
import { soak } from "../support/soak.ts";

const server = await startPostgres();
const fleet = await makeFleet(4, { TRUEUP_DEBUG: "1" });
afterAll(async () => {
  await fleet.dispose();
  await server[Symbol.asyncDispose]();
});

/** A schedule whose slot has just come, and comes again tomorrow. */
function justNow(): string {
  const now = new Date();
  return `schedule: { cron: "${now.getUTCMinutes()} ${now.getUTCHours()} * * *" }`;
}

const ALONE = "service: { listen: '127.0.0.1:0' }\nbaseline: { withinMinutes: 0 }";

function stacks(of: TrueupProcess, type: "stack-begun" | "stack-finished"): unknown[] {
  return of.events().flatMap(({ event, stack }) => (event === type ? [stack] : []));
}

function unfinished(of: TrueupProcess): unknown[] {
  const finished = stacks(of, "stack-finished");
  return stacks(of, "stack-begun").filter(stack => !finished.includes(stack));
}

async function lastReport(): Promise<ReturnType<typeof scanReport.parse>> {
  const told = fleet.start("report", "--format", "json");
  await sleep(0);
  await new Promise(resolve => told.child.once("close", resolve));
  return scanReport.parse(JSON.parse(told.text()));
}

test("serve alone: a slot that has come is scanned once, also over a restart; a broken configuration keeps the old one; SIGTERM ends it", async () => {
  const rule = justNow();
  fleet.configure({ rule, more: ALONE });
  const first = fleet.start("serve");
  const finished = await first.until(({ event }) => event === "scan-finished");
  expect(finished).toMatchObject({ stacks: 12, outcome: "drift" });
  const report = await lastReport();
  expect(new Map(report.stacks.map(({ stack, verdict }) => [stack, verdict]))).toEqual(fleet.expected);
  expect(report.fleet).toMatchObject({ evaluated: 12, total: 12 });

  writeFileSync(join(fleet.cwd, "trueup.yaml"), "stacks: [");
  expect(await first.until(({ event }) => event === "config-refused")).toMatchObject({ file: "trueup.yaml", message: expect.stringContaining("line 1") });
  fleet.configure({ rule: `${rule}, owner: net`, more: ALONE });
  await first.until(({ event }) => event === "config-reloaded");
  expect(await first.end("SIGTERM")).toBe(0);
  expect(first.text()).not.toContain("only for tests");

  const again = fleet.start("serve");
  await again.until(({ event }) => event === "started");
  await sleep(7_000);
  expect(await again.end("SIGINT")).toBe(0);
  expect(again.events().filter(({ event }) => event === "scan-planned")).toEqual([]);
});

test("a worker alone says that it needs a database to share", async () => {
  fleet.configure({ more: ALONE });
  const alone = fleet.start("worker");
  await new Promise(resolve => alone.child.once("close", resolve));
  expect(alone.child.exitCode).toBe(3);
  expect(alone.text()).toContain("trueup.yaml names no `database`");
});

test("two replicas begin a slot once; one that is killed in the middle is made up for by the other, and nothing that was finished is read again", async () => {
  const url = await server.createDatabase();
  const rule = justNow();
  fleet.configure({ rule, more: `${ALONE}\nlimits: { parallel: 2 }\n${fleet.database(server, url)}` });
  fleet.cloud.faults.set({ fault: "refused", name: "refused-bucket" }, { fault: "latency", ms: 700 });
  const replicas = [fleet.start("serve"), fleet.start("serve")];
  const victim = await Promise.race(replicas.map(async replica => (await replica.until(() => stacks(replica, "stack-finished").length > 0 && unfinished(replica).length > 0), replica)));
  await victim.end("SIGKILL");
  const other = replicas.find(replica => replica !== victim)!;
  await other.until(({ event }) => event === "scan-finished", 90_000);
  expect(replicas.flatMap(replica => replica.events()).filter(({ event }) => event === "scan-planned")).toHaveLength(1);
  expect(unfinished(victim)).not.toEqual([]);
  expect(stacks(other, "stack-finished")).toEqual(expect.arrayContaining(unfinished(victim)));
  const done = stacks(victim, "stack-finished");
  expect(stacks(other, "stack-begun").filter(stack => done.includes(stack))).toEqual([]);
  const report = await lastReport();
  expect(new Map(report.stacks.map(({ stack, verdict }) => [stack, verdict]))).toEqual(fleet.expected);
  expect(await server.sql("select slot from trueup.scans", url)).toHaveLength(1);
  expect(await other.end()).toBe(0);
});

test("workers that are killed and a database that restarts lose nothing and record nothing twice", async () => {
  const url = await server.createDatabase();
  fleet.cloud.faults.set({ fault: "refused", name: "refused-bucket" }, { fault: "latency", ms: 100 });
  fleet.configure({ more: `${ALONE}\n${fleet.database(server, url)}` });
  const { reports, standings, killed } = await soak({ fleet, server, url, slots: 5, kills: 4, restarts: 1, pauseMs: 4_000, deadlineMs: 180_000 });
  expect(killed).toBe(4);
  for (const report of reports) expect(new Map(report.stacks.map(({ stack, verdict }) => [stack, verdict]))).toEqual(fleet.expected);
  expect(new Map(standings.map(({ stack, verdict }) => [stack, verdict]))).toEqual(fleet.expected);
});
