import { expect, test } from "vitest";
import { healScans, scheduler } from "../../../cli/service/scheduler.ts";
import type { ServiceEvent } from "../../../cli/service/service-event.ts";
import type { Workspace } from "../../../cli/workspace.ts";
import type { NewJob, ScanStart, ScanSummary, Schedule } from "../../../model/index.ts";

const at = (text: string): Date => new Date(text);

/** What replicas share: a store and a queue. */
function shared() {
  const scans: (ScanSummary & { start: ScanStart })[] = [];
  const jobs = new Map<string, NewJob>();
  const store = {
    scans: async () => [...scans].reverse(),
    standings: async () => [{ backend: "main", stack: "net/prod", toldAt: "2026-11-01T00:00:00Z" }],
    async beginScan(start: ScanStart) {
      if (scans.some(({ slot }) => slot === start.slot)) return "already";
      scans.push({ id: start.id, startedAt: start.startedAt, slot: start.slot!, stacks: { planned: start.stacks.length, told: 0, drifted: 0 }, start });
      return "begun";
    },
  };
  const queue = { add: async (added: readonly NewJob[]) => added.forEach(job => jobs.set(job.work.kind + job.work.scan + ("ref" in job.work ? job.work.ref.stack : ""), job)) };
  return { scans, jobs, store, queue };
}

/** One `trueup serve` with a clock of its own. */
function replica(world: ReturnType<typeof shared>, schedule: Partial<Schedule> = {}) {
  const clock = { now: at("2026-11-20T12:00:00Z") };
  const events: ServiceEvent[] = [];
  const config = { stacks: [{ include: ["net/*"], exclude: [], identities: [], onDrift: "report", priority: 5, schedule: { cron: "0 2 * * *", timeZone: "UTC", jitterMinutes: 0, paused: false, ...schedule } }] };
  const backend = { name: "main", list: async () => ["prod", "test"].map(stack => ({ backend: "main", project: "net", stack })), lastUpdate: async () => ({ kind: "update", endedAt: "2026-11-19T00:00:00Z" }) };
  const workspace = { config, store: world.store, backends: [backend], engine: { version: async () => "v3" } } as unknown as Workspace;
  const ids = { next: 0 };
  const options = { workspace: () => workspace, queue: world.queue, wire: { newScanId: () => `scan-${Math.random()}-${ids.next++}`, version: "test" }, observe: (event: ServiceEvent) => void events.push(event), now: () => clock.now };
  const { tick } = scheduler(options);
  return { events, workspace, heal: () => healScans(options), tickAt: async (text: string) => ((clock.now = at(text)), tick()) };
}

test("two replicas that look at the clock all night begin one scan, with every stack and its end", async () => {
  const world = shared();
  const replicas = [replica(world), replica(world)];
  for (let minute = 0; minute < 6 * 60; minute += 7) await Promise.all(replicas.map(each => each.tickAt(new Date(at("2026-11-21T00:00:00Z").getTime() + minute * 60_000).toISOString())));
  expect(world.scans.map(({ slot }) => slot)).toEqual(["0 2 * * * UTC@2026-11-21T02:00:00.000Z"]);
  expect([...world.jobs.values()].map(({ work }) => work.kind)).toEqual(["stack", "stack", "finish"]);
});

test("what was deployed since it was told goes before what was never told, and the end before both", async () => {
  const world = shared();
  const one = replica(world);
  await one.tickAt("2026-11-21T01:59:00Z");
  await one.tickAt("2026-11-21T02:00:01Z");
  const priorityOf = (kind: string, stack?: string) => [...world.jobs.values()].find(({ work }) => work.kind === kind && (stack === undefined || ("ref" in work && work.ref.stack === stack)))!.priority;
  expect(priorityOf("stack", "prod")).toBeGreaterThan(priorityOf("stack", "test"));
  expect(priorityOf("stack", "test")).toBe(5);
  expect(priorityOf("finish")).toBeGreaterThan(priorityOf("stack", "prod"));
});

test("a restart inside the window begins nothing again, and a slot whose run goes on is skipped and said so", async () => {
  const world = shared();
  const nightly = { cron: "35 23 * * *", window: "23:30-04:00" };
  const first = replica(world, nightly);
  await first.tickAt("2026-11-20T23:30:00Z");
  await first.tickAt("2026-11-20T23:35:00Z");
  const again = replica(world, nightly);
  await again.tickAt("2026-11-21T00:30:00Z");
  expect(world.scans).toHaveLength(1);
  await again.tickAt("2026-11-21T23:36:00Z");
  expect(again.events).toEqual([{ type: "slot-skipped", slot: "35 23 * * * UTC in 23:30-04:00@2026-11-21T23:35:00.000Z", why: "still-running" }]);
  world.scans[0]!.finishedAt = "2026-11-22T00:00:00Z";
  await again.tickAt("2026-11-22T23:36:00Z");
  expect(world.scans).toHaveLength(2);
});

test("a scan whose process died before it had queued anything gets somebody who will end it", async () => {
  const world = shared();
  const dying = replica(world);
  const { add } = world.queue;
  world.queue.add = async () => Promise.reject(new Error("killed"));
  await dying.tickAt("2026-11-21T01:59:00Z");
  await expect(dying.tickAt("2026-11-21T02:00:01Z")).rejects.toThrow("killed");
  world.queue.add = add;
  const other = replica(world);
  await other.tickAt("2026-11-21T02:01:00Z");
  expect(world.scans).toHaveLength(1);
  await other.heal();
  expect([...world.jobs.values()].map(({ work }) => work)).toEqual([{ kind: "finish", scan: world.scans[0]!.id, slot: world.scans[0]!.slot, besides: [] }]);
});
