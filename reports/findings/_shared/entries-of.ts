import type { Finding } from "../../../model/policy-report.ts";
import { worstFirst } from "./weight.ts";

/** One thing to tell: a finding, and the rules that say it. */
export interface Entry {
  finding: Finding;
  rules: string[];
}

/**
 * What to tell people, the worst first. That one value is not known is one thing to know, however many rules would have judged it: they are told
 * together, with the most severe of them. In documents for machines each stands by itself.
 */
export function entriesOf(findings: readonly Finding[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const [i, finding] of worstFirst(findings).entries()) {
    const { result, enforcement, urn, message, policy } = finding;
    const key = result === "undecided" ? JSON.stringify([enforcement === "advisory", urn, message]) : String(i);
    const same = entries.get(key);
    if (same) same.rules.push(policy);
    else entries.set(key, { finding, rules: [policy] });
  }
  return [...entries.values()];
}

const SHOWN = 3;

/** `iam-a`, `iam-a, iam-b`, `iam-a, iam-b, iam-c and 4 more`. */
export function rulesText({ rules }: Entry): string {
  const more = rules.length - SHOWN;
  return more > 0 ? `${rules.slice(0, SHOWN).join(", ")} and ${more} more` : rules.join(", ");
}
