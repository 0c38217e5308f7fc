import { expect, test } from "vitest";
import { exempt, exemptionText, exemptionUses } from "../../drift/exemptions.ts";
import type { Exemption, ResourceReport, StackReport } from "../../model/index.ts";
import { urnOf, VPC } from "./build.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const AGREED: Exemption = { stacks: ["network/*"], resource: "**", kinds: ["changed"], reason: "agreed with the owner", owner: "platform", expires: "2027-01-31" };
const changed = (...paths: string[]): ResourceReport => ({ urn: urnOf("main"), type: VPC, verdict: "drifted", kind: "changed", paths: paths.map(path => ({ path, expected: "a", actual: "b" })) });
const deleted: ResourceReport = { urn: urnOf("main"), type: VPC, verdict: "drifted", kind: "deleted", paths: [] };
const judged = (resource: ResourceReport, exemption: Partial<Exemption>) => exempt(resource, "network/prod", [{ ...AGREED, ...exemption }], NOW);

test("drift that an exemption covers is ignored, and says why, whose it is and until when", () => {
  expect(judged(changed("tags.Owner"), {})).toMatchObject({ verdict: "ignored", paths: [{ path: "tags.Owner", hiddenBy: "exemption: agreed with the owner (platform, until 2027-01-31)" }] });
});

test("paths cover what is below them, and the rest stays drift", () => {
  const report = judged(changed("tags.Owner", "cidrBlock"), { paths: ["tags"] });
  expect(report).toMatchObject({ verdict: "drifted", kind: "changed" });
  expect(report.paths.map(({ path, hiddenBy }) => [path, hiddenBy !== undefined])).toEqual([["tags.Owner", true], ["cidrBlock", false]]);
});

test.each([
  ["another stack", { stacks: ["shop/*"] }],
  ["a deeper stack name than the glob", { stacks: ["network"] }],
  ["another resource", { resource: "other*" }],
  ["another type", { types: ["aws:s3/*"] }],
  ["another path", { paths: ["ingress[*].cidrBlocks"] }],
  ["a last day that is over", { expires: "2026-11-20" }],
] as const)("an exemption for %s sets nothing aside", (_, exemption) => {
  expect(judged(changed("tags.Owner"), { ...exemption } as Partial<Exemption>).verdict).toBe("drifted");
});

test("an exemption holds through its last day", () => {
  expect(judged(changed("tags.Owner"), { expires: "2026-11-21" }).verdict).toBe("ignored");
});

test("a resource is named by a glob over its name, or over its URN", () => {
  expect(judged(changed("a"), { resource: "ma*" }).verdict).toBe("ignored");
  expect(judged(changed("a"), { resource: "urn:pulumi:prod::network::**::main" }).verdict).toBe("ignored");
});

test("a deletion is set aside only where the exemption says so", () => {
  expect(judged(deleted, {})).toMatchObject({ verdict: "drifted", kind: "deleted" });
  expect(judged(deleted, { kinds: ["deleted"] })).toMatchObject({ verdict: "ignored", kind: "deleted", hiddenBy: exemptionText(AGREED) });
  expect(judged(changed("a"), { kinds: ["deleted"] }).verdict).toBe("drifted");
});

test("what is hidden already keeps what hides it, and what could not be told stays unknown", () => {
  const hidden: ResourceReport = { ...changed("a"), verdict: "ignored", paths: [{ path: "a", hiddenBy: "ignoreChanges: a" }] };
  const unknown: ResourceReport = { urn: urnOf("main"), type: VPC, verdict: "unknown", reason: "refused", paths: [] };
  expect(judged(hidden, {})).toBe(hidden);
  expect(judged(unknown, {})).toBe(unknown);
});

test("each exemption is told as used, unused or expired, with the resources it met", () => {
  const expired = { ...AGREED, reason: "was agreed", paths: ["tags"], expires: "2026-01-01" };
  const elsewhere = { ...AGREED, reason: "elsewhere", stacks: ["shop/*"] };
  const covered = { ...AGREED, reason: "sizes", paths: ["size"] };
  const resources = [exempt(changed("tags.Owner", "size"), "network/prod", [expired, elsewhere, covered], NOW)];
  const stack: StackReport = { stack: "network/prod", verdict: "drifted", coverage: { evaluated: 1, total: 1 }, resources };
  expect(exemptionUses([expired, elsewhere, covered], [stack], NOW).map(({ reason, state, resources: met }) => [reason, state, met.length])).toEqual([["was agreed", "expired", 1], ["elsewhere", "unused", 0], ["sizes", "used", 1]]);
});
