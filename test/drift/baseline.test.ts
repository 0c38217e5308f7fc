import { expect, test } from "vitest";
import { nextBaseline, type BaselineOccasion } from "../../drift/baseline.ts";
import { judgeStack } from "../../drift/judge-stack.ts";
import { secretMark, type Baseline, type Json, type Observation, type StackState } from "../../model/index.ts";
import { observation, stackObservation, stateOf, urnOf } from "./build.ts";

const DEPLOYED = "2026-11-21T02:00:00.000Z";
const SOON_AFTER: BaselineOccasion = { now: new Date("2026-11-21T02:05:00Z"), isAsked: false, withinMinutes: 15 };
const NEXT_NIGHT: BaselineOccasion = { ...SOON_AFTER, now: new Date("2026-11-22T02:00:00Z") };
const fingerprint = (value: Json): string => JSON.stringify(value);

const seen = (tier: string, name = "a"): Observation => observation({ name, state: { tier: "Standard" }, cloud: { tier }, diff: { changes: "some", paths: ["tier"] } });

/** A state of which the first resource was written by its last update. */
function state(revision = "1", modified = DEPLOYED, names = ["a"]): StackState {
  const made = stateOf(...names);
  return { ...made, revision, updatedAt: DEPLOYED, resources: made.resources.map((resource, i) => (i === 0 ? { ...resource, modified } : resource)) };
}

function take(of: StackState, observations: Observation[], occasion: BaselineOccasion, earlier?: Baseline): Baseline | undefined {
  return nextBaseline(of, stackObservation(observations), earlier, { ...occasion, fingerprint });
}

function verdict(of: StackState, observations: Observation[], baseline: Baseline | undefined) {
  const { verdict: word, resources } = judgeStack(of, stackObservation(observations), 0.5, { baseline, fingerprint });
  return { word, setAside: resources.flatMap(({ setAside = [] }) => setAside.map(({ path, by }) => [path, by])) };
}

test("what already differs right after an update and does not change is set aside; its first later change is drift", () => {
  const baseline = take(state(), [seen("standard")], SOON_AFTER);
  expect(verdict(state(), [seen("standard")], baseline)).toEqual({ word: "in-sync", setAside: [["tier", "baseline"]] });
  expect(verdict(state(), [seen("Premium")], baseline)).toEqual({ word: "drifted", setAside: [] });
});

test("a baseline is taken soon after an update, once for each revision, and never later by itself", () => {
  const first = take(state(), [seen("standard")], SOON_AFTER)!;
  expect(first).toMatchObject({ revision: "1", takenAt: "2026-11-21T02:05:00.000Z" });
  expect(take(state(), [seen("standard")], SOON_AFTER, first)).toBeUndefined();
  expect(take(state("2"), [seen("standard")], SOON_AFTER, first)).toMatchObject({ revision: "2" });
  expect(take(state(), [seen("standard")], NEXT_NIGHT)).toBeUndefined();
  expect(take(state(), [seen("standard")], { ...SOON_AFTER, withinMinutes: 0 })).toBeUndefined();
});

test("what the update left alone is not covered: it may have drifted long before", () => {
  const [written, leftAlone] = [seen("standard", "a"), seen("Premium", "b")];
  const of = state("1", DEPLOYED, ["a", "b"]);
  const baseline = take(of, [written, leftAlone], SOON_AFTER)!;
  expect(Object.keys(baseline.resources)).toEqual([urnOf("a")]);
  expect(verdict(of, [written, leftAlone], baseline).word).toBe("drifted");
});

test("a person who has looked may take it at any time, of everything", () => {
  const of = state("1", "2020-01-01T00:00:00Z");
  const baseline = take(of, [seen("standard")], { ...NEXT_NIGHT, isAsked: true });
  expect(verdict(of, [seen("standard")], baseline).word).toBe("in-sync");
});

test("an entry outlives later updates that change nothing there, on both sides", () => {
  const first = take(state(), [seen("standard")], SOON_AFTER)!;
  expect(verdict(state("2"), [seen("standard")], first).word).toBe("in-sync");
  const second = take(state("2", "2020-01-01T00:00:00Z"), [seen("standard")], SOON_AFTER, first)!;
  expect(second).toMatchObject({ revision: "2", resources: { [urnOf("a")]: { tier: expect.any(String) } } });
});

test("an entry ends when the program asks for something else and the cloud does not follow", () => {
  const first = take(state(), [seen("standard")], SOON_AFTER)!;
  const asksForMore = observation({ name: "a", state: { tier: "Basic" }, cloud: { tier: "standard" }, diff: { changes: "some", paths: ["tier"] } });
  expect(verdict(state("2"), [asksForMore], first).word).toBe("drifted");
});

test("a baseline is taken of complete reads only", () => {
  const refused = observation({ name: "b", outcome: { kind: "unanswered", reason: "refused", message: "" } });
  expect(take(state(), [seen("standard"), refused], SOON_AFTER)).toBeUndefined();
  expect(take(state(), [seen("standard"), refused], { ...SOON_AFTER, isAsked: true })).toBeUndefined();
});

test("a deletion is never covered, and what ignoreChanges hides stays listed", () => {
  const gone = observation({ name: "a", outcome: { kind: "gone" } });
  const hidden = observation({ name: "b", state: { size: 1 }, cloud: { size: 2 }, diff: { changes: "none" }, ignoreChanges: ["size"] });
  const of = state("1", DEPLOYED, ["a", "b"]);
  const baseline = take(of, [gone, hidden], { ...SOON_AFTER, isAsked: true })!;
  expect(baseline.resources).toEqual({});
  const resources = judgeStack(of, stackObservation([gone, hidden]), 1, { baseline, fingerprint }).resources;
  expect(resources.map(({ verdict: word, kind }) => [word, kind])).toEqual([["drifted", "deleted"], ["ignored", undefined]]);
});

test("a secret that its cloud tells otherwise is covered by its fingerprint, and drifts when it changes", () => {
  const answer = (print: string) => observation({ name: "a", state: { key: secretMark("mine") }, cloud: { key: secretMark(print) }, diff: { changes: "some", paths: ["key"] } });
  const baseline = take(state(), [answer("stars")], SOON_AFTER)!;
  expect(verdict(state(), [answer("stars")], baseline).word).toBe("in-sync");
  expect(verdict(state(), [answer("rotated")], baseline).word).toBe("drifted");
});
