import { expect, test } from "vitest";
import { fleetOf } from "../../drift/fleet.ts";
import { judgeStack } from "../../drift/judge-stack.ts";
import { scanOutcome } from "../../drift/scan-outcome.ts";
import type { Observation, ScanReport, StackObservation } from "../../model/index.ts";
import { observation, stackObservation, stateOf } from "./build.ts";

const GONE_SHARE = 0.5;
const inSync = (name: string): Observation => observation({ name, diff: { changes: "none" } });
const gone = (name: string): Observation => observation({ name, outcome: { kind: "gone" } });
const refused = (name: string): Observation => observation({ name, outcome: { kind: "unanswered", reason: "refused", message: "AccessDenied" } });

function judge(observations: Observation[], more: Partial<StackObservation> = {}, names = observations.map(seen => seen.urn.split("::").at(-1)!)) {
  return judgeStack(stateOf(...names), stackObservation(observations, more), GONE_SHARE);
}

test("a stack of which everything was read and nothing differs is in sync", () => {
  expect(judge([inSync("a"), inSync("b")])).toMatchObject({ verdict: "in-sync", coverage: { evaluated: 2, total: 2 }, resources: [] });
});

test("one refused read makes the stack partial and leaves the others told", () => {
  expect(judge([inSync("a"), refused("b")])).toMatchObject({ verdict: "partial", reason: "refused", coverage: { evaluated: 1, total: 2 } });
});

test("a resource that nobody read is unknown, never in sync", () => {
  const report = judge([inSync("a")], {}, ["a", "b"]);
  expect(report).toMatchObject({ verdict: "partial", coverage: { evaluated: 1, total: 2 }, resources: [{ verdict: "unknown", reason: "not-read" }] });
});

test("an engine that failed at once leaves everything unknown for its reason", () => {
  const failure = { reason: "secrets-locked" as const, code: "PASSPHRASE_WRONG", message: "The passphrase of stack network/prod is wrong.", hint: "Check it." };
  expect(judge([], { failure }, ["a", "b"])).toMatchObject({ verdict: "unknown", reason: "secrets-locked", hint: "Check it.", coverage: { evaluated: 0, total: 2 } });
});

test("an empty stack that could not be read is unknown, not in sync", () => {
  const failure = { reason: "engine-failed" as const, code: "ENGINE_FAILED", message: "It failed.", hint: "Look." };
  expect(judge([], { failure }, []).verdict).toBe("unknown");
});

test("an update in progress makes the stack skipped", () => {
  const failure = { reason: "locked" as const, code: "STACK_LOCKED", message: "Locked.", hint: "Later." };
  expect(judge([], { failure }, ["a"])).toMatchObject({ verdict: "skipped", reason: "locked" });
});

test("drift is told even where not everything could be read", () => {
  expect(judge([gone("a"), refused("b"), inSync("c")])).toMatchObject({ verdict: "drifted", coverage: { evaluated: 2, total: 3 } });
});

test("a deletion seen by an unconfirmed caller is unknown", () => {
  const callers = [{ provider: "default", identity: "ambient", confirmed: false, note: "this kind of identity cannot be confirmed" }];
  expect(judge([gone("a"), inSync("b")], { callers })).toMatchObject({ verdict: "partial", resources: [{ verdict: "unknown", reason: "unconfirmed-caller" }] });
});

test("a deletion seen through a provider that nobody vouches for is unknown", () => {
  expect(judge([gone("a"), inSync("b")], { callers: [] })).toMatchObject({ resources: [{ verdict: "unknown", reason: "unconfirmed-caller" }] });
});

test("four of five resources gone at once are not believed", () => {
  const report = judge([gone("a"), gone("b"), gone("c"), gone("d"), inSync("e")]);
  expect(report.verdict).toBe("partial");
  expect(report.resources.map(resource => resource.reason)).toEqual(["mass-deletion", "mass-deletion", "mass-deletion", "mass-deletion"]);
});

test("everything of a provider gone at once is not believed, however little it was", () => {
  expect(judge([gone("a"), gone("b"), gone("c")]).resources.map(resource => resource.reason)).toEqual(["mass-deletion", "mass-deletion", "mass-deletion"]);
});

