import { type Finding, isMandatoryViolation, type PolicyReport } from "../../model/policy-report.ts";

/** How much was judged. */
export interface Judged {
  resources: readonly { type: string }[];
  /** By the name of their stack. */
  files: ReadonlyMap<string, unknown>;
  rules: number;
  baseline?: { known: readonly Finding[]; gone: readonly Finding[] };
}

/** The result document of a check. */
export function policyReportOf(findings: Finding[], { resources, files, rules, baseline }: Judged): PolicyReport {
  const having = (is: (finding: Finding) => boolean) => findings.filter(is).length;
  const counts = {
    stacks: files.size,
    resources: resources.filter(({ type }) => !type.startsWith("pulumi:")).length,
    rules,
    violations: having(({ result }) => result === "violation"),
    mandatory: having(isMandatoryViolation),
    undecided: having(({ result }) => result === "undecided"),
    exempt: having(({ result }) => result === "exempt"),
    exemptions: having(({ policy }) => policy === "policy-exemption"),
    ...(baseline ? { known: baseline.known.length, gone: baseline.gone.length } : {}),
  };
  return { schema: "trueup/policy/v1", counts, findings };
}
