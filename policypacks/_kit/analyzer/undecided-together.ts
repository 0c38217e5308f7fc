import type { Finding } from "../finding";

/** One value that is not known is one thing to tell, however many rules would have judged it: they are told together, by the first of them, and each is named. */
export function undecidedTogether(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const [i, finding] of findings.entries()) {
    const key = finding.result === "undecided" ? JSON.stringify([finding.urn, finding.message]) : String(i);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map(withOthers);
}

function withOthers([first, ...others]: Finding[]): Finding {
  if (others.length === 0) return first!;
  return { ...first!, message: `${first!.message} Nor could ${others.map(({ policy }) => policy).join(", ")} judge it.` };
}
