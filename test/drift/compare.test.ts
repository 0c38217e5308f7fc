import { expect, test } from "vitest";
import { judgeResource as compare } from "../../drift/judge-resource.ts";
import { secretMark } from "../../model/index.ts";
import { observation } from "./build.ts";

test("a tag edited in the cloud is drift, told by its path", () => {
  const seen = observation({ state: { tags: { Owner: "net" } }, cloud: { tags: { Owner: "ops" } }, diff: { changes: "some", paths: ["tags.Owner"] } });
  expect(compare(seen)).toMatchObject({ verdict: "drifted", kind: "changed", paths: [{ path: "tags.Owner", expected: "net", actual: "ops" }] });
});

test("a tag that only the outputs of a bridged provider show is told without an expected value", () => {
  const seen = observation({
    state: { tags: { Owner: "net" } },
    cloud: { tags: { Owner: "net" } },
    cloudOutputs: { tags: { Owner: "net", Cost: "42" } },
    diff: { changes: "some", paths: ["tags.Cost"] },
  });
  expect(compare(seen).paths).toEqual([{ path: "tags.Cost", actual: "42" }]);
});

test("a tag deleted in the cloud is told without an actual value", () => {
  const seen = observation({ state: { tags: { Owner: "net" } }, cloud: { tags: {} }, diff: { changes: "some", paths: ["tags.Owner"] } });
  expect(compare(seen).paths).toEqual([{ path: "tags.Owner", expected: "net" }]);
});

test("a path that names a whole property is told by its smallest differences", () => {
  const seen = observation({ state: { tags: { A: "1", B: "2" } }, cloud: { tags: { A: "1", B: "3" } }, diff: { changes: "some", paths: ["tags"] } });
  expect(compare(seen).paths).toEqual([{ path: "tags.B", expected: "2", actual: "3" }]);
});

test("a list that grew is one difference", () => {
  const seen = observation({ state: { ports: [1, 2] }, cloud: { ports: [1, 2, 3] }, diff: { changes: "some", paths: ["ports[2]"] } });
  expect(compare(seen).paths).toEqual([{ path: "ports[2]", actual: 3 }]);
});

test("what the provider takes for equal is in sync, however different it is spelled", () => {
  const seen = observation({ state: { policy: '{"a":1}' }, cloud: { policy: '{ "a": 1 }' }, diff: { changes: "none" } });
  expect(compare(seen)).toMatchObject({ verdict: "in-sync", paths: [] });
});

test("a provider that does not judge is judged by comparing inputs, as the engine does", () => {
  const seen = observation({ state: { size: 1 }, cloud: { size: 2 }, diff: { changes: "unknown" } });
  expect(compare(seen)).toMatchObject({ verdict: "drifted", paths: [{ path: "size", expected: 1, actual: 2 }] });
});

test("a difference that ignoreChanges hides is ignored, and says what hides it", () => {
  const seen = observation({ state: { versioning: { enabled: true } }, cloud: { versioning: { enabled: false } }, diff: { changes: "none" }, ignoreChanges: ["versioning"] });
  expect(compare(seen)).toMatchObject({ verdict: "ignored", paths: [{ path: "versioning.enabled", expected: true, actual: false, hiddenBy: "ignoreChanges: versioning" }] });
});

test("a tag added below an ignored path is ignored too, where inputs do not show it", () => {
  const seen = observation({ state: { tags: {} }, cloud: { tags: {} }, stateOutputs: { tags: {} }, cloudOutputs: { tags: { Added: "1" } }, diff: { changes: "none" }, ignoreChanges: ["tags"] });
  expect(compare(seen)).toMatchObject({ verdict: "ignored", paths: [{ path: "tags.Added", actual: "1" }] });
});

test("drift beside an ignored difference is drift, and the ignored one is told with it", () => {
  const seen = observation({ state: { a: 1, b: 1 }, cloud: { a: 2, b: 2 }, diff: { changes: "some", paths: ["a"] }, ignoreChanges: ["b"] });
  expect(compare(seen)).toMatchObject({ verdict: "drifted", paths: [{ path: "a" }, { path: "b", hiddenBy: "ignoreChanges: b" }] });
});

