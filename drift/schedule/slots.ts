import { Cron } from "croner";
import type { Schedule } from "../../model/config.ts";

/**
 * The newest slot of a schedule in `(after, until]`; `undefined` where there is none. Wall-clock times follow the schedule's time zone: a time that
 * the clocks skip comes once, right after the gap, and a time that they repeat comes once, at its first turn. An hourly slot comes in both hours of a repeat.
 */
export function latestSlot(schedule: Pick<Schedule, "cron" | "timeZone">, { after, until }: { after: Date; until: Date }): Date | undefined {
  // The library answers with what lies strictly before the second it is given.
  const [slot] = cronOf(schedule).previousRuns(1, new Date(secondsOf(until) * 1000 + 1000));
  return slot && slot > after && slot <= until ? slot : undefined;
}

/** The first slot after an instant; `undefined` where a cron expression never comes. */
export function nextSlot(schedule: Pick<Schedule, "cron" | "timeZone">, after: Date): Date | undefined {
  return cronOf(schedule).nextRun(after) ?? undefined;
}

/** Every slot in `(after, until]`, oldest first, at most `limit`. */
export function slotsBetween(schedule: Pick<Schedule, "cron" | "timeZone">, { after, until, limit = 1000 }: { after: Date; until: Date; limit?: number }): Date[] {
  const slots: Date[] = [];
  for (let slot = nextSlot(schedule, after); slot && slot <= until && slots.length < limit; slot = nextSlot(schedule, slot)) slots.push(slot);
  return slots;
}

function cronOf({ cron, timeZone }: Pick<Schedule, "cron" | "timeZone">): Cron {
  return new Cron(cron, { timezone: timeZone, mode: "5-part" });
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
