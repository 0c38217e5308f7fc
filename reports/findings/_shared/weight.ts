import { type Finding, isMandatoryViolation } from "../../../model/policy-report.ts";

/** What a finding asks of its reader, the most urgent first. */
export const WEIGHTS = ["mandatory", "advisory", "undecided", "exempt"] as const;
export type Weight = (typeof WEIGHTS)[number];

const SEVERITIES: readonly Finding["severity"][] = ["critical", "high", "medium", "low"];

export function weightOf(finding: Finding): Weight {
  if (finding.result !== "violation") return finding.result;
  return isMandatoryViolation(finding) ? "mandatory" : "advisory";
}

/** The worst first; otherwise in the order in which they came. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding) => WEIGHTS.indexOf(weightOf(finding)) * SEVERITIES.length + SEVERITIES.indexOf(finding.severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}
