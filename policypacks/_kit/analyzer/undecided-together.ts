import type { Finding } from "../finding";

const SHOWN = 3;

/** One value that is not known is one thing to tell, however many rules would have judged it: they are told together, by the first of them. */
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
  const named = others.slice(0, SHOWN).map(({ policy }) => policy).join(", ");
  const more = others.length - SHOWN;
  return { ...first!, message: `${first!.message} Nor could ${named}${more > 0 ? ` and ${more} more` : ""} judge it.` };
}
