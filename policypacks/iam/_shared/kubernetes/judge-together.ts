import type { Neighbours } from "../../../_kit/neighbours";
import type { Report } from "../../../_kit/policy";
import { nameOf, type Subject } from "../../../_kit/resource";
import { bindingsThatGive, rightsOf, whoOf } from "./rights";
import { isWholeGroup, type Power, readRoleRule, ROLES, verbsGiven } from "./role-rule";

/** Powers that are harmless one by one. */
export interface Combination {
  powers: readonly Power[];
  /** What they are called together. */
  label: string;
  /** What whoever has all of them can do; goes after "can". */
  does: string;
}

/**
 * Reports a role that gives all of a combination, and at bindings somebody who has all of it by several roles of the stack. It is
 * told once: at the role where one is enough, otherwise at the last of the bindings. Only rights on the whole cluster count.
 */
export function judgeTogether(subject: Subject, combination: Combination, { report, neighbours }: { report: Report; neighbours: Neighbours }): void {
  if (ROLES.includes(subject.type)) judgeRole(subject, combination, report);
  else for (const who of whoOf(subject)) judgeSomebody(subject, who, combination, { report, neighbours });
}

function judgeRole({ type, props }: Subject, combination: Combination, report: Report): void {
  if (type.endsWith(":Role")) return;
  const rules = props.at("rules").items().map(readRoleRule).filter(rule => rule.names.length === 0 && !isWholeGroup(rule));
  const hasAll = combination.powers.every(power => rules.some(rule => verbsGiven(rule, power).length > 0));
  if (hasAll) report(`rules allows ${combination.label}: whoever has the role can ${combination.does}.`);
}

function judgeSomebody(binding: Subject, who: string, combination: Combination, { report, neighbours }: { report: Report; neighbours: Neighbours }): void {
  const givers = bindingsThatGive(combination.powers, rightsOf(who, neighbours));
  if (!givers || givers.length < 2 || !givers.includes(binding.urn)) return;
  const others = givers.filter(urn => urn !== binding.urn);
  if (!others.every(urn => neighbours.tellsPair(binding.urn, urn))) return;
  report(`${who} has ${combination.label} by this binding together with ${others.map(nameOf).join(", ")}, and so can ${combination.does}.`, { related: others, fix: "Bind these roles to different users, groups or service accounts." });
}
