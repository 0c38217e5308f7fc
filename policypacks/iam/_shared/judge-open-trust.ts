import type { Report } from "../../_kit/policy";
import type { Value } from "../../_kit/value";
import { saysWho } from "./narrowing-condition";
import { statementValues } from "./statement";

/** Reports statements of a trust policy of AWS or Alibaba Cloud that let anybody in. */
export function judgeOpenTrust(trust: Value, report: Report): void {
  report.each(statementValues(trust), statement => judgeStatement(statement, report));
}

function judgeStatement(statement: Value, report: Report): void {
  if (statement.at("Effect").text() !== "Allow") return;
  const except = statement.at("NotPrincipal");
  const isOpen = !except.isMissing || isAnybody(statement.at("Principal"));
  const condition = statement.at("Condition");
  if (!isOpen || saysWho(condition)) return;
  const who = except.isMissing ? "anybody" : `everybody but ${except}`;
  report(`${statement.path} lets ${who} take on the role${condition.isMissing ? "" : "; its condition does not say who"}.`, {
    fix: "Name accounts, roles or services in Principal, or ask for aws:PrincipalOrgID or sts:ExternalId in a condition.",
  });
}

/** `"*"`, or a list of which one entry is. A federated or service principal is never everybody by itself. */
function isAnybody(principal: Value): boolean {
  if (!principal.isObject) return principal.items().some(item => item.text() === "*");
  return principal.entries().some(([kind, members]) => (kind === "AWS" || kind === "RAM") && members.items().some(member => member.text() === "*"));
}
