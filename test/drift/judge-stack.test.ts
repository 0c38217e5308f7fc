import { expect, test } from "vitest";
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

test("three of three resources gone are believed: small stacks are taken down by hand", () => {
  expect(judge([gone("a"), gone("b"), gone("c")]).resources.map(resource => resource.kind)).toEqual(["deleted", "deleted", "deleted"]);
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
