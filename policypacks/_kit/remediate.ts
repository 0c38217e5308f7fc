import type { Neighbours } from "./neighbours";
import type { Policy } from "./policy";
import { type Resource, subjectsOf } from "./resource";
import type { Rule, RuleBook } from "./rule-book";
import { exemptionsFor } from "./settings";
import type { WireObject } from "./wire";

/** What a rule made of a resource's inputs. */
export interface Remedied {
  policy: Policy;
  inputs: WireObject;
}

/** Lets the rules at level `remediate` put a resource right, one after the other, each on what the one before made of it. Never throws. */
export function remediate(book: RuleBook, resource: Resource, neighbours: Neighbours): Remedied[] {
  const remedied: Remedied[] = [];
  let current = resource;
  for (const rule of rulesThatMay(book, resource)) {
    const inputs = attempt(rule, current, { book, neighbours });
    if (!inputs) continue;
    remedied.push({ policy: rule.policy, inputs });
    current = { ...current, inputs };
  }
  return remedied;
}

function rulesThatMay(book: RuleBook, resource: Resource): Rule[] {
  const [subject, ...more] = subjectsOf(resource);
  // A list is several subjects in one resource; what is put right in one of them would have to be put back into the list.
  if (!subject || more.length > 0) return [];
  return book.rulesFor(subject).filter(({ policy, level }) => level === "remediate" && !exemptionsFor(book.settings, { policy: policy.id, urn: resource.urn }).valid);
}

/** A rule that cannot do it, because a value is not known or by a mistake of its own, leaves it as it is: judging it says the rest. */
function attempt({ policy, options }: Rule, resource: Resource, { book, neighbours }: { book: RuleBook; neighbours: Neighbours }): WireObject | undefined {
  const [subject] = subjectsOf(resource);
  try {
    return subject && policy.remediate?.(subject, { options, neighbours, today: book.settings.today });
  } catch {
    return undefined;
  }
}
