import { matchesGlob } from "../../../_kit/glob";
import type { Report } from "../../../_kit/policy";
import type { ConditionTest, PolicyStatement } from "../aws/policy-document";

/** Keys that say who calls; a tag or a name that only has to be there may take every answer. */
const WHO = ["aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:userid", "aws:username", "sts:externalid", "*:sub", "*:aud"];
/** Headers that a caller writes as it likes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer */
const SAID_BY_CALLER = ["aws:referer", "aws:useragent"];

/** Reports tests of an Allow that everybody passes. Operators that are misunderstood are iam-policy-pitfalls' business. @throws {Undecided} */
export function judgeConditions({ effect, conditions }: PolicyStatement, report: Report): void {
  if (effect.text() !== "Allow") return;
  report.each(conditions, test => {
    judgeAddresses(test, report);
    judgeAnswers(test, report);
    judgeIfExists(test, report);
    judgeHeader(test, report);
  });
}

function judgeAddresses({ operator, at }: ConditionTest, report: Report): void {
  if (!/^ipaddress/i.test(operator)) return;
  report.each(at.items(), block => {
    const prefix = Number(/\/(\d+)$/.exec(block.text() ?? "")?.[1] ?? Number.NaN);
    if (prefix <= 1) report(`${block.path} ${block} is ${prefix === 0 ? "every address" : "half of all addresses"}.`, { fix: "Name the addresses that requests come from." });
  });
}

function judgeAnswers({ operator, key, at }: ConditionTest, report: Report): void {
  if (!isAboutWho(key) || !/^(for\w+:)?(stringlike|arnlike|arnequals)$/i.test(operator)) return;
  const answer = at.items().find(item => /^\*+$/.test(item.text() ?? ""));
  if (answer) report(`${answer.path} ${answer} takes every answer.`);
}

function judgeIfExists({ operator, key, at }: ConditionTest, report: Report): void {
  if (isAboutWho(key) && /ifexists$/i.test(operator) && !/not/i.test(operator)) report(`${at.path} lets in also those of whom it is not known: an operator with IfExists is true where the request has no such key.`, { fix: "Write the operator without IfExists." });
}

function judgeHeader({ operator, key, at }: ConditionTest, report: Report): void {
  if (SAID_BY_CALLER.includes(key.toLowerCase()) && !/not|^null$/i.test(operator)) report(`${at.path} is no guard: the caller says what it likes there.`, { fix: "Ask for aws:SourceVpce, aws:PrincipalOrgID or a signed request.", level: "advisory", severity: "low" });
}

function isAboutWho(key: string): boolean {
  return WHO.some(known => matchesGlob(known, key.toLowerCase()));
}
