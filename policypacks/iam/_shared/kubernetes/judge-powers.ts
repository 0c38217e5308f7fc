import type { Report, ReportDetails } from "../../../_kit/policy";
import type { Subject } from "../../../_kit/resource";
import { isWholeGroup, type Power, readRoleRule, type RoleRule, verbsGiven } from "./role-rule";

/** What a rule of the pack looks for in roles. */
export interface Danger extends Power {
  /** What whoever has it can do; goes after "can". */
  does: string;
  /** Whether the resource belongs to no namespace, so that a Role cannot give it. */
  isOfCluster?: boolean;
  /** Names of single resources that are as bad as all; on others it is put up with. */
  badNames?: readonly string[];
  details?: ReportDetails;
}

/** Reports each rule of a role that gives one of the dangers. A rule with every verb on every resource is other rules' business. */
export function judgePowers({ type, props }: Subject, dangers: readonly Danger[], report: Report): void {
  report.each(props.at("rules").items(), at => {
    const rule = readRoleRule(at);
    if (isWholeGroup(rule)) return;
    const found = dangers.filter(danger => !(danger.isOfCluster && type.endsWith(":Role")) && isGiven(rule, danger));
    for (const [does, alike] of Map.groupBy(found, danger => danger.does)) tell(rule, does, alike, report);
  });
}

function tell(rule: RoleRule, does: string, alike: readonly Danger[], report: Report): void {
  const rights = rule.at.isSecret ? "[secret]" : alike.map(danger => `${verbsGiven(rule, danger).join(", ")} on ${danger.resource}`).join(" and ");
  report(`${rule.at.path} allows ${rights}: whoever has it can ${does}.`, alike[0]!.details);
}

function isGiven(rule: RoleRule, danger: Danger): boolean {
  if (verbsGiven(rule, danger).length === 0) return false;
  return rule.names.length === 0 || rule.names.some(name => danger.badNames?.includes(name));
}
