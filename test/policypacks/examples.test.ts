import { describe, expect, test } from "vitest";
import { policies } from "../../policypacks/all/registry.generated.ts";
import { exampleFindings } from "../../policypacks/_kit/examples.ts";
import type { Example } from "../../policypacks/_kit/policy.ts";
import { cloudOf } from "../../policypacks/_kit/type-token.ts";

describe.each(policies.map(policy => [policy.id, policy] as const))("%s", (_, policy) => {
  test.each(policy.examples.good.map(example => [example.title, example] as const))("passes: %s", (__, example) => {
    expect(exampleFindings(policy, example)).toEqual([]);
  });

  test.each(policy.examples.bad.map(example => [example.title, example] as const))("refuses: %s", (__, example) => {
    const findings = exampleFindings(policy, example);
    expect(findings.map(({ result }) => result)).toContain("violation");
    expect(findings.every(({ result }) => result === "violation")).toBe(true);
    const said = findings.map(({ message, fix }) => `${message} ${fix}`).join("\n");
    for (const part of example.says) expect(said).toContain(part);
  });

  test("has a good and a bad example for each cloud that it names", () => {
    const clouds = new Set(policy.types.map(cloudOf).filter(cloud => cloud !== undefined));
    expect({ good: cloudsOf(policy.examples.good), bad: cloudsOf(policy.examples.bad) }).toEqual({
      good: expect.arrayContaining([...clouds]),
      bad: expect.arrayContaining([...clouds]),
    });
  });

  test("messages say what to do, in whole sentences", () => {
    const findings = policy.examples.bad.flatMap(example => exampleFindings(policy, example));
    for (const { message, fix } of findings) {
      expect(message).toMatch(/\.$/);
      expect(fix).toMatch(/^[A-Z`].*\.$/s);
      expect(`${message} ${fix}`).not.toMatch(/undefined|\[object|NaN/);
    }
  });
});

function cloudsOf(examples: readonly Example[]) {
  return [...new Set(examples.flatMap(({ resources }) => resources.map(({ type }) => cloudOf(type))))];
}
