import type { Finding, PolicyReport } from "../../model/policy-report.ts";
import { parseUrn } from "../../model/urn.ts";
import type { Terminal } from "../command.ts";
import { type Paint, paintFor } from "../paint.ts";
import { count } from "../wording.ts";

const BY_SEVERITY = ["critical", "high", "medium", "low"];

/** A check for people: the worst first, each with what to do. */
export function policyText({ findings }: PolicyReport, judged: { rules: number; resources: number }, terminal: Pick<Terminal, "isInteractive" | "env">): string {
  const paint = paintFor(terminal);
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b));
  return [...sorted.map(finding => entry(finding, paint)), summary(findings, judged, paint)].join("\n\n");
}

function rank({ result, enforcement, severity }: Finding): number {
  const kind = result === "violation" ? (enforcement === "advisory" ? 1 : 0) : result === "undecided" ? 2 : 3;
  return kind * BY_SEVERITY.length + BY_SEVERITY.indexOf(severity);
}

function entry(finding: Finding, paint: Paint): string {
  const { policy, severity, enforcement, result, urn, type, message, fix } = finding;
  const { name, project, stack } = parseUrn(urn);
  const mark = result === "violation" ? (enforcement === "advisory" ? paint.yellow("!") : paint.red("✗")) : paint.dim(result === "exempt" ? "○" : "?");
  const head = `${mark} ${paint.bold(policy)}  ${enforcement}, ${severity}  ${paint.dim(`${name} (${type}) of ${project}/${stack}`)}`;
  return [head, ...message.split("\n").map(line => `  ${line}`), `  ${paint.cyan("→")} ${fix}`].join("\n");
}

function summary(findings: readonly Finding[], judged: { rules: number; resources: number }, paint: Paint): string {
  const violations = findings.filter(({ result }) => result === "violation");
  const mandatory = violations.filter(({ enforcement }) => enforcement !== "advisory").length;
  const undecided = findings.filter(({ result }) => result === "undecided").length;
  const exempt = findings.filter(({ result }) => result === "exempt").length;
  const scope = `${count(judged.resources, "resource")} judged by ${count(judged.rules, "rule")}`;
  const parts = [`${count(violations.length, "violation")}${violations.length > mandatory ? ` (${mandatory} mandatory)` : ""}`, ...(undecided > 0 ? [`${undecided} could not be judged`] : []), ...(exempt > 0 ? [`${exempt} exempt`] : [])];
  const text = `${parts.join(", ")}; ${scope}.`;
  return mandatory > 0 ? paint.red(text) : undecided > 0 ? paint.yellow(text) : paint.green(text);
}
