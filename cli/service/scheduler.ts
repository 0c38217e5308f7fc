import { dueSlot, type DueSlot } from "../../drift/schedule/due-slot.ts";
import { parseSlotName, scheduleGroups, scheduleKey, slotName, type ScheduleGroup } from "../../drift/schedule/schedules.ts";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { selectStacks } from "../../estate/select-stacks.ts";
import type { Queue } from "../../model/ports/queue.ts";
import type { ScanSummary } from "../../model/ports/store.ts";
import { deadBackend } from "../scan/finish-scan.ts";
import type { Wire } from "../wire.ts";
import type { Workspace } from "../workspace.ts";
import { timesOfStacks } from "./just-deployed.ts";
import { endingOf, planScan } from "./plan-scan.ts";
import type { ServiceObserver } from "./service-event.ts";

export interface SchedulerOptions {
  /** The workspace of the configuration as it is now. */
  workspace(): Workspace;
  queue: Pick<Queue, "add">;
  wire: Pick<Wire, "newScanId" | "version">;
  observe: ServiceObserver;
  now(): Date;
}

export interface Scheduler {
  /** Begins what is due. To be called every few seconds; each replica may. */
  tick(): Promise<void>;
}

/** Of a schedule that never ran: it may make up for a slot that came while the process was being started. */
const GRACE_MS = 10 * 60_000;
/** Enough to hold the last slot of every schedule and every scan that runs. */
const RECENT_SCANS = 500;

/** Begins the scans of the schedules in trueup.yaml. What it knows of past slots is in the store, and so a restart and a second replica begin nothing twice; what it keeps itself only saves asking. */
export function scheduler(options: SchedulerOptions): Scheduler {
  const { observe, now } = options;
  const since = new Map<string, Date>();
  let newSince = new Date(now().getTime() - GRACE_MS);
  const handled = new Map<string, Date>();

  async function begin({ key, schedule }: ScheduleGroup): Promise<void> {
    if (!since.has(key)) since.set(key, newSince);
    const before = (isRunning: boolean) => ({ since: since.get(key)!, isRunning, ...(handled.has(key) ? { handled: handled.get(key)! } : {}) });
    if (dueSlot(schedule, before(false), now()).state === "none") return;
    const past = pastOf(key, await options.workspace().store.scans(RECENT_SCANS));
    if (past.last && past.last > (handled.get(key) ?? new Date(0))) handled.set(key, past.last);
    const due = dueSlot(schedule, before(past.isRunning), now());
    if (due.state === "none") return;
    await carryOut(key, due);
    handled.set(key, due.slot);
  }

  async function carryOut(key: string, due: Exclude<DueSlot, { state: "none" }>): Promise<void> {
    const slot = slotName(key, due.slot);
    if (due.state === "skipped") return observe({ type: "slot-skipped", slot, why: due.why });
    await beginSlot(key, slot, options);
  }

  return {
    async tick() {
      const { config } = options.workspace();
      for (const group of scheduleGroups(config.stacks.flatMap(({ schedule }) => (schedule ? [schedule] : [])))) await begin(group);
      // A schedule that is written while the service runs has no past.
      newSince = now();
    },
  };
}

async function beginSlot(key: string, slot: string, { workspace, queue, wire, observe, now }: SchedulerOptions): Promise<void> {
  const { config, store, backends, engine } = workspace();
  const discovery = await discoverStacks(backends);
  const stacks = selectStacks(config, discovery.stacks).stacks.filter(({ schedule }) => schedule && !schedule.paused && scheduleKey(schedule) === key);
  const besides = discovery.failures.map(deadBackend);
  if (stacks.length === 0 && besides.length === 0) return observe({ type: "slot-empty", slot });
  const timesOf = await timesOfStacks(stacks.map(({ ref }) => ref), { backends, store });
  const plan = { id: wire.newScanId(now()), slot, stacks, besides, timesOf, trueup: wire.version, engine: await engine.version(), now: now() };
  if ((await planScan(plan, { store, queue })) === "already") return;
  observe({ type: "scan-planned", scan: plan.id, slot, stacks: stacks.length, deadBackends: discovery.failures.map(({ backend }) => backend) });
}

function pastOf(key: string, scans: readonly ScanSummary[]): { last?: Date; isRunning: boolean } {
  const own = scans.flatMap(({ slot, finishedAt }) => {
    const parsed = slot === undefined ? undefined : parseSlotName(slot);
    return parsed?.key === key ? [{ slot: parsed.slot, isRunning: finishedAt === undefined }] : [];
  });
  const last = own.map(({ slot }) => slot).sort((a, b) => b.getTime() - a.getTime())[0];
  return { ...(last ? { last } : {}), isRunning: own.some(({ isRunning }) => isRunning) };
}

/** Sees to it that every scheduled scan that runs has somebody who will end it, also where the process that planned it died in the middle. */
export async function healScans({ workspace, queue, now }: Pick<SchedulerOptions, "workspace" | "queue" | "now">): Promise<void> {
  const running = (await workspace().store.scans(RECENT_SCANS)).filter(({ slot, finishedAt }) => slot !== undefined && finishedAt === undefined);
  await queue.add(running.map(({ id, slot }) => endingOf({ id, slot: slot!, besides: [], now: now() })));
}
