import type { Value } from "../../_kit/value";

/** Condition keys that say who or what calls: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const SAYS_WHO = [
  "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:principaltag/*", "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths",
  "aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:userid", "aws:username", "sts:externalid", "saml:*", "*:sub", "*:aud", "acs:sourceip", "acs:principalarn", "acs:sourcevpc",
];

/** Whether a condition lets in only callers that it names: of its tests, one must ask who calls, and take not everything for an answer. */
export function saysWho(condition: Value): boolean {
  return condition.entries().some(([operator, tests]) => isPositive(operator) && tests.entries().some(([key, wanted]) => isAboutCaller(key) && isParticular(wanted)));
}

/** `StringNotEquals` lets in all others, and `…IfExists` all callers that do not have the key. */
function isPositive(operator: string): boolean {
  return !/not|ifexists|^null$/i.test(operator);
}

function isAboutCaller(key: string): boolean {
  const name = key.toLowerCase();
  return SAYS_WHO.some(known => (known.startsWith("*") ? name.endsWith(known.slice(1)) : known.endsWith("*") ? name.startsWith(known.slice(0, -1)) : name === known));
}

function isParticular(wanted: Value): boolean {
  const answers = wanted.items().map(item => item.text() ?? "");
  return answers.length > 0 && answers.every(answer => !/^[*?:]*$/.test(answer) && answer !== "0.0.0.0/0" && answer !== "::/0");
}
