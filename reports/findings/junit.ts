import type { FindingContext, FindingFormat, RuleCard } from "../../model/ports/finding-format.ts";
import type { Finding, PolicyReport } from "../../model/policy-report.ts";
import { linesOf } from "./_shared/lines-of.ts";
import { resourceOf } from "./_shared/resource-of.ts";
import { type Weight, WEIGHTS, weightOf } from "./_shared/weight.ts";

/**
 * For the test view of a CI server: a suite for each pack; a case for each rule and resource that it says something of, and one for
 * each rule that found nothing. Advice and exemptions are skipped cases: they are seen, and stop nothing.
 * Shape: https://github.com/testmoapp/junitxml
 */
export const format = {
  id: "junit",
  title: "JUnit XML for CI servers",
  mediaType: "application/xml",
  render: (report, context) => {
    const suites = suitesOf(report, context);
    const all = suites.flatMap(({ cases }) => cases);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "Trueup", ...tally(all) }, suites.map(suite))}\n`;
  },
} satisfies FindingFormat;

interface Suite {
  pack: string;
  cases: Case[];
}

interface Case {
  attributes: Record<string, string>;
  /** None: it passed. */
  outcome?: Outcome;
}

interface Outcome {
  tag: "failure" | "error" | "skipped";
  attributes: Record<string, string>;
  text?: string;
}

function suitesOf({ findings }: PolicyReport, { rules }: FindingContext): Suite[] {
  const telling = [...Map.groupBy(findings, ({ policy, urn }) => `${policy} ${urn}`).values()].map(group => ({ pack: group[0]!.pack, ...tellingCase(group) }));
  const silent = rules.filter(({ id }) => !findings.some(({ policy }) => policy === id)).map(rule => ({ pack: rule.pack, ...silentCase(rule) }));
  const packs = new Set([...rules, ...telling].map(({ pack }) => pack));
  return [...packs].map(pack => ({ pack, cases: [...silent, ...telling].filter(one => one.pack === pack) }));
}

function silentCase({ id, pack, title }: RuleCard): Case {
  return { attributes: { classname: `trueup.${pack}`, name: `${id}: ${title}`, time: "0" } };
}

/** What one rule says of one resource. */
function tellingCase(findings: readonly Finding[]): Case {
  const { policy, pack, urn, type, source } = findings[0]!;
  const { name, stack } = resourceOf(urn);
  const place = source ? { file: source.file, line: String(source.line) } : {};
  return { attributes: { classname: `trueup.${pack}.${stack}`, name: `${policy}: ${name} (${type})`, ...place, time: "0" }, outcome: outcomeOf(findings) };
}

/** A case has one outcome: that of the worst finding, with the texts of all. */
function outcomeOf(findings: readonly Finding[]): Outcome {
  const worst = worstOf(findings);
  const { message, severity, urn } = findings.find(finding => weightOf(finding) === worst)!;
  const text = findings.map(finding => `${finding.message}\nFix: ${finding.fix}`).join("\n\n");
  const summary = message.split("\n")[0]!;
  if (worst === "mandatory") return { tag: "failure", attributes: { type: severity, message: summary }, text: `${text}\n\n${urn}` };
  if (worst === "undecided" && findings.some(isGap)) return { tag: "error", attributes: { type: "undecided", message: summary }, text: `${text}\n\n${urn}` };
  return { tag: "skipped", attributes: { message: worst === "advisory" ? `Advice: ${text}` : text } };
}

/** A mandatory rule that could not decide weighs more than advice here: it makes the exit code 2. */
function worstOf(findings: readonly Finding[]): Weight {
  const order: readonly Weight[] = findings.some(isGap) ? ["mandatory", "undecided"] : WEIGHTS;
  return order.find(weight => findings.some(finding => weightOf(finding) === weight))!;
}

function isGap({ result, enforcement }: Finding): boolean {
  return result === "undecided" && enforcement !== "advisory";
}

function suite({ pack, cases }: Suite): string {
  return element("testsuite", { name: `trueup.${pack}`, ...tally(cases) }, cases.map(testCase));
}

function testCase({ attributes, outcome }: Case): string {
  return element("testcase", attributes, outcome ? [element(outcome.tag, outcome.attributes, outcome.text === undefined ? [] : [escape(outcome.text)])] : []);
}

function tally(cases: readonly Case[]): Record<string, string> {
  const having = (tag: Outcome["tag"]) => String(cases.filter(({ outcome }) => outcome?.tag === tag).length);
  return { tests: String(cases.length), failures: having("failure"), errors: having("error"), skipped: having("skipped"), time: "0" };
}

function element(name: string, attributes: Record<string, string>, children: readonly string[] = []): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escape(value).replaceAll("\n", "&#10;")}"`)].join(" ");
  return children.length === 0 ? `<${head}/>` : `<${head}>${children.join("\n")}</${name}>`;
}

/** Text as XML 1.0 takes it: control characters, which it has no word for, are shown as escapes. */
function escape(text: string): string {
  return linesOf(text).join("\n").replace(/[\ufffe\uffff]/g, "\ufffd").replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
