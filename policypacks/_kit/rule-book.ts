import type { Enforcement } from "./finding";
import { matchesGlob } from "./glob";
import type { Policy } from "./policy";
import type { Subject } from "./resource";
import type { RuleSettings, Settings } from "./settings";

/** A rule as it holds in one stack. */
export interface Rule {
  policy: Policy;
  level: Enforcement;
  onUnknown: "fail" | "warn";
  options: unknown;
}

/** The rules of a pack as configured. Which of them apply to a type in a stack is worked out once. */
export class RuleBook {
  readonly settings: Settings;
  readonly policies: readonly Policy[];
  readonly #inStack = new Map<string, readonly Rule[]>();
  /** By stack, then by type. */
  readonly #applicable = new Map<string, Map<string, readonly Rule[]>>();

  constructor(policies: readonly Policy[], settings: Settings) {
    this.settings = settings;
    this.policies = policies;
  }

  /** The rules that are about this resource and not disabled. */
  rulesFor(subject: Subject): readonly Rule[] {
    const byType = this.#applicable.get(subject.stack) ?? new Map<string, readonly Rule[]>();
    this.#applicable.set(subject.stack, byType);
    const rules = byType.get(subject.type) ?? this.rulesIn(subject.stack).filter(({ policy }) => isAbout(policy, subject));
    byType.set(subject.type, rules);
    return rules;
  }

  /** The rules that are not disabled in a stack. */
  rulesIn(stack: string): readonly Rule[] {
    const known = this.#inStack.get(stack);
    if (known) return known;
    const rules = this.policies.map(policy => ruleIn(policy, stack, this.settings)).filter(({ level }) => level !== "disabled");
    this.#inStack.set(stack, rules);
    return rules;
  }
}

function isAbout({ types }: Policy, { type, cloud }: Subject): boolean {
  return types.includes(type) || (cloud !== undefined && (types.includes("*") || types.includes(`${cloud}:*`)));
}

function ruleIn(policy: Policy, stack: string, { rules, overrides }: Settings): Rule {
  const layers = [rules, ...overrides.filter(({ stacks }) => stacks.some(glob => matchesGlob(glob, stack))).map(override => override.rules)];
  const said = layers.reduce<RuleSettings>((sum, layer) => ({ ...sum, ...layer[policy.id], options: { ...sum.options, ...layer[policy.id]?.options } }), {});
  return { policy, level: said.level ?? policy.enforcement, onUnknown: said.onUnknown ?? "warn", options: policy.options?.parse(said.options ?? {}) };
}
