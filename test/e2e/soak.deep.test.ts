import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFleet, type Fleet } from "../support/fleet.ts";
import { startPostgres } from "../support/postgres.ts";
import { soak } from "../support/soak.ts";

/** Some of the reads are slow, and some of the refusals are the rate limit's, which passes. */
const FAULTS = [{ fault: "refused", name: "refused-bucket" }, { fault: "latency", ms: 50, name: "*-network" }, { fault: "throttled", times: 40, name: "calm-bucket" }] as const;
const BUSY = "baseline: { withinMinutes: 0 }\nlimits: { parallel: 4 }";

/** Node lets its heap grow long before it looks for what is not needed any more. With this little it has to look, and a worker that kept something of every stack would end. */
const HEAP_MB = 128;

const server = await startPostgres();
const fleet: Fleet = await makeFleet(17, { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` });
beforeAll(() => fleet.cloud.faults.set(...FAULTS));
afterAll(async () => {
  await fleet.dispose();
  await server[Symbol.asyncDispose]();
});

test("1,000 stack scans, workers killed 50 times, the database restarted 5 times: each run recorded once, every verdict right", { timeout: 3_600_000 }, async () => {
  const url = await server.createDatabase();
  fleet.configure({ more: `${BUSY}\n${fleet.database(server, url)}` });
  const { reports, standings, events, killed, seconds } = await soak({ fleet, server, url, slots: 20, kills: 50, restarts: 5, pauseMs: 7_000, deadlineMs: 3_000_000 });
  expect(killed).toBe(50);
  expect(reports).toHaveLength(20);
  for (const report of reports) expect(new Map(report.stacks.map(({ stack, verdict }) => [stack, verdict]))).toEqual(fleet.expected);
  expect(new Map(standings.map(({ stack, verdict }) => [stack, verdict]))).toEqual(fleet.expected);
  const [rows] = await server.sql<{ scans: number; reports: number }>("select (select count(*) from trueup.scans where finished_at is not null)::int as scans, (select count(*) from trueup.stack_reports)::int as reports", url);
  expect(rows).toEqual({ scans: 20, reports: 20 * fleet.expected.size });
  const scanned = events.filter(({ event }) => event === "stack-finished").length;
  console.log(`soak: ${20 * fleet.expected.size} stack scans (${scanned} told by a worker that lived on), ${killed} kills, 5 restarts, ${seconds.toFixed(0)} s`);
});

test("the memory of a worker does not grow with the stacks it has scanned", { timeout: 1_800_000 }, async () => {
  const url = await server.createDatabase();
  fleet.configure({ more: `${BUSY}\n${fleet.database(server, url)}` });
  const sizes: number[] = [];
  const start = fleet.start.bind(fleet);
  const watched: Fleet = {
    ...fleet,
    start(...args) {
      const started = start(...args);
      const watch = setInterval(() => void sizes.push(memoryOf(started.child.pid!)), 2_000);
      started.child.once("exit", () => clearInterval(watch));
      return started;
    },
  };
  const { seconds } = await soak({ fleet: watched, server, url, slots: 20, kills: 0, restarts: 0, pauseMs: 0, deadlineMs: 1_700_000 });
  const measured = sizes.filter(size => size > 0);
  const quarter = Math.floor(measured.length / 4);
  const [early, late] = [median(measured.slice(quarter, 2 * quarter)), median(measured.slice(-quarter))];
  console.log(`memory of a worker: ${early} MB in the second quarter of 1,020 stack scans, ${late} MB in the last (${seconds.toFixed(0)} s)`);
  expect(late).toBeLessThan(early * 1.1 + 15);
});

/** Megabytes of one process, as Linux counts them; 0 where it has ended. */
function memoryOf(pid: number): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
