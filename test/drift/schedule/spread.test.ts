import { expect, test } from "vitest";
import { startOf } from "../../../drift/schedule/spread.ts";
import { stackPriority } from "../../../drift/schedule/stack-priority.ts";
import { parseSlotName, scheduleGroups, slotName } from "../../../drift/schedule/schedules.ts";
import type { Schedule } from "../../../model/config.ts";

const SLOT = new Date("2026-11-21T02:00Z");
const stacks = Array.from({ length: 400 }, (_, i) => `project-${i}/prod`);
const schedule = (more: Partial<Schedule> = {}): Schedule => ({ cron: "0 2 * * *", timeZone: "UTC", jitterMinutes: 60, paused: false, ...more });
const minutesAfter = (start: Date): number => (start.getTime() - SLOT.getTime()) / 60_000;

test("400 stacks with the same cron are spread over the jitter, none before the slot", () => {
  const quarters = [0, 0, 0, 0];
  for (const stack of stacks) quarters[Math.floor(minutesAfter(startOf(stack, SLOT, schedule())) / 15)]! += 1;
  for (const count of quarters) expect(count).toBeGreaterThan(70);
  expect(quarters.reduce((sum, count) => sum + count)).toBe(400);
});

test("each replica says the same moment for a stack, and the next slot another", () => {
  const starts = stacks.map(stack => startOf(stack, SLOT, schedule()).getTime());
  expect(stacks.map(stack => startOf(stack, SLOT, schedule()).getTime())).toEqual(starts);
  const nextDay = new Date("2026-11-22T02:00Z");
  expect(stacks.filter((stack, i) => startOf(stack, nextDay, schedule()).getTime() - nextDay.getTime() === starts[i]! - SLOT.getTime()).length).toBeLessThan(4);
});

test("where the window closes sooner than the jitter, all begin before it closes", () => {
  for (const stack of stacks) expect(minutesAfter(startOf(stack, SLOT, schedule({ window: "01:00-02:10" })))).toBeLessThan(10);
});

test("without jitter all begin at the slot", () => {
  expect(stacks.every(stack => startOf(stack, SLOT, schedule({ jitterMinutes: 0 })).getTime() === SLOT.getTime())).toBe(true);
});

test("what was deployed since it was last told goes first, then the rule with more priority", () => {
  const told = "2026-11-20T02:00:00Z";
  const deployed = stackPriority(-100, { updated: "2026-11-20T15:00:00Z", told });
  const important = stackPriority(100, { updated: "2026-11-19T15:00:00Z", told });
  expect(deployed).toBeGreaterThan(important);
  expect(important).toBeGreaterThan(stackPriority(0, { told }));
  expect(stackPriority(5, { updated: told })).toBe(5);
});

test("rules with the same times are one schedule, however they are written", () => {
  const groups = scheduleGroups([schedule(), schedule({ cron: "0  2 * * *", jitterMinutes: 5 }), schedule({ window: "01:00-05:00" })]);
  expect(groups.map(({ key }) => key)).toEqual(["0 2 * * * UTC", "0 2 * * * UTC in 01:00-05:00"]);
});

test("a schedule is paused where all its rules are", () => {
  const [one] = scheduleGroups([schedule({ paused: true }), schedule()]);
  const [both] = scheduleGroups([schedule({ paused: true }), schedule({ paused: true })]);
  expect([one!.schedule.paused, both!.schedule.paused]).toEqual([false, true]);
});

test("the name of a slot can be read back", () => {
  expect(parseSlotName(slotName("0 2 * * * UTC in 01:00-05:00", SLOT))).toEqual({ key: "0 2 * * * UTC in 01:00-05:00", slot: SLOT });
  expect(parseSlotName("by hand")).toBeUndefined();
});
