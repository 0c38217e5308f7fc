import { describe, expect, test } from "vitest";
import { findingFormats } from "../../reports/findings/registry.generated.ts";
import { context, EVERY_KIND, finding, HOSTILE, policyReport } from "../reports/finding-builder.ts";

// Everything a terminal or a browser could take for more than text: C0 but the newline, C1, bidirectional overrides.
const DANGEROUS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe.each(findingFormats.map(format => [format.id, format] as const))("the finding format %s", (id, format) => {
  const render = (findings: readonly ReturnType<typeof finding>[], given = {}) => format.render(policyReport(findings), context(given));

  test("has an id, a title and a media type that users can rely on", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(format.title).not.toBe("");
    expect(format.mediaType).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
    expect(findingFormats.filter(other => other.id === id)).toHaveLength(1);
  });

  test("is pure: the same findings give the same text twice, and stay as they were", () => {
    const before = structuredClone(EVERY_KIND);
    expect(render(EVERY_KIND)).toBe(render(EVERY_KIND));
    expect(EVERY_KIND).toEqual(before);
  });

  test("tells each finding: its rule, its resource, what is wrong and what to do", () => {
    const text = decoded(render(EVERY_KIND));
    for (const { policy, urn, message, fix } of EVERY_KIND) {
      for (const part of [policy, urn.split("::").at(-1)!, message, fix]) expect(text).toContain(part);
    }
  });

  test("names the place in the program where it is known", () => {
    const text = render([finding({ source: { file: "infra/index.ts", line: 12, column: 5 } })]);
    expect(text).toContain("infra/index.ts");
    expect(text).toMatch(/\b12\b/);
  });

  test("tells a check without findings, one without rules, and one of what is no URN", () => {
    for (const odd of [render([]), render([], { rules: [] }), render([finding({ urn: "none" })])]) expect(odd.endsWith("\n")).toBe(true);
  });

  test("lets nothing hostile act on what reads it", () => {
    const text = render(HOSTILE);
    expect(text).not.toMatch(DANGEROUS);
    expect(text.isWellFormed()).toBe(true);
    // No line of a value is taken for a command of a workflow.
    expect(text.split("\n").filter(line => line.trimStart().startsWith("::")).length).toBeLessThanOrEqual(id === "github" ? 1 : 0);
  });

  test("tells ten thousand findings in time and within reason", { timeout: 30_000 }, () => {
    const many = Array.from({ length: 10_000 }, (_, i) => finding({ urn: `urn:pulumi:dev::net::aws:ec2/vpc:Vpc::vpc-${i}` }));
    const started = performance.now();
    expect(render(many).length).toBeLessThan(30_000_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

/** The text as a reader of the format gets it. */
function decoded(text: string): string {
  const plain = text.replaceAll("\\n", "\n").replace(/%(25|0A|0D|3A|2C)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return plain.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replace(/\\([*_[\]<>|~&!])/g, "$1");
}
