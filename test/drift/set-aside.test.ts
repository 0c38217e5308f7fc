import { describe, expect, test } from "vitest";
import { judgeResource } from "../../drift/judge-resource.ts";
import { secretMark, type JsonObject, type Observation } from "../../model/index.ts";
import type { Example, NoiseRule } from "../../drift/noise-rule.ts";
import { noiseRules } from "../../drift/noise/registry.generated.ts";
import type { Neighbour } from "../../drift/place.ts";
import { observation } from "./build.ts";

function seenOf({ type, recorded, found, outputs = {}, named }: Example): Observation {
  const seen = observation({ state: recorded, cloud: found, stateOutputs: { ...outputs, ...recorded }, cloudOutputs: { ...outputs, ...found }, diff: named ? { changes: "some", paths: [...named] } : { changes: "unknown" } });
  return { ...seen, type };
}

function neighboursOf({ neighbours = [] }: Example): Neighbour[] {
  return neighbours.map((neighbour, i) => ({ urn: `urn:pulumi:prod::network::${neighbour.type}::${i}`, outputs: {}, isRead: true, ...neighbour }));
}

function judged(example: Example, rules: readonly NoiseRule[]) {
  return judgeResource(seenOf(example), { neighbours: neighboursOf(example), outputs: [], rules });
}

describe.each(noiseRules.map(rule => [rule.id, rule] as const))("%s", (_, rule) => {
  test.each(rule.examples.noise.map(example => [example.shows, example] as const))("no drift: %s", (__, example) => {
    const report = judged(example, [rule]);
    expect(report.paths.map(({ path }) => path)).toEqual(example.stays ?? []);
    expect(report.setAside?.length).toBeGreaterThan(0);
    expect(report.setAside!.every(({ by }) => by === rule.id)).toBe(true);
  });

  test.each(rule.examples.drift.map(example => [example.shows, example] as const))("drift for all rules: %s", (__, example) => {
    expect(judged(example, noiseRules)).toMatchObject({ verdict: "drifted", kind: "changed" });
  });
});

test("every rule has its own id, a source, and examples of both sorts", () => {
  expect(new Set(noiseRules.map(({ id }) => id)).size).toBe(noiseRules.length);
  expect(noiseRules.filter(({ issue }) => !/^https:\/\/github\.com\/[\w-]+\/[\w-]+\/(issues|pull)\/\d+$/.test(issue))).toEqual([]);
  expect(noiseRules.filter(({ examples }) => examples.noise.length === 0 || examples.drift.length === 0).map(({ id }) => id)).toEqual([]);
});

const EVERYTHING: NoiseRule = { id: "everything", title: "", why: "", issue: "", types: ["*"], isNoise: () => true, examples: { noise: [], drift: [] } };
const everything = (seen: Observation) => judgeResource(seen, { neighbours: [], outputs: [], rules: [EVERYTHING] });
const differing = (state: JsonObject, cloud: JsonObject) => observation({ state, cloud, diff: { changes: "unknown" } });

test("a resource of which everything is noise is in sync, and what was set aside is told", () => {
  expect(everything(differing({ size: 1 }, { size: 2 }))).toMatchObject({ verdict: "in-sync", paths: [], setAside: [{ path: "size", expected: 1, actual: 2, by: "everything" }] });
});

test("no rule silences a deletion or an unknown", () => {
  expect(everything(observation({ outcome: { kind: "gone" } }))).toMatchObject({ verdict: "drifted", kind: "deleted" });
  expect(everything(observation({ outcome: { kind: "unanswered", reason: "refused", message: "" } }))).toMatchObject({ verdict: "unknown", reason: "refused" });
});

test("no rule silences a secret that changed, wherever it stands", () => {
  expect(everything(differing({ key: secretMark("a") }, { key: secretMark("b") })).verdict).toBe("drifted");
  expect(everything(differing({ list: [{ key: secretMark("a") }] }, { list: [] })).verdict).toBe("drifted");
});

test("an etag among what ignoreChanges hides is set aside as well", () => {
  const seen = { ...observation({ state: { etag: "1", size: 1 }, cloud: { etag: "2", size: 2 }, diff: { changes: "none" }, ignoreChanges: ["*"] }), type: "azure-native:storage:BlobContainer" };
  expect(judgeResource(seen)).toMatchObject({ verdict: "ignored", paths: [{ path: "size" }], setAside: [{ path: "etag", by: "azure-etag" }] });
});
