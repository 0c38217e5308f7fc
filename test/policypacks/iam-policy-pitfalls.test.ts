import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { secret, unknown, type Wire, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policy as rule } from "../../policypacks/iam/iam-policy-pitfalls.ts";

describe("a test of a condition", () => {
  test.each<[string, WireObject, string | undefined]>([
    ["ForAllValues in a Deny", deny({ "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }), undefined],
    ["ForAllValues beside Null of another key", allow({ "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }, Null: { "aws:userid": "false" } }), "true of every request"],
    ["ForAllValues beside Null that asks for absence", allow({ "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }, Null: { "aws:TagKeys": "true" } }), "true of every request"],
    ["ForAllValues beside Null in another case", allow({ "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }, null: { "AWS:tagkeys": false } }), undefined],
    ["ForAnyValue over several values", allow({ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-1/*"] } }), undefined],
    ["whether several values are there", allow({ Null: { "aws:TagKeys": "false" } }), undefined],
    ["a star in StringNotEquals", deny({ StringNotEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/ci" } }), "Write StringNotLike."],
    ["a star in StringEqualsIfExists", allow({ StringEqualsIfExists: { "aws:PrincipalArn": ["*"] } }), "Write StringLikeIfExists."],
    ["a star by intention", allow({ StringEquals: { "s3:prefix": "${*}/a" } }), undefined],
    ["a star in ArnEquals", allow({ ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } }), undefined],
    ["an ARN as a text", allow({ StringEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:x" } }), undefined],
    ["an ARN as a number", allow({ NumericEquals: { "aws:SourceArn": "1" } }), "which is an ARN, by NumericEquals: it never matches. Write ArnLike."],
    ["a flag as a text", allow({ StringEquals: { "aws:SecureTransport": "true" } }), undefined],
    ["a flag as a date", allow({ DateEquals: { "aws:SecureTransport": "2026-01-01" } }), "which is true or false, by DateEquals"],
    ["a moment as a number", allow({ NumericLessThan: { "aws:EpochTime": "1769817600" } }), undefined],
    ["one address as a text", allow({ StringEquals: { "aws:SourceIp": "203.0.113.7" } }), undefined],
    ["a second factor, asked for in an Allow", allow({ Bool: { "aws:MultiFactorAuthPresent": "true" } }), undefined],
    ["a second factor, if it exists, in an Allow", allow({ BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }), "true of requests that say nothing of a second factor"],
    ["no second factor, in another case", deny({ bool: { "AWS:MultiFactorAuthPresent": false } }), "and pass"],
    ["a public address", allow({ IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "172.32.0.0/16"] } }), undefined],
    ["a private address of the middle block", allow({ NotIpAddress: { "aws:SourceIp": "172.31.0.0/16" } }), "is private"],
    ["an address in a VPC that is named", allow({ IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" }, StringEquals: { "aws:SourceVpc": "vpc-1" } }), undefined],
    ["an address of a machine in any VPC", deny({ NotIpAddress: { "aws:Ec2InstanceSourcePrivateIPv4": "10.0.0.0/8" } }), "without saying in which VPC"],
    ["an operator that there is not", allow({ Nope: { "aws:TagKeys": "team" } }), undefined],
  ])("%s", (_, statement, says) => {
    expectSaid(said([statement]), says);
  });
});

test("ForAllValues is advice over a key of which a request has several values, and more over any other", () => {
  const levels = (key: string) => evaluate([rule], [resource({ Version: "2012-10-17", Statement: [allow({ "ForAllValues:StringLike": { [key]: "a" } })] })], { settings: defaultSettings("2026-01-01") }).map(({ enforcement }) => enforcement);
  expect([levels("aws:TagKeys"), levels("aws:PrincipalOrgID"), levels("token.actions.githubusercontent.com:sub")]).toEqual([["advisory"], ["mandatory"], ["mandatory"]]);
});

describe("handing out roles", () => {
  test.each<[string, WireObject[], string | undefined]>([
    ["roles of a name", [pass("arn:aws:iam::123456789012:role/app-*")], undefined],
    ["every role of every account", [pass("arn:*:iam::*:role/*")], "allows iam:PassRole on arn:*:iam::*:role/*"],
    ["every role but some", [{ Effect: "Allow", Action: "iam:PassRole", NotResource: "arn:aws:iam::123456789012:role/admin" }], "allows iam:PassRole on nearly everything"],
    ["every role, and all is denied again", [pass("*"), { Effect: "Deny", Action: "iam:*", Resource: "*" }], undefined],
    ["every role, and one is denied", [pass("*"), { Effect: "Deny", Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/admin" }], "allows iam:PassRole on *"],
    ["every role, with a condition of another kind", [{ ...pass("*"), Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }], "allows iam:PassRole on *"],
    ["all of IAM, which another rule is about", [{ Effect: "Allow", Action: ["iam:*"], Resource: "*" }], undefined],
    ["everything, which another rule is about", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], undefined],
  ])("%s", (_, statements, says) => {
    expectSaid(said(statements), says);
  });
});

describe("what is not known, and what is secret", () => {
  test("unknown answers are said, and the other tests are judged", () => {
    const found = evaluate([rule], [resource({ Version: "2012-10-17", Statement: [allow({ Bool: { "aws:SecureTransport": unknown }, IpAddress: { "aws:SourceIp": [unknown, "10.0.0.0/8"] } })] })], { settings: defaultSettings("2026-01-01") });
    expect(found.map(({ message }) => message)).toEqual(expect.arrayContaining([expect.stringContaining("10.0.0.0/8 is private")]));
  });

  test("nothing of a secret document is in a message or a fix", () => {
    const document = { Version: "Canary77aa", Statement: [{ ...pass("*"), Action: ["iam:Pas?Role"], Condition: { "ForAllValues:StringEquals": { "aws:PrincipalTag/Canary77aa": "*Canary77aa${aws:userid}" } } }] };
    const text = said([], secret(JSON.stringify(document))).join("\n");
    expect(text).toContain("[secret]");
    expect(text).not.toMatch(/canary|Pas\?Role/i);
  });
});

function expectSaid(text: readonly string[], says: string | undefined): void {
  if (says === undefined) expect(text).toEqual([]);
  else expect(text.join("\n")).toContain(says);
}

function allow(Condition: WireObject): WireObject {
  return { Effect: "Allow", Action: "ec2:CreateTags", Resource: "*", Condition };
}

function deny(Condition: WireObject): WireObject {
  return { ...allow(Condition), Effect: "Deny" };
}

function pass(Resource: string): WireObject {
  return { Effect: "Allow", Action: "iam:PassRole", Resource };
}

function resource(policyDocument: Wire) {
  return { urn: "urn:pulumi:dev::iam::aws-native:iam:ManagedPolicy::x", type: "aws-native:iam:ManagedPolicy", inputs: { policyDocument } };
}

function said(statements: WireObject[], document: Wire = { Version: "2012-10-17", Statement: statements }): string[] {
  return evaluate([rule], [resource(document)], { settings: defaultSettings("2026-01-01") }).map(({ message, fix }) => `${message} ${fix}`);
}
