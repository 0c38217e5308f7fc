import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import Draft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { marked } from "marked";
import { describe, expect, test } from "vitest";
import type { FindingFormat } from "../../model/ports/finding-format.ts";
import type { Finding } from "../../model/policy-report.ts";
import { findingFormats } from "../../reports/findings/registry.generated.ts";
import { context, EVERY_KIND, finding, HOSTILE, policyReport } from "./finding-builder.ts";

const [github, junit, markdown, sarif, text] = ["github", "junit", "markdown", "sarif", "text"].map(id => findingFormats.find(format => format.id === id)!) as [FindingFormat, FindingFormat, FindingFormat, FindingFormat, FindingFormat];

describe("SARIF", () => {
  test.each([
    ["of every kind", EVERY_KIND, {}],
    ["hostile texts", HOSTILE, {}],
    ["nothing", [], {}],
    ["against a baseline", EVERY_KIND, { baseline: { known: [finding()], gone: [finding({ policy: "network-no-more" })] } }],
    ["no file at all", EVERY_KIND, { stateFileOf: () => undefined }],
  ])("%s is valid by the schema of SARIF 2.1.0", (_, findings, given) => {
    const validate = sarifValidator();
    validate(JSON.parse(sarif.render(policyReport(findings), context(given))));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("tells of each rule what it is for, how to keep it and how grave it is", () => {
    const { rules } = run(EVERY_KIND).tool.driver;
    expect(rules.find(({ id }) => id === "iam-no-admin-policy")).toMatchObject({
      shortDescription: { text: "The title of iam-no-admin-policy" },
      fullDescription: { text: "Why there is iam-no-admin-policy." },
      help: { text: expect.stringContaining("Fix: How iam-no-admin-policy is kept."), markdown: expect.stringContaining("CIS AWS 3.0, 1.16") },
      defaultConfiguration: { level: "error" },
      properties: { "security-severity": "9.5", tags: expect.arrayContaining(["security", "iam"]) },
    });
    expect(rules.find(({ id }) => id === "naming-convention")).toMatchObject({ defaultConfiguration: { level: "warning" }, properties: { tags: ["naming"], "security-severity": "2.0" } });
  });

  test("each result points at its rule, its line and its resource", () => {
    const { results, tool } = run(EVERY_KIND);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    expect(results[0]).toMatchObject({
      level: "error",
      locations: [{ physicalLocation: { artifactLocation: { uri: "infra/index.ts", uriBaseId: "%SRCROOT%" }, region: { startLine: 12, startColumn: 5 } }, logicalLocations: [{ name: "main", fullyQualifiedName: "urn:pulumi:dev::net::aws:ec2/vpc:Vpc::main" }] }],
      relatedLocations: [{ logicalLocations: [{ fullyQualifiedName: "urn:pulumi:prod::core::aws:ec2/vpc:Vpc::hub" }] }],
    });
    expect(results[1]!.locations[0]!.physicalLocation!.artifactLocation.uri).toBe("infra/iam%20roles.ts");
    expect(results[3]).toMatchObject({ level: "warning", locations: [{ physicalLocation: { artifactLocation: { uri: "state.json" } } }] });
  });

  test("what could not be decided is open, and what is exempt is suppressed with the reason", () => {
    const { results } = run(EVERY_KIND);
    expect(results[2]).toMatchObject({ kind: "open", level: "none" });
    expect(results[4]).toMatchObject({ level: "error", suppressions: [{ kind: "external", status: "accepted", justification: expect.stringContaining("Exempt until 2999-12-31 (ops: as it is)") }] });
    expect(results.filter(({ suppressions }) => suppressions)).toHaveLength(1);
  });

  test("a result keeps its fingerprint when its line, its order or an exemption changes, and two results never share one", () => {
    const before = fingerprints(EVERY_KIND);
    expect(new Set(before).size).toBe(EVERY_KIND.length);
    const moved = EVERY_KIND.map(each => ({ ...each, source: { file: "elsewhere.ts", line: 99 } }));
    expect(fingerprints(moved)).toEqual(before);
    expect(fingerprints([...EVERY_KIND].reverse())).toEqual([...before].reverse());
    expect(fingerprints([finding({ result: "exempt", message: `Exempt until 2999-12-31 (ops: why). ${finding().message}` })])).toEqual(fingerprints([finding()]));
    expect(new Set(fingerprints([finding(), finding(), finding({ message: "Another." })])).size).toBe(3);
  });

  test("against a baseline it tells of each result whether it is new, known or gone", () => {
    const { results } = run([finding()], { baseline: { known: [finding({ policy: "naming-legal" })], gone: [finding({ policy: "network-no-more" })] } });
    expect(results.map(({ ruleId, baselineState }) => [ruleId, baselineState])).toEqual([["network-cidr-overlap", "new"], ["naming-legal", "unchanged"], ["network-no-more", "absent"]]);
    expect(run([finding()]).results[0]).not.toHaveProperty("baselineState");
  });
});

describe("JUnit", () => {
  test("has a suite for each pack, and a case for each rule and resource that it says something of", () => {
    const suites = parseXml(junit.render(policyReport(EVERY_KIND), context()));
    expect(suites.map(({ name, tests, failures, errors, skipped }) => [name, tests, failures, errors, skipped])).toEqual([
      ["trueup.naming", 2, 0, 0, 2],
      ["trueup.network", 2, 1, 0, 0],
      ["trueup.iam", 2, 1, 1, 0],
    ]);
    const cases = suites.flatMap(suite => suite.cases);
    expect(cases.find(({ name }) => name.startsWith("network-cidr-overlap"))).toEqual({ name: "network-cidr-overlap: main (aws:ec2/vpc:Vpc)", classname: "trueup.network.net/dev", file: "infra/index.ts", outcome: "failure", text: expect.stringContaining("Fix: Use 10.4.0.0/16.") });
    expect(cases.find(({ name }) => name === "network-cidr-syntax: The title of network-cidr-syntax")).toMatchObject({ outcome: "" });
    expect(cases.map(({ outcome }) => outcome).sort()).toEqual(["", "error", "failure", "failure", "skipped", "skipped"]);
  });

  test("two findings of one rule at one resource are one case with both texts", () => {
    const [suite] = parseXml(junit.render(policyReport([finding({ message: "One." }), finding({ message: "Two." })]), context({ rules: [] })));
    expect(suite).toMatchObject({ tests: 1, failures: 1, cases: [{ text: expect.stringMatching(/One\.[^]*Two\./) }] });
  });

  test("stays XML whatever the findings say", () => {
    const [suite] = parseXml(junit.render(policyReport(HOSTILE), context({ rules: [] })));
    expect(suite!.cases[0]!.text).toContain("</testsuite><script>alert(1)</script> ]]> &");
  });
});

describe("GitHub annotations", () => {
  test("are one line each, the worst first, with what a runner would take for its own written as it asks", () => {
    const lines = github.render(policyReport([...EVERY_KIND].reverse()), context()).trimEnd().split("\n");
    expect(lines.map(line => /^::(\w+)/.exec(line)?.[1])).toEqual(["error", "error", "warning", "warning", "notice", undefined]);
    expect(lines[1]).toBe(
      "::error file=infra/index.ts,line=12,col=5,title=network-cidr-overlap%3A main of net/dev::cidrBlock 10.1.0.0/16 overlaps 10.0.0.0/14.%0AFix: Use 10.4.0.0/16.%0Aaws:ec2/vpc:Vpc urn:pulumi:dev::net::aws:ec2/vpc:Vpc::main",
    );
    expect(lines[0]).toContain("file=infra/iam roles.ts,line=3,title=");
    expect(lines[2]).toMatch(/^::warning title=naming-convention/);
  });

  test("come apart again as GitHub's runner takes them apart", () => {
    const [line] = github.render(policyReport(HOSTILE), context()).split("\n");
    expect(runnerReads(line!)).toEqual({ command: "error", file: "a,b:c%d\\n::x.ts", line: "1", col: "1", title: expect.stringContaining("</failure>::error file=a,b::"), data: expect.stringContaining("first\n::set-output name=a::b\n</testsuite>") });
    expect(runnerReads(line!).data).toContain("%0A%25 @everyone");
    expect(runnerReads(line!).data).toContain("Fix: Write\n::error::it, with a comma: 100%.");
  });
});

test("Markdown fits a comment however much was found, and says that something is left out", () => {
  const many = Array.from({ length: 2000 }, (_, i) => finding({ urn: `urn:pulumi:dev::net::aws:ec2/vpc:Vpc::vpc-${i}` }));
  const long = markdown.render(policyReport(many), context());
  expect(Buffer.byteLength(long)).toBeLessThan(65_536);
  expect(long).toContain("Left out to fit a comment");
  const short = markdown.render(policyReport(EVERY_KIND), context());
  expect(short).toMatch(/^## 🔴 3 violations \(2 mandatory\), 1 could not be judged, 1 exempt\.\n\n### 🔴 Must be put right\n/);
  expect(short).not.toContain("Left out");
  const shown = marked.parse(markdown.render(policyReport(HOSTILE), context()), { async: false }).replace(/<code[^]*?<\/code>/g, "");
  expect(shown).not.toMatch(/<script|<b>|@everyone|@org/);
});

test("one value that several rules do not know is told once to people, with all of them, and one by one to machines", () => {
  const gaps = ["iam-a", "iam-b", "iam-c", "iam-d"].map(policy => finding({ policy, pack: "iam", result: "undecided", severity: policy === "iam-c" ? "critical" : "low", message: "Could not be judged: policy is not known." }));
  const report = policyReport([...gaps, finding({ ...gaps[0]!, urn: "urn:pulumi:dev::net::aws:iam/policy:Policy::other" })]);
  expect(text.render(report, context()).match(/Could not be judged/g)).toHaveLength(2);
  expect(text.render(report, context())).toContain("? iam-c, iam-a, iam-b and 1 more  mandatory, critical  main");
  expect(text.render(report, context())).toMatch(/0 violations, 5 could not be judged\.\n$/);
  expect(github.render(report, context()).match(/^::warning/gm)).toHaveLength(2);
  expect(markdown.render(report, context())).toContain("`iam-c`, `iam-a`, `iam-b`, `iam-d`, critical");
  expect(run(report.findings).results).toHaveLength(5);
});

test("text and every other format count the same: violations, undecided, exempt, what was judged", () => {
  const counts = { stacks: 2, resources: 1234, rules: 20, violations: 3, mandatory: 2, undecided: 1, exempt: 1, exemptions: 1, known: 4, gone: 5 };
  expect(text.render(policyReport([], counts), context())).toBe("3 violations (2 mandatory), 1 could not be judged, 1 exempt, 1 exemption to look at, 4 known from the baseline, 5 of the baseline gone; 1,234 resources of 2 stacks judged by 20 rules.\n");
});

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  kind?: string;
  locations: { physicalLocation?: { artifactLocation: { uri: string } } }[];
  partialFingerprints: Record<string, string>;
  suppressions?: unknown[];
  baselineState?: string;
}

function run(findings: readonly Finding[], given = {}): { results: Result[]; tool: { driver: { rules: { id: string }[] } } } {
  return JSON.parse(sarif.render(policyReport(findings), context(given))).runs[0];
}

function fingerprints(findings: readonly Finding[]): string[] {
  return run(findings).results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
}

/** The schema that Microsoft's tools for SARIF carry. A pattern in it is no Unicode regular expression. */
function sarifValidator() {
  const ajv = new Draft04.default({ strict: false, unicodeRegExp: false, allErrors: true });
  addFormats.default(ajv as never);
  return ajv.compile(JSON.parse(readFileSync("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json", "utf8")));
}

interface Suite {
  name: string;
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  cases: { name: string; classname: string; file: string; outcome: string; text: string }[];
}

/** As Python's own XML parser reads it. */
function parseXml(xml: string): Suite[] {
  const script = `
import json, sys, xml.etree.ElementTree as tree
def case(one):
    outcome = one[0] if len(one) else None
    return {"name": one.get("name"), "classname": one.get("classname"), "file": one.get("file", ""), "outcome": "" if outcome is None else outcome.tag, "text": "" if outcome is None else (outcome.text or outcome.get("message"))}
suites = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([{**{"name": s.get("name")}, **{k: int(s.get(k)) for k in ("tests", "failures", "errors", "skipped")}, "cases": [case(c) for c in s]} for s in suites]))`;
  return JSON.parse(execFileSync("python3", ["-c", script], { input: xml, encoding: "utf8" })) as Suite[];
}

/** https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs: the last `%25` of an escape is undone last. */
function runnerReads(line: string): Record<string, string> {
  const [, command = "", properties = "", data = ""] = /^::(\S+) (.*?)::(.*)$/.exec(line) ?? [];
  const unescape = (text: string, codes: readonly [string, string][]) => codes.reduce((sum, [code, character]) => sum.replaceAll(code, character), text);
  const DATA: [string, string][] = [["%0D", "\r"], ["%0A", "\n"], ["%25", "%"]];
  const PROPERTY: [string, string][] = [["%0D", "\r"], ["%0A", "\n"], ["%3A", ":"], ["%2C", ","], ["%25", "%"]];
  const pairs = properties.split(",").map(pair => [pair.slice(0, pair.indexOf("=")), unescape(pair.slice(pair.indexOf("=") + 1), PROPERTY)] as const);
  return { command, ...Object.fromEntries(pairs), data: unescape(data, DATA) };
}
