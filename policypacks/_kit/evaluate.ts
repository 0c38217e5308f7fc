import { type Finding, inOrder } from "./finding";
import { judge } from "./judge";
import { Neighbourhood, type Neighbours } from "./neighbours";
import type { Policy } from "./policy";
import type { Resource, Subject } from "./resource";
import { RuleBook } from "./rule-book";
import type { Settings } from "./settings";
import { settle } from "./settle";
import type { Snapshot } from "./snapshot";
import { unusedExemptions } from "./unused-exemptions";

export interface EvaluateOptions {
  settings: Settings;
  /** What other stacks use. */
  snapshot?: Snapshot;
}

/**
 * Judges resources by rules: everything that is known of them must be given at once. The findings are complete (an unknown value
 * or a failing rule hides nothing else) and always in the same order. Pure: reads no file, clock or environment.
 */
export function evaluate(policies: readonly Policy[], resources: readonly Resource[], { settings, snapshot }: EvaluateOptions): Finding[] {
  const book = new RuleBook(policies, settings);
  const { subjects, findings } = judgeTogether(book, resources, snapshot);
  return inOrder([...findings, ...unusedExemptions(book, subjects, findings)]);
}

/** Judges resources that are all that there is of their stacks. */
export function judgeTogether(book: RuleBook, resources: readonly Resource[], snapshot: Snapshot | undefined): { subjects: Subject[]; findings: Finding[] } {
  const neighbours = new Neighbourhood({ knows: "whole", ...(snapshot ? { snapshot } : {}) });
  const subjects = neighbours.add(resources);
  return { subjects, findings: subjects.flatMap(subject => judgeSubject(book, subject, neighbours)) };
}

/** What the rules find at one resource, in the rules' order. A rule that needs others and cannot decide before all are there says nothing yet. */
export function judgeSubject(book: RuleBook, subject: Subject, neighbours: Neighbours): Finding[] {
  return book.rulesFor(subject).flatMap(rule => {
    const judgement = judge(rule.policy, subject, { options: rule.options, neighbours, today: book.settings.today });
    const isTooEarly = rule.policy.needs !== undefined && !neighbours.knowsAll;
    return settle(rule, subject, isTooEarly ? { ...judgement, undecided: [] } : judgement, { settings: book.settings, neighbours });
  });
}
