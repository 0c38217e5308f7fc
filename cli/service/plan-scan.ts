import { parseSlotName } from "../../drift/schedule/schedules.ts";
import { startOf } from "../../drift/schedule/spread.ts";
import { stackPriority } from "../../drift/schedule/stack-priority.ts";
import { windowClose } from "../../drift/schedule/window.ts";
import type { SelectedStack } from "../../estate/select-stacks.ts";
import type { NewJob, Queue } from "../../model/ports/queue.ts";
import type { Store } from "../../model/ports/store.ts";
import type { StackReport } from "../../model/scan-report.ts";
import { stackName } from "../../model/stack.ts";
import type { TimesOf } from "./just-deployed.ts";

export interface ScanPlan {
  id: string;
  /** Name of its slot; absent where a person asked for it. */
  slot?: string;
  stacks: readonly SelectedStack[];
  /** Reports of backends that could not be listed. */
  besides: StackReport[];
  trueup: string;
  engine?: string;
  now: Date;
  timesOf: TimesOf;
}

/** The end of a scan goes before any stack: it takes no time, and people wait for it. */
const ENDING_FIRST = 100_000;
/** Between two looks at whether a scan is at its end, where nobody says that it is. */
export const LOOK_AGAIN_MS = 10_000;

/**
 * Begins a scan and queues its stacks. `already`: its slot has one, maybe begun by another replica at the same moment, or by a process that died before it could
 * queue anything: whoever looks after the scans that run heals that.
 */
export async function planScan(plan: ScanPlan, { store, queue }: { store: Pick<Store, "beginScan">; queue: Pick<Queue, "add"> }): Promise<"planned" | "already"> {
  const { id, slot, stacks, trueup, engine, now } = plan;
  const start = { id, startedAt: now.toISOString(), trueup, stacks: stacks.map(({ ref }) => ref) };
  const begun = await store.beginScan({ ...start, ...(slot === undefined ? {} : { slot }), ...(engine === undefined ? {} : { engine }) });
  if (begun === "already") return "already";
  await queue.add([...stackJobs(plan), endingOf(plan)]);
  return "planned";
}

/** The jobs of some stacks of a scan: for a scheduled one at the moments that its schedule gives them, until its window closes. */
export function stackJobs({ id, slot, stacks, timesOf }: Pick<ScanPlan, "id" | "slot" | "stacks" | "timesOf">): NewJob[] {
  const at = slot === undefined ? undefined : parseSlotName(slot)?.slot;
  return stacks.map(({ ref, schedule, priority }) => {
    const closes = at && schedule && windowClose(schedule, at);
    return {
      work: { kind: "stack", scan: id, ref, ...(slot === undefined ? {} : { slot }), ...(closes instanceof Date ? { closes: closes.toISOString() } : {}) },
      priority: stackPriority(priority, timesOf(ref)),
      ...(at && schedule ? { startAfter: startOf(stackName(ref), at, schedule) } : {}),
    };
  });
}

/** What sees to it that a scan gets all its reports, and ends it then. */
export function endingOf({ id, slot, besides, now }: Pick<ScanPlan, "id" | "slot" | "besides" | "now">): NewJob {
  return { work: { kind: "finish", scan: id, besides, ...(slot === undefined ? {} : { slot }) }, priority: ENDING_FIRST, startAfter: new Date(now.getTime() + LOOK_AGAIN_MS) };
}
