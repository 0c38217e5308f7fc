import type { Finding } from "./finding";
import { matchesGlob } from "./glob";
import { notice } from "./housekeeping";
import { OWN_PACKS } from "./own-packs";
import { packOf } from "./policy";
import type { Subject } from "./resource";
import type { RuleBook } from "./rule-book";
import { type Exemption, isAboutResource } from "./settings";

/**
 * The exemptions that are about judged resources and rules, and cover nothing there, as findings. `findings` is all that the
 * rules found. An exemption that is about no resource here belongs to another stack, and says nothing.
 */
export function unusedExemptions(book: RuleBook, subjects: readonly Subject[], findings: readonly Pick<Finding, "policy" | "urn">[]): Finding[] {
  return book.settings.exemptions.flatMap(exemption => {
    if (!mayBeJudgedHere(exemption, book)) return [];
    const judged = subjects.filter(subject => isAboutResource(exemption, subject.urn) && book.rulesFor(subject).some(({ policy }) => matchesGlob(exemption.rule, policy.id)));
    const isNeeded = findings.some(({ policy, urn }) => matchesGlob(exemption.rule, policy) && isAboutResource(exemption, urn));
    const [first] = judged.sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return isNeeded || !first ? [] : [unusedNotice(exemption, first)];
  });
}

/** A rule of another pack is judged elsewhere, so whether the exemption is needed is not known here. */
function mayBeJudgedHere({ rule }: Exemption, { policies }: RuleBook): boolean {
  const here = new Set(policies.map(({ id }) => packOf(id)));
  const literal = rule.split(/[*?]/, 1)[0]!;
  return literal.includes("-") ? here.has(packOf(literal)) : OWN_PACKS.every(pack => here.has(pack));
}

function unusedNotice({ rule, resource, reason, owner, expires }: Exemption, { urn, resource: { type }, stack }: Subject): Finding {
  return notice("exemption", { urn, type }, {
    message: `The exemption of "${resource}" from ${rule} until ${expires} (${owner}: ${reason}) covers nothing in ${stack}: no violation of it is there.`,
    fix: "Remove it, or name with it only what it is for.",
  });
}
