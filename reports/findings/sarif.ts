import { createHash } from "node:crypto";
import type { FindingContext, FindingFormat, RuleCard } from "../../model/ports/finding-format.ts";
import type { Finding, PolicyReport } from "../../model/policy-report.ts";
import { visibleLines } from "../_shared/visible.ts";
import { resourceOf } from "./_shared/resource-of.ts";

/** For code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html */
export const format = {
  id: "sarif",
  title: "SARIF 2.1.0 for code scanning",
  mediaType: "application/sarif+json",
  render: (report, context) => `${visibleLines(JSON.stringify(log(report, context), null, 2))}\n`,
} satisfies FindingFormat;

function log(report: PolicyReport, context: FindingContext): object {
  const told = toldIn(report, context);
  const rules = rulesOf(context.rules, told.map(({ finding }) => finding));
  const index = new Map(rules.map(({ id }, i) => [id, i]));
  const fingerprints = fingerprinter();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Trueup", semanticVersion: context.trueup, rules: rules.map(descriptor) } },
        invocations: [{ executionSuccessful: true }],
        columnKind: "utf16CodeUnits",
        results: told.map(({ finding, state }) => ({
          ...result(finding, context),
          ruleIndex: index.get(finding.policy)!,
          partialFingerprints: fingerprints(finding),
          ...(state ? { baselineState: state } : {}),
        })),
      },
    ],
  };
}

interface Told {
  finding: Finding;
  state?: "new" | "unchanged" | "absent";
}

/** Against a baseline SARIF tells all, and of each result whether it is new; either all results say so or none. */
function toldIn({ findings }: PolicyReport, { baseline }: FindingContext): Told[] {
  if (!baseline) return findings.map(finding => ({ finding }));
  const as = (state: NonNullable<Told["state"]>) => (finding: Finding): Told => ({ finding, state });
  return [...findings.map(as("new")), ...baseline.known.map(as("unchanged")), ...baseline.gone.map(as("absent"))];
}

/** What was judged, and whatever else a finding is of: a baseline may know rules that are no more. */
function rulesOf(rules: readonly RuleCard[], findings: readonly Finding[]): RuleCard[] {
  const known = new Map(rules.map(rule => [rule.id, rule]));
  for (const { policy, pack, severity, enforcement, fix } of findings) {
    if (!known.has(policy)) known.set(policy, { id: policy, pack, title: policy, why: "", fix, severity, enforcement });
  }
  return [...known.values()];
}

/** How GitHub sorts `security-severity`: over 9 critical, from 7 high, from 4 medium. https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SECURITY_SEVERITY: Record<Finding["severity"], string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };
/** Packs whose rules are about who may do and reach what; GitHub shows the severity of those by its number. */
const SECURITY_PACKS: readonly string[] = ["iam", "network"];

function descriptor({ id, pack, title, why, fix, severity, enforcement, framework }: RuleCard): object {
  const text = [`${title}.`, why, `Fix: ${fix}`].filter(part => part !== "Fix: ").join(" ").trim();
  const markdown = [`**${title}.**`, why, fix && `**Fix:** ${fix}`, framework && `**See:** ${framework.name}${framework.version ? ` ${framework.version}` : ""}, ${framework.reference}`].filter(Boolean).join("\n\n");
  return {
    id,
    shortDescription: { text: title },
    ...(why ? { fullDescription: { text: why } } : {}),
    help: { text, markdown },
    defaultConfiguration: enforcement === "disabled" ? { enabled: false } : { level: levelOf(enforcement) },
    properties: { tags: [...(SECURITY_PACKS.includes(pack) ? ["security"] : []), pack, ...(framework ? [`${framework.name} ${framework.reference}`] : [])], precision: "high", "security-severity": SECURITY_SEVERITY[severity], "problem.severity": levelOf(enforcement) },
  };
}

function levelOf(enforcement: Finding["enforcement"]): "error" | "warning" {
  return enforcement === "advisory" ? "warning" : "error";
}

function result(finding: Finding, context: FindingContext): object {
  const { policy, result: outcome, enforcement, message, fix, related = [], severity } = finding;
  // `open`: the rule was asked and could not decide. Only failures have a level.
  const verdict = outcome === "undecided" ? { kind: "open", level: "none" } : { level: levelOf(enforcement) };
  return {
    ruleId: policy,
    ...verdict,
    message: { text: `${message}\nFix: ${fix}` },
    locations: [location(finding, context)],
    ...(related.length > 0 ? { relatedLocations: related.map((urn, i) => ({ id: i + 1, message: { text: "The other resource that this is about." }, logicalLocations: [logical(urn)] })) } : {}),
    ...(outcome === "exempt" ? { suppressions: [{ kind: "external", status: "accepted", justification: message }] } : {}),
    properties: { severity, enforcement, result: outcome },
  };
}

/** In the program where the state knows the place; else the state itself, because GitHub takes no result without a file. */
function location({ urn, type, source }: Finding, { stateFileOf }: FindingContext): object {
  const file = source?.file ?? stateFileOf(resourceOf(urn).stack);
  const region = source ? { region: { startLine: source.line, ...(source.column === undefined ? {} : { startColumn: source.column }) } } : {};
  return {
    ...(file === undefined ? {} : { physicalLocation: { artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" }, ...region } }),
    logicalLocations: [{ ...logical(urn), properties: { type } }],
  };
}

function logical(urn: string): { name: string; fullyQualifiedName: string; kind: string } {
  return { name: resourceOf(urn).name, fullyQualifiedName: urn, kind: "resource" };
}

/**
 * What makes a result the same one in two runs: rule and resources, and where a rule found several things at a resource, which of them it
 * is by its words. Not the line, which moves with every edit above it. GitHub reads only the second name, and makes one of the line where it is absent.
 */
function fingerprinter(): (finding: Finding) => Record<string, string> {
  const seen = new Map<string, number>();
  return ({ policy, urn, related = [], message, result: outcome }) => {
    const words = related.length > 0 ? "" : message.replace(/^Exempt until [^.]*\. /, "");
    const key = createHash("sha256").update(JSON.stringify([policy, [urn, ...related].sort(), words])).digest("hex").slice(0, 32);
    const nth = (seen.get(`${key} ${outcome}`) ?? 0) + 1;
    seen.set(`${key} ${outcome}`, nth);
    return { "trueupFinding/v1": `${key}:${nth}`, primaryLocationLineHash: `${key}:${nth}` };
  };
}
