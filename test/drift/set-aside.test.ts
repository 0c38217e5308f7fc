import { expect, test } from "vitest";
import { setAside } from "../../drift/set-aside.ts";
import type { DriftedPath, ResourceReport } from "../../model/index.ts";
import { urnOf, VPC } from "./build.ts";

const changed = (...paths: DriftedPath[]): ResourceReport => ({ urn: urnOf("main"), type: VPC, verdict: "drifted", kind: "changed", paths });
const edited = (path: string): DriftedPath => ({ path, expected: "a", actual: "b" });

test("a tag that AWS shows twice is one difference", () => {
  expect(setAside(changed(edited("tags.Owner"), edited("tagsAll.Owner"))).paths).toEqual([edited("tags.Owner")]);
});

test("a tag that only tagsAll shows comes from the provider's default tags, and stays", () => {
  expect(setAside(changed(edited("tags.Owner"), edited("tagsAll.Team"))).paths).toHaveLength(2);
});

test("a resource of which everything is noise is in sync", () => {
  const everything = { id: "everything", issue: "", isNoise: () => true };
  expect(setAside(changed(edited("etag")), [everything])).toMatchObject({ verdict: "in-sync", paths: [] });
});

test("no rule silences a deletion or an unknown", () => {
  const everything = { id: "everything", issue: "", isNoise: () => true };
  const deleted: ResourceReport = { urn: urnOf("main"), type: VPC, verdict: "drifted", kind: "deleted", paths: [] };
  const unknown: ResourceReport = { urn: urnOf("main"), type: VPC, verdict: "unknown", reason: "refused", paths: [] };
  expect(setAside(deleted, [everything])).toBe(deleted);
  expect(setAside(unknown, [everything])).toBe(unknown);
});
