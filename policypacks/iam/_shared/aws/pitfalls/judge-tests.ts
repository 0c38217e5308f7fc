import type { Report } from "../../../../_kit/policy";
import type { Value } from "../../../../_kit/value";
import { type Operator, readOperator } from "../condition-operators";
import { isKey, knownKey } from "../condition-keys";
import { shownKey } from "../hint";
import { type ConditionTest, knownTexts, type PolicyStatement } from "../policy-document";
import type { ConditionKey } from "../service";

/** One test of a condition, with what is known of its operator and key. */
interface Test extends ConditionTest {
  known: Operator;
  /** Only for a key of AWS itself. */
  type: ConditionKey | undefined;
  statement: PolicyStatement;
}

type JudgeTest = (test: Test, report: Report) => void;
const JUDGES: readonly JudgeTest[] = [judgeForAllValues, judgeMissingSet, judgeWildcard, judgeComparison, judgeMfa, judgePrivateAddress, judgePartner];

/** Reports tests of conditions that are true, or false, where nobody expects it. */
export function judgeTests(statement: PolicyStatement, report: Report): void {
  report.each(statement.conditions, test => {
    const known = readOperator(test.operator);
    if (!known) return;
    const key = knownKey(test.key);
    report.each(JUDGES, judge => judge({ ...test, known, type: typeof key === "string" ? undefined : key, statement }, report));
  });
}

/**
 * Over a key of which a request has several values it is advice: that a request without them passes may be meant, as with tags.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function judgeForAllValues({ known, key, type, at, statement }: Test, report: Report): void {
  if (known.over !== "ForAllValues" || !isAllow(statement)) return;
  const asksWhetherThere = statement.conditions.some(other => readOperator(other.operator)?.name === "Null" && isKey(other.key, key) && knownTexts(other.at.items()).every(text => text === "false"));
  if (asksWhetherThere) return;
  const doubt = type?.isSeveral ? ({ level: "advisory", severity: "low" } as const) : {};
  report(`${at.path} is ForAllValues in an Allow: it is true of every request that has no ${shownKey(at, key)}.`, { ...doubt, fix: `Ask with ForAnyValue, or add "Null": { ${at.isSecret ? "…" : JSON.stringify(key)}: "false" }.` });
}

function judgeMissingSet({ known, key, type, at }: Test, report: Report): void {
  if (!type?.isSeveral || known.over || known.name === "Null") return;
  report(`${at.path} compares ${shownKey(at, key)}, of which a request has several, without saying whether all of them or any must match.`, { severity: "medium", fix: `Write ForAnyValue:${known.name} (or ForAllValues:${known.name} in a Deny).` });
}

function judgeWildcard({ known, at }: Test, report: Report): void {
  if (known.comparison !== "String" || known.isLike || at.isUnknown) return;
  report.each(at.items().filter(value => !value.isUnknown && withoutVariables(value).includes("*")), value => {
    report(`${value.path} ${value} has a star, which ${known.name} takes for the character itself.`, { severity: "medium", fix: `Write ${known.isNegative ? "StringNotLike" : "StringLike"}${known.ifExists ? "IfExists" : ""}.` });
  });
}

/** What compares as something else is never equal. Text is text of everything but a block of addresses; and not all is known of keys that are text. */
function judgeComparison({ known, key, type, at }: Test, report: Report): void {
  if (!type || type.type === "String" || at.isUnknown) return;
  const compares = { String: undefined, Null: undefined, Binary: undefined, Arn: "ARN", IpAddress: "IPAddress", Numeric: "Numeric", Date: "Date", Bool: "Bool" }[known.comparison];
  const isBlockAsText = known.comparison === "String" && type.type === "IPAddress" && knownTexts(at.items()).some(text => text.includes("/"));
  const isMismatch = compares !== undefined && compares !== type.type && !(compares === "Numeric" && type.type === "Date");
  if (isBlockAsText || isMismatch) report(`${at.path} compares ${shownKey(at, key)}, ${WHAT[type.type]}, by ${known.name}: it never matches.`, { severity: "medium", fix: `Write ${OPERATOR_FOR[type.type]}.` });
}

const WHAT: Record<ConditionKey["type"], string> = { String: "which is a text", ARN: "which is an ARN", Bool: "which is true or false", Numeric: "which is a number", Date: "which is a date", IPAddress: "which is an address" };
const OPERATOR_FOR: Record<ConditionKey["type"], string> = { String: "StringEquals", ARN: "ArnLike", Bool: "Bool", Numeric: "NumericEquals", Date: "DateLessThan", IPAddress: "IpAddress" };

/** Keys that are used without signing in have no aws:MultiFactorAuthPresent at all: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent */
function judgeMfa({ known, key, at, statement }: Test, report: Report): void {
  if (key.toLowerCase() !== "aws:multifactorauthpresent" || known.name !== "Bool") return;
  const wants = knownTexts(at.items()).map(text => text.toLowerCase());
  if (wants.includes("false") && !isAllow(statement) && !known.ifExists) report(`${at.path} denies only requests that say that there was no second factor; those made with an access key do not say it, and pass.`, { fix: "Write BoolIfExists." });
  else if (wants.includes("true") && isAllow(statement) && known.ifExists) report(`${at.path} is true of requests that say nothing of a second factor, as those made with an access key.`, { fix: "Write Bool." });
}

function judgePrivateAddress({ key, at }: Test, report: Report): void {
  if (key.toLowerCase() !== "aws:sourceip" || at.isUnknown) return;
  report.each(at.items().filter(value => !value.isUnknown && /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(value.text() ?? "")), value => {
    report(`${value.path} ${value} is private, and aws:SourceIp never is: through a VPC endpoint a request has aws:VpcSourceIp.`, { severity: "medium", fix: "Name public addresses, or ask for aws:SourceVpce and aws:VpcSourceIp." });
  });
}

/** An address inside of some VPC says nothing, unless it is said of which one. */
const PARTNERS: Record<string, readonly string[]> = {
  "aws:vpcsourceip": ["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"],
  "aws:ec2instancesourceprivateipv4": ["aws:Ec2InstanceSourceVpc", "ec2:SourceInstanceArn"],
};

function judgePartner({ key, at, statement }: Test, report: Report): void {
  const partners = PARTNERS[key.toLowerCase()];
  if (!partners || statement.conditions.some(other => partners.some(partner => isKey(partner, other.key)))) return;
  report(`${at.path} asks for ${shownKey(at, key)} without saying in which VPC: the same addresses are in those of others.`, { fix: `Ask for ${partners.slice(0, 2).join(" or ")} too.` });
}

function isAllow({ effect }: PolicyStatement): boolean {
  return !effect.isUnknown && effect.text() === "Allow";
}

/** `${*}` is a star by intention. */
function withoutVariables(value: Value): string {
  return (value.text() ?? "").replace(/\$\{[^${}]*\}|\$\{\$\}/g, "");
}
