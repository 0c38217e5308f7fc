import type { Schedule } from "../../model/config.ts";
import { nextSlot } from "./slots.ts";

/**
 * When the window that is open at an instant closes. `open`: the schedule has no window. `closed`: it has one, and it is not open then. A window opens at its
 * first minute and is closed from its last one on; it may go over midnight, and follows the clocks of its time zone.
 */
export function windowClose(schedule: Pick<Schedule, "window" | "timeZone">, at: Date): Date | "open" | "closed" {
  if (!schedule.window) return "open";
  const [opens, closes] = schedule.window.split("-").map(time => nextSlot({ cron: dailyAt(time), timeZone: schedule.timeZone }, at));
  // Inside is where it closes before it opens again.
  return closes && opens && closes < opens ? closes : "closed";
}

/** `04:30` → `30 4 * * *` */
function dailyAt(time: string): string {
  const [hours, minutes] = time.split(":").map(Number);
  return `${minutes} ${hours} * * *`;
}
