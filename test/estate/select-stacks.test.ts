import { expect, test } from "vitest";
import { selectStacks } from "../../estate/select-stacks.ts";
import type { StackRule } from "../../model/config.ts";
import { stackName, type StackRef } from "../../model/stack.ts";

const REFS = ["app/dev", "app/prod", "data/prod", "network/dev", "network/prod"].map(refOf);

test("the first rule that includes a stack decides everything about it", () => {
  const { stacks } = select([{ include: ["network/*"], identities: ["net"], owner: "network team" }, { include: ["*/prod"], identities: ["prod"], onDrift: "adopt" }]);
  expect(stacks.map(({ ref, ...how }) => [stackName(ref), how])).toEqual([
    ["app/prod", { identities: ["prod"], onDrift: "adopt", directions: [], priority: 0 }],
    ["data/prod", { identities: ["prod"], onDrift: "adopt", directions: [], priority: 0 }],
    ["network/dev", { identities: ["net"], onDrift: "report", directions: [], priority: 0, owner: "network team" }],
    ["network/prod", { identities: ["net"], onDrift: "report", directions: [], priority: 0, owner: "network team" }],
  ]);
});

test("what a rule excludes is left to the rules below it", () => {
  const { stacks } = select([{ include: ["*/prod"], exclude: ["data/*"], owner: "a" }, { include: ["data/*"], owner: "b" }]);
  expect(stacks.map(({ ref, owner }) => `${stackName(ref)} ${owner}`)).toEqual(["app/prod a", "data/prod b", "network/prod a"]);
});

test("stacks that no rule takes are told", () => {
  expect(select([{ include: ["*/prod"] }]).unmatched.map(stackName)).toEqual(["app/dev", "network/dev"]);
});

test("rules that take nothing are told, with why", () => {
  const { unusedRules } = select([{ include: ["**"] }, { include: ["network/*"] }, { include: ["netwrok/*"] }]);
  expect(unusedRules).toEqual([
    { rule: 1, include: ["network/*"], reason: "shadowed" },
    { rule: 2, include: ["netwrok/*"], reason: "matches-nothing" },
  ]);
});

test("--stack narrows the stacks, not what is told of the estate", () => {
  const { stacks, unmatched, unusedRules } = select([{ include: ["*/prod"] }], "network/*");
  expect(stacks.map(({ ref }) => stackName(ref))).toEqual(["network/prod"]);
  expect(unmatched).toHaveLength(2);
  expect(unusedRules).toEqual([]);
});

test("a --stack that can never match is a mistake of the command line", () => {
  expect(() => select([{ include: ["*/prod"] }], "network")).toThrowError(expect.objectContaining({ code: "USAGE", message: expect.stringContaining('"network"'), hint: expect.stringContaining("network/*") }));
});

test("the project folder is filled in, also with names that mean something to a replacement", () => {
  const source = { forge: "hub", repository: "acme/infra", path: "stacks/{project}/{stack}" };
  const [selected] = select([{ include: ["*/*"], source }], undefined, [refOf("$&/prod")]).stacks;
  expect(selected?.source).toEqual({ ...source, path: "stacks/$&/prod" });
});

test("names with dots, and globs with braces and characters, match as they read", () => {
  const refs = [".hidden/dev", "a/dev", "b/dev", "c/dev"].map(refOf);
  const names = (include: string) => select([{ include: [include] }], undefined, refs).stacks.map(({ ref }) => stackName(ref));
  expect(names("*/*")).toHaveLength(4);
  expect(names("{a,b}/dev")).toEqual(["a/dev", "b/dev"]);
  expect(names("[ac]/d?v")).toEqual(["a/dev", "c/dev"]);
});

function select(rules: (Partial<StackRule> & { include: string[] })[], stackGlob?: string, refs: StackRef[] = REFS) {
  return selectStacks({ stacks: rules.map(rule => ({ exclude: [], identities: [], onDrift: "report" as const, directions: [], priority: 0, ...rule })) }, refs, { stackGlob });
}

function refOf(name: string): StackRef {
  const [project, stack] = name.split("/");
  return { project: project!, stack: stack!, backend: "main" };
}
