import type { Schedule } from "../../model/config.ts";
import { latestSlot } from "./slots.ts";
import { windowClose } from "./window.ts";

/** What is known of the slots of one schedule that have come. */
export interface SlotsBefore {
  /** The last slot that was begun, or was skipped. */
  handled?: Date;
  /** Since when this schedule is looked after: where no slot of it was ever handled, those before are not made up for. */
  since: Date;
  /** The run of an earlier slot has not ended. */
  isRunning: boolean;
}

export type DueSlot =
  | { state: "none" }
  | { state: "due"; slot: Date; /** What has not begun by then is skipped. */ closes?: Date }
  | { state: "skipped"; slot: Date; why: SkipReason };

/** Why a slot that came is not run. */
export type SkipReason = "outside-window" | "window-closed" | "still-running";

/**
 * Which slot of a schedule has to be begun now. After a downtime that is the newest one alone, so that there is never more than one run to catch up, and only while the
 * window it belongs to is still open. A slot that comes while the run before it has not ended is skipped. Pure.
 */
export function dueSlot(schedule: Pick<Schedule, "cron" | "timeZone" | "window" | "paused">, before: SlotsBefore, now: Date): DueSlot {
  if (schedule.paused) return { state: "none" };
  const slot = latestSlot(schedule, { after: before.handled ?? before.since, until: now });
  if (!slot) return { state: "none" };
  const closes = windowClose(schedule, slot);
  if (closes === "closed") return { state: "skipped", slot, why: "outside-window" };
  if (closes !== "open" && now >= closes) return { state: "skipped", slot, why: "window-closed" };
  if (before.isRunning) return { state: "skipped", slot, why: "still-running" };
  return { state: "due", slot, ...(closes === "open" ? {} : { closes }) };
}
