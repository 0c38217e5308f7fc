import * as z from "zod/mini";
import { definePolicy, type ExampleResource, type Report } from "../_kit/policy";
import type { Subject } from "../_kit/resource";
import type { WireObject } from "../_kit/wire";

const ACCOUNT_POLICY = "alicloud:ram/accountPasswordPolicy:AccountPasswordPolicy";
const POLICY = "alicloud:ram/passwordPolicy:PasswordPolicy";

/** What holds where nothing is set: https://www.pulumi.com/registry/packages/alicloud/api-docs/ram/accountpasswordpolicy/ and …/ram/passwordpolicy/ */
const DEFAULTS: Record<string, { requires: boolean; length: number; reuse: number; age: number; attempts: number; attemptsProperty: string }> = {
  [ACCOUNT_POLICY]: { requires: true, length: 12, reuse: 0, age: 0, attempts: 5, attemptsProperty: "maxLoginAttempts" },
  // The property is spelled so.
  [POLICY]: { requires: false, length: 8, reuse: 0, age: 0, attempts: 0, attemptsProperty: "maxLoginAttemps" },
};
const CHARACTERS: Record<string, string> = {
  requireLowercaseCharacters: "lower-case letters",
  requireUppercaseCharacters: "upper-case letters",
  requireNumbers: "digits",
  requireSymbols: "other characters",
};

const number = (initial: number, description: string) => z.prefault(z.int().check(z.minimum(0)), initial).register(z.globalRegistry, { description });
const options = z.strictObject({
  minimumLength: number(14, "characters that a password must have at least"),
  reusePrevention: number(5, "former passwords that may not be used again, at least"),
  maximumAge: number(90, "days after which a password must be changed at the latest; 0: never"),
  maximumAttempts: number(5, "wrong passwords after which an account is locked for an hour, at most"),
});

export const policy = definePolicy({
  id: "iam-alicloud-password-policy",
  title: "Passwords of RAM users are hard to guess",
  severity: "medium",
  enforcement: "mandatory",
  why: "The console is on the internet: a short password that is tried often enough is found.",
  fix: "Ask for long passwords, and lock an account after a few wrong ones.",
  framework: { name: "CIS Alibaba Cloud Foundation Benchmark", version: "1.0.0", reference: "1.7 to 1.14" },
  types: [ACCOUNT_POLICY, POLICY],
  options,
  check(subject, report, context) {
    report.each(Object.entries(CHARACTERS), ([property, characters]) => judgeCharacters(subject, { property, characters }, report));
    report.each(limitsOf(subject, context.options), limit => judgeLimit(subject, limit, report));
  },
  examples: {
    good: [
      { title: "a long one", resources: [{ type: ACCOUNT_POLICY, inputs: { minimumPasswordLength: 16, passwordReusePrevention: 5, maxPasswordAge: 90 } }] },
      { title: "all said", resources: [{ type: POLICY, inputs: { ...all(true), minimumPasswordLength: 14, passwordReusePrevention: 24, maxPasswordAge: 30, maxLoginAttemps: 3 } }] },
      { title: "passwords that last", resources: [{ type: ACCOUNT_POLICY, inputs: { minimumPasswordLength: 16, passwordReusePrevention: 5 } }], options: { maximumAge: 0 } },
    ],
    bad: [
      { title: "nothing said", resources: [{ type: POLICY, inputs: {} }], says: ["requireNumbers", "minimumPasswordLength is not set, which means 8", "maxLoginAttemps"] },
      { title: "no digits, and a short one", resources: [accountPolicy({ requireNumbers: false, minimumPasswordLength: 8 })], says: ["requireNumbers false", "minimumPasswordLength 8"] },
      { title: "passwords that last", resources: [accountPolicy({ maxPasswordAge: 0 })], says: ["maxPasswordAge 0", "90"] },
      { title: "as many tries as one likes", resources: [accountPolicy({ maxLoginAttempts: 0 })], says: ["maxLoginAttempts 0"] },
    ],
  },
});

interface Limit {
  property: string;
  initial: number;
  isKept(value: number): boolean;
  says: string;
  fix: string;
}

function limitsOf({ type }: Subject, { minimumLength, reusePrevention, maximumAge, maximumAttempts }: z.infer<typeof options>): Limit[] {
  const { length, reuse, age, attempts, attemptsProperty } = DEFAULTS[type]!;
  // 0 means that there is no limit.
  const isAtMost = (most: number) => (value: number) => value > 0 && value <= most;
  return [
    { property: "minimumPasswordLength", initial: length, isKept: value => value >= minimumLength, says: `passwords should have ${minimumLength} characters`, fix: `Set minimumPasswordLength to ${minimumLength} or more.` },
    { property: "passwordReusePrevention", initial: reuse, isKept: value => value >= reusePrevention, says: `the last ${reusePrevention} passwords should not be used again`, fix: `Set passwordReusePrevention to ${reusePrevention} or more.` },
    ...(maximumAge === 0 ? [] : [{ property: "maxPasswordAge", initial: age, isKept: isAtMost(maximumAge), says: `passwords should be good for ${maximumAge} days at most`, fix: `Set maxPasswordAge to ${maximumAge} or less, and not to 0.` }]),
    { property: attemptsProperty, initial: attempts, isKept: isAtMost(maximumAttempts), says: `an account should be locked after ${maximumAttempts} wrong passwords at most`, fix: `Set ${attemptsProperty} to ${maximumAttempts} or less, and not to 0.` },
  ];
}

function judgeLimit({ props }: Subject, { property, initial, isKept, says, fix }: Limit, report: Report): void {
  const setting = props.at(property);
  if (!isKept(setting.number() ?? initial)) report(`${property} ${setting.isMissing ? `is not set, which means ${initial}` : setting}, where ${says}.`, { fix });
}

function judgeCharacters({ type, props }: Subject, { property, characters }: { property: string; characters: string }, report: Report): void {
  const setting = props.at(property);
  if (!(setting.flag() ?? DEFAULTS[type]!.requires)) report(`${property} ${setting.isMissing ? "is not set, which means false" : setting}: passwords need no ${characters}.`, { fix: `Set ${property} to true.` });
}

function all(isRequired: boolean): WireObject {
  return Object.fromEntries(Object.keys(CHARACTERS).map(property => [property, isRequired]));
}

function accountPolicy(inputs: WireObject): ExampleResource {
  return { type: ACCOUNT_POLICY, inputs: { minimumPasswordLength: 16, passwordReusePrevention: 5, maxPasswordAge: 90, ...inputs } };
}
