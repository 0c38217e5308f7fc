import { expect, test } from "vitest";
import type { DriftRecord, ScanReport, StackReport } from "../../model/index.ts";
import { noticeOf, type Interest } from "../../reports/notices/notice-of.ts";

const STARTED = "2026-11-21T02:00:00Z";
const EVERYTHING: Interest = { isOfInterest: () => true, when: ["drift", "untold"] };

const stack = (name: string, more: Partial<StackReport> = {}): StackReport => ({ stack: name, verdict: "in-sync", coverage: { evaluated: 3, total: 3 }, resources: [], ...more });
const drifted = (name: string, since: string, more: Partial<StackReport> = {}): StackReport =>
  stack(name, { verdict: "drifted", resources: [{ urn: `urn:pulumi:prod::p::t::vpc-${since.slice(8, 10)}`, type: "t", verdict: "drifted", kind: "changed", paths: [{ path: "tags.Owner", expected: "a", actual: "b" }], since }], ...more });
const scan = (...stacks: StackReport[]): ScanReport => ({ schema: "trueup/scan/v1", scan: { id: "s", startedAt: STARTED, finishedAt: STARTED, trueup: "0" }, coverage: { evaluated: 0, total: 0 }, stacks });
const ended = (name: string): DriftRecord => ({ stack: name, backend: "main", urn: "urn:pulumi:prod::p::t::old", type: "t", kind: "changed", paths: [], firstSeen: STARTED, lastSeen: STARTED, resolvedAt: STARTED, scan: "s" });

test("new drift is news once; what still lasts is told with it and not for itself", () => {
  expect(noticeOf(scan(drifted("a/prod", "2026-11-20T02:00:00Z")), [], EVERYTHING)).toBeUndefined();
  const notice = noticeOf(scan(drifted("a/prod", "2026-11-20T02:00:00Z"), drifted("b/prod", STARTED)), [], EVERYTHING);
  expect(notice).toMatchObject({ title: "2 stacks drifted, of 2", tone: "drifted" });
  expect(notice!.lines.map(({ stack, text }) => `${stack} ${text}`)).toEqual(["a/prod 1 resource drifted: vpc-20", "b/prod 1 resource drifted: vpc-21"]);
});

test("what could not be told is never silent, and stands behind drift", () => {
  const notice = noticeOf(scan(stack("u/prod", { verdict: "partial", reason: "throttled", coverage: { evaluated: 1, total: 3 } }), stack("s/prod", { verdict: "skipped", reason: "locked" }), drifted("d/prod", STARTED)), [], EVERYTHING)!;
  expect(notice.lines).toEqual([
    { stack: "d/prod", tone: "drifted", text: "1 resource drifted: vpc-21" },
    { stack: "u/prod", tone: "untold", text: "1 of 3 resources evaluated (throttled)" },
    { stack: "s/prod", tone: "untold", text: "skipped (locked)" },
  ]);
  expect(notice.title).toBe("1 stack drifted, 2 stacks not wholly told, of 3");
});

test("a clean scan is told to those who always want to know, and an end of drift to those who asked", () => {
  expect(noticeOf(scan(stack("a/prod")), [], EVERYTHING)).toBeUndefined();
  expect(noticeOf(scan(stack("a/prod")), [], { ...EVERYTHING, when: ["always"] })).toMatchObject({ title: "1 stack scanned, no drift", tone: "clean" });
  expect(noticeOf(scan(stack("a/prod")), [ended("a/prod")], EVERYTHING)).toBeUndefined();
  expect(noticeOf(scan(stack("a/prod")), [ended("a/prod")], { ...EVERYTHING, when: ["resolved"] })).toMatchObject({ title: "1 stack with drift that ended, of 1", tone: "resolved" });
});

test("stacks that drift alike have one line, and the title counts each of them", () => {
  const alike = Array.from({ length: 40 }, (_, index) => drifted(`app-${index}/prod`, STARTED));
  const alone = drifted("alone/prod", STARTED, { resources: [{ ...drifted("x", STARTED).resources[0]!, type: "other" }] });
  const notice = noticeOf(scan(...alike, alone, { ...drifted("partly/prod", STARTED), coverage: { evaluated: 1, total: 3 } }), [], EVERYTHING)!;
  expect(notice.title).toBe("42 stacks drifted, 1 stack not wholly told, of 42");
  expect(notice.lines).toEqual([
    { stack: "41 stacks", tone: "drifted", text: "drifted alike: tags.Owner of t (app-0/prod, app-1/prod, app-2/prod and 38 more)" },
    { stack: "alone/prod", tone: "drifted", text: "1 resource drifted: vpc-21" },
    { stack: "partly/prod", tone: "untold", text: "1 of 3 resources evaluated" },
  ]);
});

test("people hear of their own stacks alone", () => {
  const notice = noticeOf(scan(drifted("a/prod", STARTED), drifted("b/prod", STARTED)), [ended("a/prod")], { isOfInterest: name => name.startsWith("b/"), when: ["drift"] })!;
  expect(notice.report.stacks.map(each => each.stack)).toEqual(["b/prod"]);
  expect(JSON.stringify(notice)).not.toContain("a/prod");
});
