import { expect, test } from "vitest";
import { format } from "../../reports/json.ts";
import { driftOf, scenario, SCENARIOS } from "./report-builder.ts";

test.each(SCENARIOS)("%s comes back as the same document", name => {
  expect(JSON.parse(format.render(scenario(name)))).toEqual(scenario(name));
});

test("keys stand in the order of the contract, whatever order the scan made them in", () => {
  const report = driftOf({ path: "a", expected: { y: 1, x: 2 }, actual: 3 });
  const turned = JSON.parse(JSON.stringify(report), (_, value: unknown) => (isPlainObject(value) ? Object.fromEntries(Object.entries(value).reverse()) : value)) as typeof report;
  expect(Object.keys(turned)[0]).toBe("stacks");
  expect(format.render(turned)).toBe(format.render(report));
  expect(format.render(report)).toMatch(/^\{\n {2}"schema": "trueup\/scan\/v1",\n {2}"scan": \{/);
});

test("what the contract does not know is left out", () => {
  const report = { ...driftOf({ path: "a", expected: 1, actual: 2 }), internal: "note" };
  expect(format.render(report)).not.toContain("internal");
});

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
