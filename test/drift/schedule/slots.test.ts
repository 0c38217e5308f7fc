import { describe, expect, test } from "vitest";
import { latestSlot, nextSlot, slotsBetween } from "../../../drift/schedule/slots.ts";

const at = (text: string): Date => new Date(text);
const told = (slots: Date[]): string[] => slots.map(slot => slot.toISOString().slice(0, 16));

const CASES = [
  { title: "every night at two", cron: "0 2 * * *", timeZone: "UTC", slots: ["2026-11-21T02:00", "2026-11-22T02:00"], after: "2026-11-20T12:00Z", until: "2026-11-22T12:00Z" },
  { title: "in the time zone of the schedule", cron: "0 2 * * *", timeZone: "Asia/Tokyo", slots: ["2026-11-20T17:00", "2026-11-21T17:00"], after: "2026-11-20T12:00Z", until: "2026-11-22T12:00Z" },
  { title: "on working days alone", cron: "30 6 * * MON-FRI", timeZone: "UTC", slots: ["2026-11-20T06:30", "2026-11-23T06:30"], after: "2026-11-20T00:00Z", until: "2026-11-23T12:00Z" },
  { title: "a time that the clocks skip comes once, right after the gap", cron: "30 2 * * *", timeZone: "Europe/Berlin", slots: ["2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"], after: "2026-03-28T00:00Z", until: "2026-03-30T12:00Z" },
  { title: "a time that the clocks repeat comes once, at its first turn", cron: "30 2 * * *", timeZone: "Europe/Berlin", slots: ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"], after: "2026-10-24T00:00Z", until: "2026-10-26T12:00Z" },
  { title: "an hourly time comes in both hours of a repeat", cron: "30 * * * *", timeZone: "Europe/Berlin", slots: ["2026-10-24T23:30", "2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:30"], after: "2026-10-24T23:00Z", until: "2026-10-25T03:00Z" },
  { title: "a gap of half an hour skips nothing", cron: "15 2 * * *", timeZone: "Australia/Lord_Howe", slots: ["2026-10-03T15:30", "2026-10-04T15:15"], after: "2026-10-03T00:00Z", until: "2026-10-04T16:00Z" },
  { title: "a day that February lacks is left out", cron: "0 0 30 1,2,3 *", timeZone: "UTC", slots: ["2026-01-30T00:00", "2026-03-30T00:00"], after: "2026-01-01T00:00Z", until: "2026-04-01T00:00Z" },
];

describe.each(CASES)("$title", ({ cron, timeZone, slots, after, until }) => {
  test("looking ahead", () => expect(told(slotsBetween({ cron, timeZone }, { after: at(after), until: at(until) }))).toEqual(slots));

  test("looking back again and again, each exactly once", () => {
    const seen: Date[] = [];
    for (let now = at(after).getTime(); now <= at(until).getTime(); now += 15 * 60_000) {
      const slot = latestSlot({ cron, timeZone }, { after: seen.at(-1) ?? at(after), until: new Date(now) });
      if (slot) seen.push(slot);
    }
    expect(told(seen)).toEqual(slots);
  });
});

test("a slot is due at its very instant, and not a millisecond before", () => {
  const nightly = { cron: "0 2 * * *", timeZone: "UTC" };
  const after = at("2026-11-20T12:00Z");
  expect(latestSlot(nightly, { after, until: at("2026-11-21T01:59:59.999Z") })).toBeUndefined();
  expect(latestSlot(nightly, { after, until: at("2026-11-21T02:00:00.000Z") })).toEqual(at("2026-11-21T02:00Z"));
});

test("an expression that never comes has no next slot", () => {
  expect(nextSlot({ cron: "0 0 31 2 *", timeZone: "UTC" }, at("2026-01-01T00:00Z"))).toBeUndefined();
});