test("a secret that changed is told as changed and as nothing else", () => {
  const seen = observation({ state: { value: secretMark("aaaa") }, cloud: { value: secretMark("bbbb") }, diff: { changes: "some", paths: ["value"] } });
  const report = compare(seen);
  expect(report.paths).toEqual([{ path: "value", expected: "[secret]", actual: "[secret]", secret: true }]);
  expect(JSON.stringify(report)).not.toMatch(/aaaa|bbbb/);
});

test("a secret that changed is drift even where the provider's Diff does not look", () => {
  const seen = observation({ state: { value: secretMark("aaaa") }, cloud: { value: secretMark("bbbb") }, diff: { changes: "none" } });
  expect(compare(seen)).toMatchObject({ verdict: "drifted", paths: [{ path: "value", secret: true }] });
});

test("a secret that did not change is in sync", () => {
  const seen = observation({ state: { value: secretMark("aaaa") }, cloud: { value: secretMark("aaaa") }, diff: { changes: "none" } });
  expect(compare(seen).verdict).toBe("in-sync");
});

test("a resource read with get() is compared on its outputs", () => {
  const seen = observation({ external: true, stateOutputs: { cidr: "10.0.0.0/16" }, cloudOutputs: { cidr: "10.1.0.0/16" } });
  expect(compare(seen)).toMatchObject({ verdict: "drifted", paths: [{ path: "cidr" }] });
});

test("notes that a bridge keeps among the inputs are no drift", () => {
  const seen = observation({ state: { a: 1, __defaults: [] }, cloud: { a: 1, __defaults: ["x"] }, diff: { changes: "unknown" } });
  expect(compare(seen).verdict).toBe("in-sync");
});

test("an unanswered read is unknown, with the reason and what was answered", () => {
  const seen = observation({ outcome: { kind: "unanswered", reason: "refused", message: "AccessDenied" } });
  expect(compare(seen)).toEqual({ urn: seen.urn, type: seen.type, verdict: "unknown", reason: "refused", message: "AccessDenied", paths: [] });
});

test("a resource that is gone is a deletion", () => {
  expect(compare(observation({ outcome: { kind: "gone" } }))).toMatchObject({ verdict: "drifted", kind: "deleted" });
});

test("a pattern with a star hides every weight it stands for, and each is told", () => {
  const actions = (weight: number) => ({ defaultActions: [{ type: "forward", forward: { targetGroups: [{ arn: "a", weight }, { arn: "b", weight: 100 - weight }] } }] });
  const seen = observation({ state: actions(50), cloud: actions(90), diff: { changes: "none" }, ignoreChanges: ["defaultActions[*].forward.targetGroups[*].weight"] });
  const report = compare(seen);
  expect(report.verdict).toBe("ignored");
  expect(report.paths.map(({ path, actual }) => [path, actual])).toEqual([["defaultActions[0].forward.targetGroups[0].weight", 90], ["defaultActions[0].forward.targetGroups[1].weight", 10]]);
});

test("weights that only the outputs of a bridged provider show are told, too", () => {
  const actions = (weight: number) => ({ defaultActions: [{ forward: { targetGroups: [{ weight }] } }] });
  const seen = observation({ state: actions(50), cloud: actions(50), cloudOutputs: actions(90), diff: { changes: "none" }, ignoreChanges: ["defaultActions[*].forward.targetGroups[*].weight"] });
  expect(compare(seen).paths).toMatchObject([{ path: "defaultActions[0].forward.targetGroups[0].weight", expected: 50, actual: 90 }]);
});

test("a star alone hides everything that the program sets, and nothing that only the cloud computes", () => {
  const seen = observation({ state: { size: 1 }, cloud: { size: 2 }, stateOutputs: { size: 1, checksum: "a" }, cloudOutputs: { size: 2, checksum: "b" }, diff: { changes: "none" }, ignoreChanges: ["*"] });
  expect(compare(seen)).toMatchObject({ verdict: "ignored", paths: [{ path: "size", hiddenBy: "ignoreChanges: *" }] });
});
