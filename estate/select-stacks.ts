import type { Config, Schedule, Source, StackRule } from "../model/config.ts";
import type { DirectionRule, OnDrift } from "../model/reconcile-config.ts";
import { stackName, type StackRef } from "../model/stack.ts";
import { argumentMatcher, stackMatcher } from "./stack-globs.ts";

/** A stack that the configuration looks after, and how. */
export interface SelectedStack {
  ref: StackRef;
  /** Keys of `identities`; the first that covers a provider reads it. */
  identities: string[];
  onDrift: OnDrift;
  /** Where some types or properties need another; the first that matches decides. */
  directions: DirectionRule[];
  /** `path` with {project} and {stack} filled in. */
  source?: Source;
  owner?: string;
  schedule?: Schedule;
  /** Of two stacks that wait for a worker, the one with more goes first. */
  priority: number;
}

export interface UnusedRule {
  /** Position under `stacks`, from 0. */
  rule: number;
  include: string[];
  reason: "matches-nothing" | "shadowed";
}

export interface Selection {
  stacks: SelectedStack[];
  /** Stacks that no rule takes: nobody looks after them. */
  unmatched: StackRef[];
  /** Rules that take no stack: most often a typing mistake, or an earlier rule that takes all of theirs. */
  unusedRules: UnusedRule[];
}

/**
 * Which of the discovered stacks the configuration looks after. The first rule that includes a stack, and does not exclude it,
 * decides everything about it; nothing is merged from later rules, so the order reads like a list of exceptions before the general case.
 * @param options.stackGlob takes only the stacks that match it; `unmatched` and `unusedRules` are told for the whole estate all the same
 * @throws {GuidedError} USAGE where the glob can never match
 */
export function selectStacks(config: Pick<Config, "stacks">, refs: readonly StackRef[], options: { stackGlob?: string | undefined } = {}): Selection {
  const isWanted = options.stackGlob === undefined ? () => true : argumentMatcher("--stack", options.stackGlob);
  const rules = config.stacks.map(rule => ({ rule, includes: stackMatcher(rule.include), excludes: stackMatcher(rule.exclude) }));
  const taken = refs.map(ref => ({ ref, by: rules.find(rule => rule.includes(stackName(ref)) && !rule.excludes(stackName(ref)))?.rule }));
  return {
    stacks: taken.flatMap(({ ref, by }) => (by && isWanted(stackName(ref)) ? [selected(ref, by)] : [])),
    unmatched: taken.flatMap(({ ref, by }) => (by ? [] : [ref])),
    unusedRules: rules.flatMap(({ rule, includes, excludes }, i) => {
      if (taken.some(({ by }) => by === rule)) return [];
      const isShadowed = refs.some(ref => includes(stackName(ref)) && !excludes(stackName(ref)));
      return [{ rule: i, include: rule.include, reason: isShadowed ? ("shadowed" as const) : ("matches-nothing" as const) }];
    }),
  };
}

function selected(ref: StackRef, rule: StackRule): SelectedStack {
  const { identities, onDrift, directions, source, owner, schedule, priority } = rule;
  return { ref, identities, onDrift, directions, priority, ...(source ? { source: filledIn(source, ref) } : {}), ...(owner === undefined ? {} : { owner }), ...(schedule ? { schedule } : {}) };
}

function filledIn(source: Source, ref: StackRef): Source {
  // Functions, because in a replacement text `$&` and its like have a meaning of their own.
  return { ...source, path: source.path.replaceAll("{project}", () => ref.project).replaceAll("{stack}", () => ref.stack) };
}
