import { GuidedError } from "../../model/guided-error.ts";
import { type Finding, policyReport } from "../../model/policy-report.ts";
import { readJsonObject } from "./read-file.ts";

const HINT = "Write one with `trueup policy check --state FILE --format json > baseline.json`.";

/** The findings of an earlier check. @throws {GuidedError} USAGE */
export function readBaseline(file: string, cwd: string): Finding[] {
  const { data, error } = policyReport.safeParse(readJsonObject({ option: "--baseline", file, cwd, hint: HINT }));
  if (error) throw new GuidedError("USAGE", `--baseline ${file} is not the result of a policy check: ${error.issues[0]!.path.join(".") || "it"}: ${error.issues[0]!.message}.`, HINT);
  return data.findings;
}

export interface Compared {
  /** What the baseline does not have. */
  fresh: Finding[];
  /** What it has too. */
  known: Finding[];
  /** What it has and is no more. */
  gone: Finding[];
}

/**
 * Holds findings against a baseline. A finding is known by its rule and its resources; where a rule found something at a resource
 * several times, as many are known as were found before, those with the same words first.
 */
export function compareWithBaseline(findings: readonly Finding[], baseline: readonly Finding[]): Compared {
  const left = new Map<string, Finding[]>();
  for (const finding of baseline) left.set(keyOf(finding), [...(left.get(keyOf(finding)) ?? []), finding]);
  const takeKnown = (finding: Finding, fits: (before: Finding) => boolean) => take(left.get(keyOf(finding)) ?? [], fits);
  const reworded = findings.filter(finding => !takeKnown(finding, ({ message }) => message === finding.message));
  const fresh = reworded.filter(finding => !takeKnown(finding, () => true));
  const isFresh = new Set(fresh);
  return { fresh, known: findings.filter(finding => !isFresh.has(finding)), gone: [...left.values()].flat() };
}

function keyOf({ policy, result, urn, related = [] }: Finding): string {
  return JSON.stringify([policy, result, urn, [...related].sort()]);
}

/** Takes the first that fits out of the list; whether there was one. */
function take(findings: Finding[], fits: (finding: Finding) => boolean): boolean {
  const at = findings.findIndex(fits);
  if (at >= 0) findings.splice(at, 1);
  return at >= 0;
}
