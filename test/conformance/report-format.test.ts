import { describe, expect, test } from "vitest";
import type { ScanReport } from "../../model/scan-report.ts";
import { secretMark } from "../../model/secret.ts";
import { parseUrn } from "../../model/urn.ts";
import { formats } from "../../reports/registry.generated.ts";
import { HOSTILE } from "../reports/finding-builder.ts";
import { driftOf, report, scenario, SCENARIOS, stack } from "../reports/report-builder.ts";

// Everything a terminal or a browser could take for more than text: C0 but the newline, C1, bidirectional overrides.
const DANGEROUS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe.each(formats.map(format => [format.id, format] as const))("the report format %s", (id, format) => {
  test("has an id, a title and a media type that users can rely on", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(format.title).not.toBe("");
    expect(format.mediaType).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
    expect(formats.filter(other => other.id === id)).toHaveLength(1);
  });

  test.each(SCENARIOS)("is pure: %s gives the same text twice, and stays as it was", name => {
    const frozen = deepFreeze(scenario(name));
    expect(format.render(frozen)).toBe(format.render(scenario(name)));
  });

  test.each(SCENARIOS)("ends %s with a newline, in well-formed Unicode", name => {
    const text = format.render(scenario(name));
    expect(text.endsWith("\n")).toBe(true);
    expect(text.isWellFormed()).toBe(true);
  });

  test("names each drifted resource and each stack with something to tell", () => {
    const told = scenario("drifted");
    const text = format.render(told);
    const drifted = told.stacks.flatMap(({ resources }) => resources).filter(({ verdict }) => verdict === "drifted");
    for (const { urn } of drifted) expect(text).toContain(parseUrn(urn).name);
    for (const { verdict, stack: name } of told.stacks) if (verdict !== "in-sync") expect(text).toContain(name);
  });

  test("shows neither the value nor the fingerprint of a secret, even where one reached it by mistake", () => {
    const text = format.render(driftOf(
      { path: "password", expected: "canary-in-plain-text", actual: secretMark("canary-fingerprint"), secret: true },
      { path: "environment", expected: { TOKEN: secretMark("canary-fingerprint"), MODE: "fast" }, actual: [[secretMark("canary-fingerprint")]] },
    ));
    expect(text).not.toMatch(/canary|trueup:secret/);
    expect(text).toContain("MODE");
  });

  test("lets nothing hostile act on a terminal or reorder what is read", () => {
    const findings = HOSTILE.map(finding => ({ ...finding, alsoInState: false }));
    for (const text of [format.render(scenario("hostile")), format.render(report(stack({ findings })))]) {
      expect(text).not.toMatch(DANGEROUS);
      if (format.mediaType === "text/html") expect(text).not.toMatch(/<script>alert|<b>@org/);
    }
  });

  test("names what policies forbid, what to do, and whether the recorded state has it too", () => {
    const text = format.render(scenario("against-policy"));
    for (const part of ["network-no-public-ingress", "ingress", "0.0.0.0/0", "Limit cidrBlocks", "limits-instance-size", "naming-convention"]) expect(text).toContain(part);
    expect(text).toMatch(/came with the drift|"alsoInState": false/);
    expect(text).toMatch(/also in the recorded state|"alsoInState": true/);
  });

  test("tells a report without stacks, a stack without resources and an empty name", () => {
    for (const odd of [report(), report(stack({ coverage: { evaluated: 0, total: 0 } })), report(stack({ stack: "" }))]) expect(format.render(odd)).not.toBe("");
  });

  test("keeps a value of a megabyte within reason", { timeout: 60_000 }, () => {
    const long = "value ".repeat(170_000);
    expect(format.render(driftOf({ path: "data", expected: long, actual: `${long}!` })).length).toBeLessThan(4_000_000);
  });
});

function deepFreeze(value: ScanReport): ScanReport {
  const freeze = (inner: unknown): void => {
    if (typeof inner !== "object" || inner === null) return;
    Object.freeze(inner);
    Object.values(inner).forEach(freeze);
  };
  freeze(value);
  return value;
}
