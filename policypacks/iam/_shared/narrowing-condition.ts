import type { Value } from "../../_kit/value";

/** Condition keys that say who or what calls: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const SAYS_WHO = [
  "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:principaltag/*", "aws:principalservicename", "aws:principalservicenameslist",
  "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce",
  "aws:userid", "aws:username", "sts:externalid", "saml:*", "*:sub", "*:aud", "kms:calleraccount", "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
  // Only from a network that has a mount target of the file system, which Amazon counts as not public: https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
  "elasticfilesystem:accessedviamounttarget", "elasticfilesystem:accesspointarn",
  "acs:sourceip", "acs:principalarn", "acs:sourcevpc",
];

/** What S3 still takes for somebody in particular: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const WIDEST_PREFIX = { v4: 8, v6: 32 };

/** Whether a condition lets in only callers that it names: of its tests, one must ask who calls, and take not everything for an answer. */
export function saysWho(condition: Value): boolean {
  return condition.entries().some(([operator, tests]) => tests.entries().some(([key, wanted]) => isPositive(operator, key, condition) && isAboutCaller(key) && isParticular(key, wanted)));
}

/** `StringNotEquals` lets in all others, `…IfExists` all callers that do not have the key, and so does `ForAllValues:…` where nothing asks for the key. */
function isPositive(operator: string, key: string, condition: Value): boolean {
  if (/not|ifexists|^null$/i.test(operator)) return false;
  return !/^forallvalues:/i.test(operator) || condition.at("Null", key).text() === "false";
}

function isAboutCaller(key: string): boolean {
  const name = key.toLowerCase();
  return SAYS_WHO.some(known => (known.startsWith("*") ? name.endsWith(known.slice(1)) : known.endsWith("*") ? name.startsWith(known.slice(0, -1)) : name === known));
}

function isParticular(key: string, wanted: Value): boolean {
  const answers = wanted.items().map(item => item.text() ?? "");
  return answers.length > 0 && answers.every(answer => !/^[*?:]*$/.test(answer) && !isWideBlock(answer) && !(/arn$/i.test(key) && isAnyAccount(answer)));
}

/** `0.0.0.0/0`, and blocks that are as good. */
function isWideBlock(answer: string): boolean {
  const [, address = "", prefix] = /^([\da-f.:]+)\/(\d+)$/i.exec(answer) ?? [];
  return prefix !== undefined && Number(prefix) < (address.includes(":") ? WIDEST_PREFIX.v6 : WIDEST_PREFIX.v4);
}

/** `arn:aws:iam::*:role/admin` is a role of that name in whatever account. Things of S3 have no account in their ARN. */
function isAnyAccount(answer: string): boolean {
  const [, , service, , account] = answer.split(":");
  return account !== undefined && service !== "s3" && /^[*?]+$/.test(account);
}
