export type Severity = "low" | "medium" | "high" | "critical";
export type Enforcement = "advisory" | "mandatory" | "remediate" | "disabled";

/** One thing to tell; the shape of `findings` in a `trueup/policy/v1` document. */
export interface Finding {
  policy: string;
  pack: string;
  result: "violation" | "undecided" | "exempt";
  severity: Severity;
  enforcement: Enforcement;
  urn: string;
  type: string;
  message: string;
  fix: string;
  related?: string[];
  /** Where a benchmark or framework asks for the same. */
  framework?: Framework;
}

/** A benchmark or framework, and the place in it. */
export interface Framework {
  name: string;
  version?: string;
  reference: string;
}

/** The order in which findings are told: the same findings always in the same one. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => compare(a.urn, b.urn) || compare(a.policy, b.policy) || compare(a.result, b.result) || compare(a.message, b.message));
}

/** What makes two findings the same one, whichever way it was found. */
export function identityOf({ policy, urn, message, related = [] }: Finding): string {
  return JSON.stringify([policy, [urn, ...related].sort(), related.length > 0 ? "" : message]);
}

// Not localeCompare: the order must not depend on the machine's locale.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
