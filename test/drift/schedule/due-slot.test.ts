import { expect, test } from "vitest";
import { dueSlot, type SlotsBefore } from "../../../drift/schedule/due-slot.ts";
import { windowClose } from "../../../drift/schedule/window.ts";
import type { Schedule } from "../../../model/config.ts";

const at = (text: string): Date => new Date(text);
const NIGHTLY: Schedule = { cron: "35 23 * * *", timeZone: "UTC", window: "23:30-04:00", jitterMinutes: 0, paused: false };
const HOURLY: Schedule = { cron: "0 * * * *", timeZone: "UTC", jitterMinutes: 0, paused: false };

interface Case {
  schedule?: Partial<Schedule>;
  handled?: string;
  since?: string;
  isRunning?: boolean;
  now: string;
}

function due({ schedule, handled, since = "2026-11-01T00:00Z", isRunning = false, now }: Case, base = NIGHTLY): string {
  const before: SlotsBefore = { since: at(since), isRunning, ...(handled ? { handled: at(handled) } : {}) };
  const found = dueSlot({ ...base, ...schedule }, before, at(now));
  if (found.state === "none") return "none";
  return `${found.state === "due" ? "due" : found.why} ${found.slot.toISOString().slice(0, 16)}`;
}

test.each<[string, Case, string]>([
  ["last at 23:35 and now 00:30, over midnight: nothing is due", { handled: "2026-11-20T23:35Z", now: "2026-11-21T00:30Z" }, "none"],
  ["a restart inside the window starts no second run", { handled: "2026-11-20T23:35Z", now: "2026-11-21T03:59Z" }, "none"],
  ["the slot itself", { handled: "2026-11-19T23:35Z", now: "2026-11-20T23:35Z" }, "due 2026-11-20T23:35"],
  ["a downtime over the slot, back while the window is open: it is made up for", { handled: "2026-11-19T23:35Z", now: "2026-11-21T03:59Z" }, "due 2026-11-20T23:35"],
  ["back when the window has closed: it is skipped", { handled: "2026-11-19T23:35Z", now: "2026-11-21T04:00Z" }, "window-closed 2026-11-20T23:35"],
  ["a downtime of a week: the newest alone", { handled: "2026-11-13T23:35Z", now: "2026-11-21T00:10Z" }, "due 2026-11-20T23:35"],
  ["a downtime of a week that ends by day: nothing is made up for", { handled: "2026-11-13T23:35Z", now: "2026-11-21T12:00Z" }, "window-closed 2026-11-20T23:35"],
  ["a schedule that nobody looked after before has no past", { since: "2026-11-21T00:00Z", now: "2026-11-21T00:10Z" }, "none"],
  ["a run of the night before that still goes on", { handled: "2026-11-19T23:35Z", isRunning: true, now: "2026-11-20T23:36Z" }, "still-running 2026-11-20T23:35"],
  ["a pause", { schedule: { paused: true }, handled: "2026-11-19T23:35Z", now: "2026-11-20T23:36Z" }, "none"],
  ["a slot outside the window", { schedule: { cron: "0 12 * * *" }, handled: "2026-11-19T12:00Z", now: "2026-11-20T12:00Z" }, "outside-window 2026-11-20T12:00"],
  ["the first minute of the window is inside", { schedule: { cron: "30 23 * * *" }, handled: "2026-11-19T23:30Z", now: "2026-11-20T23:30Z" }, "due 2026-11-20T23:30"],
  ["its last one is outside", { schedule: { cron: "0 4 * * *" }, handled: "2026-11-19T04:00Z", now: "2026-11-20T04:00Z" }, "outside-window 2026-11-20T04:00"],
])("%s", (_, given, expected) => {
  expect(due(given)).toBe(expected);
});

test("without a window a downtime of days is one run, not a storm", () => {
  expect(due({ handled: "2026-11-13T05:00Z", now: "2026-11-21T12:34Z" }, HOURLY)).toBe("due 2026-11-21T12:00");
});

test("any sequence of restarts begins each slot of a window once", () => {
  const begun: string[] = [];
  let handled = "2026-11-15T23:35Z";
  for (let now = at("2026-11-16T00:00Z").getTime(); now < at("2026-11-21T00:00Z").getTime(); now += 7 * 60_000) {
    const found = due({ handled, now: new Date(now).toISOString() });
    if (!found.startsWith("due ")) continue;
    handled = `${found.slice(4)}Z`;
    begun.push(found);
  }
  expect(begun).toEqual(["16", "17", "18", "19", "20"].map(day => `due 2026-11-${day}T23:35`));
});

test("a window follows the clocks of its time zone", () => {
  const berlin = { timeZone: "Europe/Berlin", window: "23:30-04:00" };
  expect(windowClose(berlin, at("2026-03-28T23:00Z"))).toEqual(at("2026-03-29T02:00Z"));
  expect(windowClose(berlin, at("2026-10-24T22:00Z"))).toEqual(at("2026-10-25T03:00Z"));
  expect(windowClose(berlin, at("2026-10-25T03:00Z"))).toBe("closed");
});