test("a few of several resources gone are believed, and so is the only one", () => {
  expect(judge([gone("a"), gone("b"), gone("c"), inSync("d")]).resources.map(resource => resource.kind)).toEqual(["deleted", "deleted", "deleted"]);
  expect(judge([gone("a")]).resources.map(resource => resource.kind)).toEqual(["deleted"]);
});

test("all of one type gone are not believed where the provider's other types are there: the identity may lack one permission", () => {
  const bucket = (name: string): Observation => ({ ...gone(name), urn: `urn:pulumi:prod::network::aws:s3/bucket:Bucket::${name}`, type: "aws:s3/bucket:Bucket" });
  const others = ["a", "b", "c", "d", "e", "f"].map(inSync);
  const report = judge([...others, bucket("1"), bucket("2"), bucket("3"), bucket("4")], {}, ["a", "b", "c", "d", "e", "f"]);
  expect(report.resources.map(({ reason, message }) => [reason, message?.includes("aws:s3/bucket:Bucket")])).toEqual(Array.from({ length: 4 }, () => ["mass-deletion", true]));
});

test("a person who has looked may say that everything is gone", () => {
  const report = judgeStack(stateOf("a", "b"), stackObservation([gone("a"), gone("b")]), 1);
  expect(report.resources.map(resource => resource.kind)).toEqual(["deleted", "deleted"]);
});

test("a resource in sync is listed where something of it was set aside", () => {
  const moved = { ...observation({ name: "a", state: { etag: "1" }, cloud: { etag: "2" }, diff: { changes: "some", paths: ["etag"] } }), type: "azure-native:storage:BlobContainer" };
  expect(judge([moved, inSync("b")])).toMatchObject({ verdict: "in-sync", coverage: { evaluated: 2, total: 2 }, resources: [{ verdict: "in-sync", paths: [], setAside: [{ path: "etag", by: "azure-etag" }] }] });
});

function outcomeOf(...verdicts: ScanReport["stacks"][number]["verdict"][]): string {
  const stacks = verdicts.map(verdict => ({ stack: "a/b", verdict, coverage: { evaluated: 1, total: 1 }, resources: [] }));
  return scanOutcome({ schema: "trueup/scan/v1", scan: { id: "1", startedAt: "", finishedAt: "", trueup: "0" }, coverage: { evaluated: 1, total: 1 }, stacks });
}

test("a scan is clean only when every stack was told and none drifted", () => {
  expect(outcomeOf("in-sync", "ignored")).toBe("clean");
  expect(outcomeOf("in-sync", "drifted", "unknown")).toBe("drift");
  expect(outcomeOf("in-sync", "partial")).toBe("could-not-tell");
  expect(outcomeOf("in-sync", "skipped")).toBe("could-not-tell");
});

test("a scan of no stack at all is not clean", () => {
  expect(outcomeOf()).toBe("could-not-tell");
});

test("a scan that covers less of the fleet than is required is not clean, however good the rest is", () => {
  const stacks = [{ stack: "a/b", verdict: "in-sync" as const, coverage: { evaluated: 1, total: 1 }, resources: [] }];
  const report = (required: number): ScanReport => ({ schema: "trueup/scan/v1", scan: { id: "1", startedAt: "", finishedAt: "", trueup: "0" }, coverage: { evaluated: 1, total: 1 }, stacks, fleet: fleetOf(stacks, 13, required) });
  expect(report(0.5).fleet).toEqual({ evaluated: 1, total: 13, required: 0.5 });
  expect(scanOutcome(report(0.5))).toBe("could-not-tell");
  expect(scanOutcome(report(0))).toBe("clean");
});

test("a stack that was skipped or not read is not evaluated; an empty one that was told is", () => {
  const stack = (verdict: ScanReport["stacks"][number]["verdict"], evaluated: number) => ({ stack: "a/b", verdict, coverage: { evaluated, total: evaluated }, resources: [] });
  expect(fleetOf([stack("in-sync", 0), stack("skipped", 0), stack("unknown", 0), stack("partial", 2)], 4, 1)).toEqual({ evaluated: 2, total: 4, required: 1 });
});
