import { join } from "node:path";
import { expect } from "vitest";
import { testInFolder } from "../scratch-folder.ts";
import { faultsFor, openFaults, takeHit, type FaultRule } from "./faults.ts";

const READ = { provider: "aws", type: "aws:ec2/vpc:Vpc", name: "main", operation: "read" } as const;

testInFolder("a rule meets the calls that all of its globs match, and by itself only reads", ({ dir }) => {
  const meets = (rule: Partial<FaultRule>, call = {}) => {
    const faults = openFaults(join(dir, "faults.json"));
    faults.set({ fault: "refused", ...rule } as FaultRule);
    return faultsFor(faults.file, { ...READ, ...call }).length === 1;
  };
  expect(meets({})).toBe(true);
  expect(meets({ provider: "gcp" })).toBe(false);
  expect(meets({ type: "aws:ec2/*" })).toBe(true);
  expect(meets({ type: "aws:ec2/subnet*" })).toBe(false);
  expect(meets({ name: "m*n" })).toBe(true);
  expect(meets({ name: "mai" })).toBe(false);
  expect(meets({}, { operation: "create" })).toBe(false);
  expect(meets({ operation: "create" }, { operation: "create" })).toBe(true);
  expect(meets({ operation: "*" }, { operation: "delete" })).toBe(true);
});

testInFolder("cleared faults meet nothing, and without a file there are none", ({ dir }) => {
  const faults = openFaults(join(dir, "faults.json"));
  faults.set({ fault: "hang" });
  faults.clear();
  expect(faultsFor(faults.file, READ)).toEqual([]);
  expect(faultsFor(undefined, READ)).toEqual([]);
});

testInFolder("the hits of a rule are counted over everybody who takes them, and anew once the rules are set again", ({ dir }) => {
  const faults = openFaults(join(dir, "faults.json"));
  faults.set({ fault: "throttled", times: 2 });
  expect([1, 2, 3].map(() => takeHit(faults.file, 0, 2))).toEqual([true, true, false]);
  expect(takeHit(faults.file, 1, 1)).toBe(true);
  faults.set({ fault: "throttled", times: 2 });
  expect(takeHit(faults.file, 0, 2)).toBe(true);
});
