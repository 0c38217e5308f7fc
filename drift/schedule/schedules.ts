import type { Schedule } from "../../model/config.ts";

/** Stacks that are scanned together: their rules say the same times. */
export interface ScheduleGroup {
  /** As `0 2 * * * Europe/Berlin in 23:30-04:00`; the same for equal schedules, in every replica and after every restart. */
  key: string;
  schedule: Pick<Schedule, "cron" | "timeZone" | "window" | "paused">;
}

/** What tells schedules apart: when their slots come and how long they stay. Jitter and pause are each rule's own. */
export function scheduleKey({ cron, timeZone, window }: Pick<Schedule, "cron" | "timeZone" | "window">): string {
  return `${cron.trim().replace(/\s+/g, " ")} ${timeZone}${window ? ` in ${window}` : ""}`;
}

/** The schedules of some rules, each once; one is paused where all its rules are. */
export function scheduleGroups(schedules: readonly Schedule[]): ScheduleGroup[] {
  const groups = new Map<string, ScheduleGroup>();
  for (const schedule of schedules) {
    const key = scheduleKey(schedule);
    const paused = schedule.paused && (groups.get(key)?.schedule.paused ?? true);
    groups.set(key, { key, schedule: { ...schedule, paused } });
  }
  return [...groups.values()];
}

/** How the store calls a slot: as `0 2 * * * UTC@2026-11-21T02:00:00.000Z`. There is never a second scan for one. */
export function slotName(key: string, slot: Date): string {
  return `${key}@${slot.toISOString()}`;
}

/** The schedule and the instant of a slot's name; `undefined` for another text. */
export function parseSlotName(name: string): { key: string; slot: Date } | undefined {
  const at = name.lastIndexOf("@");
  const slot = new Date(name.slice(at + 1));
  return at > 0 && !Number.isNaN(slot.getTime()) ? { key: name.slice(0, at), slot } : undefined;
}
