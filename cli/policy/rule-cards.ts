import type { RuleCard } from "../../model/ports/finding-format.ts";
import type { PolicyKit } from "../wire.ts";

/** What is told of the rules of a check, and of what it says about itself. */
export function ruleCards(policies: PolicyKit["policies"], { housekeeping }: Pick<PolicyKit, "housekeeping">): RuleCard[] {
  const own = Object.values(housekeeping).map(({ id, title, why, severity, enforcement }) => ({ id, pack: "policy", title, why, fix: "", severity, enforcement }));
  const rules = policies.map(({ id, title, why, fix, severity, enforcement, framework }) => ({ id, pack: id.split("-")[0]!, title, why, fix, severity, enforcement, ...(framework ? { framework } : {}) }));
  return [...rules, ...own];
}
