import type { ScanFinding, StackReport } from "../../model/scan-report.ts";
import { type Weight, WEIGHTS, weightOf, worstFirst } from "../findings/_shared/weight.ts";
import { count } from "./words.ts";

/** What the policies say of what clouds have, counted. */
export interface FindingTally {
  violations: number;
  /** Violations that are more than advice. */
  mandatory: number;
  /** Violations that the recorded state does not have. */
  fresh: number;
  undecided: number;
  exempt: number;
}

export function tallyFindings(stacks: readonly StackReport[]): FindingTally {
  const findings = stacks.flatMap(stack => stack.findings ?? []);
  const having = (...weights: Weight[]) => findings.filter(finding => weights.includes(weightOf(finding)));
  const violations = having("mandatory", "advisory");
  return { violations: violations.length, mandatory: having("mandatory").length, fresh: violations.filter(({ alsoInState }) => !alsoInState).length, undecided: having("undecided").length, exempt: having("exempt").length };
}

/** Violations to tell one by one: of each weight those that came with a drift first. */
export function violationsOf({ findings = [] }: StackReport): ScanFinding[] {
  const violations = worstFirst(findings).filter(({ result }) => result === "violation") as ScanFinding[];
  const inOrder = [...violations.filter(({ alsoInState }) => !alsoInState), ...violations.filter(({ alsoInState }) => alsoInState)];
  return inOrder.sort((a, b) => WEIGHTS.indexOf(weightOf(a)) - WEIGHTS.indexOf(weightOf(b)));
}

/** Where a violation comes from, in words. */
export function originOf({ alsoInState }: ScanFinding): string {
  return alsoInState ? "also in the recorded state" : "came with the drift";
}

/** What is only counted: `2 could not be judged, 1 exempt`; empty where there is nothing. */
export function restOfFindings(stack: StackReport): string {
  const { undecided, exempt } = tallyFindings([stack]);
  return [...(undecided > 0 ? [`${undecided} could not be judged`] : []), ...(exempt > 0 ? [`${exempt} exempt`] : [])].join(", ");
}

/** `3 policy violations (2 mandatory), 1 of them came with a drift`. */
export function violationsSentence(stacks: readonly StackReport[]): string {
  const { violations, mandatory, fresh } = tallyFindings(stacks);
  const weight = mandatory === violations ? (violations === 1 ? " (mandatory)" : " (all mandatory)") : ` (${mandatory} mandatory)`;
  const origin = fresh === 0 ? "in the recorded state too" : fresh === violations ? "not in the recorded state" : `${fresh} of them not in the recorded state`;
  return `${count(violations, "policy violation")}${weight}, ${origin}`;
}
