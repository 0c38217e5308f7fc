import type { PolicyCounts, PolicyReport } from "../../../model/policy-report.ts";
import { count } from "../../_shared/words.ts";
import { weightOf } from "./weight.ts";

/** The whole check in one sentence: what was found, and how much was judged. */
export function summary(report: PolicyReport): string {
  const { violations, mandatory, undecided, exempt, exemptions, known, gone, ...judged } = countsOf(report);
  const found = [
    `${count(violations, "violation")}${violations > mandatory ? ` (${mandatory} mandatory)` : ""}`,
    ...(undecided > 0 ? [`${undecided} could not be judged`] : []),
    ...(exempt > 0 ? [`${exempt} exempt`] : []),
    ...(exemptions > 0 ? [`${count(exemptions, "exemption")} to look at`] : []),
    ...(known ? [`${known} known from the baseline`] : []),
    ...(gone ? [`${gone} of the baseline gone`] : []),
  ];
  const stacks = judged.stacks > 1 ? ` of ${count(judged.stacks, "stack")}` : "";
  const scope = judged.rules > 0 ? `; ${count(judged.resources, "resource")}${stacks} judged by ${count(judged.rules, "rule")}` : "";
  return `${found.join(", ")}${scope}.`;
}

/** The report's own counts; of one that has none, what its findings say. */
export function countsOf({ counts, findings }: PolicyReport): PolicyCounts {
  if (counts) return counts;
  const weights = findings.map(weightOf);
  const having = (...wanted: string[]) => weights.filter(weight => wanted.includes(weight)).length;
  return { stacks: 0, resources: 0, rules: 0, violations: having("mandatory", "advisory"), mandatory: having("mandatory"), undecided: having("undecided"), exempt: having("exempt"), exemptions: 0 };
}
