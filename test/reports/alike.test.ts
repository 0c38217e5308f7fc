import { expect, test } from "vitest";
import type { StackReport } from "../../model/scan-report.ts";
import { alikeDrifts, alikeSentences, alikeStacks } from "../../reports/_shared/alike.ts";
import { format as markdown } from "../../reports/markdown.ts";
import { drifted, report, stack } from "./report-builder.ts";

const owner = (name: string, actual: string) => drifted(name, { path: "tags.Owner", expected: "web", actual });
const rule = (name: string, index: number) => drifted(name, { path: `ingress[${index}].cidrBlocks`, expected: ["10.0.0.0/8"], actual: [] });
const stackOf = (name: string, ...resources: StackReport["resources"]): StackReport => stack({ stack: name, verdict: "drifted", resources });

test("what happened in several stacks is one row, whatever the names, the values and the places in lists are", () => {
  const stacks = [stackOf("a/prod", owner("x", "sre"), rule("r", 0)), stackOf("b/prod", owner("y", "ops"), rule("r", 4)), stackOf("c/prod", owner("z", "it"), owner("w", "it"), rule("r", 1)), stackOf("d/prod", owner("x", "sre"))];
  expect(alikeDrifts(stacks)).toEqual([
    { type: "aws:ec2/vpc:Vpc", kind: "changed", paths: ["tags.Owner"], stacks: ["a/prod", "b/prod", "c/prod", "d/prod"], resources: 5 },
    { type: "aws:ec2/vpc:Vpc", kind: "changed", paths: ["ingress[*].cidrBlocks"], stacks: ["a/prod", "b/prod", "c/prod"], resources: 3 },
  ]);
});

test("two stacks, another type, another kind, and what is set aside are not alike", () => {
  const gone = { ...owner("x", "sre"), kind: "deleted" as const, paths: [] };
  const bucket = { ...owner("x", "sre"), type: "aws:s3/bucket:Bucket" };
  const ignored = { ...owner("x", "sre"), verdict: "ignored" as const };
  expect(alikeDrifts([stackOf("a/prod", owner("x", "sre")), stackOf("b/prod", owner("x", "sre")), stackOf("c/prod", gone), stackOf("d/prod", bucket), stackOf("e/prod", ignored)])).toEqual([]);
});

test("it is told in a sentence, and names from the cloud stay text", () => {
  const path = "tags[\"<b>[x](javascript:alert(1)) @everyone\"]";
  const told = report(...["a/prod", "b/prod", "c/prod"].map(name => stackOf(name, drifted("x", { path, expected: "1", actual: "2" }))));
  expect(alikeSentences(told)).toEqual([`3 stacks drift alike, most likely for one reason: \`${path}\` of \`aws:ec2/vpc:Vpc\`, in 3 resources.`]);
  expect(markdown.render(told)).toContain(`3 stacks drift alike, most likely for one reason: \`${path}\` of`);
  expect(alikeSentences(report(...["a/prod", "b/prod", "c/prod"].map(name => stackOf(name, { ...owner("x", "sre"), kind: "deleted", paths: [] }))))).toEqual(["3 stacks drift alike, most likely for one reason: `aws:ec2/vpc:Vpc` deleted, in 3 resources."]);
});

test("stacks are grouped where all of their drift is the same", () => {
  const groups = alikeStacks([stackOf("a/prod", owner("x", "sre")), stackOf("b/prod", owner("y", "ops"), owner("z", "it")), stackOf("c/prod", owner("x", "sre")), stackOf("d/prod", owner("x", "sre"), rule("r", 0)), stack({ stack: "e/prod" })]);
  expect(groups.map(({ stacks }) => stacks.map(each => each.stack))).toEqual([["a/prod", "b/prod", "c/prod"]]);
});
