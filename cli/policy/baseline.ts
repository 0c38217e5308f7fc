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

/**
 * What is not in the baseline. A finding is known by its rule and its resources; where a rule found something at a resource
 * several times, as many are known as were found before, those with the same words first.
 */
export function withoutKnown(findings: readonly Finding[], baseline: readonly Finding[]): Finding[] {
  const known = new Map<string, string[]>();
  for (const finding of baseline) known.set(keyOf(finding), [...(known.get(keyOf(finding)) ?? []), finding.message]);
  const reworded = findings.filter(finding => !take(known.get(keyOf(finding)) ?? [], message => message === finding.message));
  return reworded.filter(finding => !take(known.get(keyOf(finding)) ?? [], () => true));
}

function keyOf({ policy, result, urn, related = [] }: Finding): string {
  return JSON.stringify([policy, result, urn, [...related].sort()]);
}

/** Takes the first that fits out of the list; whether there was one. */
function take(messages: string[], fits: (message: string) => boolean): boolean {
  const at = messages.findIndex(fits);
  if (at >= 0) messages.splice(at, 1);
  return at >= 0;
}
