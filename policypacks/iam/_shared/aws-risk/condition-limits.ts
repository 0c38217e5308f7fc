import { matchesGlob } from "../../../_kit/glob";
import { coversGlob } from "../aws/glob-sets";
import type { ConditionTest, PolicyDocument, PolicyStatement } from "../aws/policy-document";
import { knownTexts } from "../aws/policy-document";

/**
 * Keys that ask who calls, from where or when. They keep no right away from those who hold it: whoever may do a thing with a second
 * factor may do it. All other keys ask what is done, and to what. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const ABOUT_THE_CALL = [
  "aws:currenttime", "aws:epochtime", "aws:tokenissuetime", "aws:multifactorauthage", "aws:multifactorauthpresent", "aws:securetransport", "aws:sourceip", "aws:vpcsourceip",
  "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:useragent", "aws:referer", "aws:username", "aws:userid", "aws:principal*", "aws:requestedregion", "aws:resourceaccount",
  "aws:resourceorgid", "aws:resourceorgpaths", "aws:sourceidentity", "aws:federatedprovider", "aws:ec2instancesourcevpc", "aws:ec2instancesourceprivateipv4", "sts:externalid", "sts:rolesessionname",
];

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const PASSED_TO = "iam:passedtoservice";

/** Whether the conditions of a statement leave only some of what it is about. Where it passes roles, `services` says to whom the role must be passed. */
export function limitsWhat({ conditions }: PolicyStatement, services: readonly string[]): boolean {
  return conditions.some(test => limits(test, services));
}

/** Whether a Deny with a condition leaves only some of what a statement allows: "not without this boundary", "not to other services". */
export function isLimitedByDeny(documents: readonly PolicyDocument[], action: string, pattern: string, services: readonly string[]): boolean {
  return documents.some(({ statements }) => statements.some(statement => {
    if (statement.effect.isUnknown || statement.effect.text() !== "Deny" || statement.conditions.length === 0) return false;
    return isAbout(statement, action) && isOn(statement, pattern) && statement.conditions.every(test => deniesSome(test, services));
  }));
}

/** Whether a test is about who calls or when, and not about what is done. */
export function isAboutTheCall({ key }: Pick<ConditionTest, "key">): boolean {
  return ABOUT_THE_CALL.some(known => matchesGlob(known, key.toLowerCase()));
}

function limits(test: ConditionTest, services: readonly string[]): boolean {
  if (isAboutTheCall(test)) return false;
  const key = test.key.toLowerCase();
  if (key === PASSED_TO && services.length > 0) return !services.some(service => passesTo(test, service));
  // To attach what one wants, one policy that allows everything is enough.
  if (key === "iam:policyarn" && !isNegative(test)) return !answersOf(test).some(answer => matchesGlob(answer.replace(/^arn:[^:]*:/, "arn:aws:"), ADMINISTRATOR));
  return !takesEveryAnswer(test);
}

/** A Deny that asks what is done takes that away and leaves the rest. */
function deniesSome(test: ConditionTest, services: readonly string[]): boolean {
  if (isAboutTheCall(test)) return false;
  if (test.key.toLowerCase() !== PASSED_TO || services.length === 0) return true;
  return services.every(service => passesTo(test, service));
}

function passesTo(test: ConditionTest, service: string): boolean {
  const names = [`${service}.amazonaws.com`, `${service}.amazonaws.com.cn`];
  const isNamed = answersOf(test).some(answer => names.some(name => matchesGlob(answer.toLowerCase(), name)));
  return isNegative(test) ? !isNamed : isNamed;
}

function takesEveryAnswer(test: ConditionTest): boolean {
  return !isNegative(test) && answersOf(test).some(answer => /^\*+$/.test(answer));
}

function isNegative({ operator }: ConditionTest): boolean {
  return /not/i.test(operator);
}

function answersOf({ at }: ConditionTest): string[] {
  return at.isUnknown ? [] : knownTexts(at.items());
}

function isAbout({ actions, notActions }: PolicyStatement, action: string): boolean {
  const named = knownTexts(actions ?? notActions).some(pattern => matchesGlob(pattern.toLowerCase(), action.toLowerCase()));
  return actions ? named : !named;
}

function isOn({ resources, notResources }: PolicyStatement, pattern: string): boolean {
  if (notResources) return !knownTexts(notResources).some(excepted => coversGlob(excepted, pattern));
  return knownTexts(resources).some(wide => coversGlob(wide, pattern));
}
