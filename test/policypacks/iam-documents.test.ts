import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { unknown, type Wire, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policies } from "../../policypacks/iam/registry.generated.ts";

describe("a policy of AWS", () => {
  test.each<[string, WireObject[], string | undefined]>([
    ["*:* with stars to spare", [allow("**:**", "**")], "every action"],
    ["*:* on all ARNs of a partition", [allow("*", "arn:aws-cn:*")], "every action"],
    ["one letter in place of a star", [allow("?*", "*")], "every action"],
    ["upper case", [allow("IAM:*", "*")], "every other right"],
    ["an action in brackets of IAM", [allow(["iam:Create*", "iam:Put*", "iam:Attach*", "iam:Update*", "iam:Pass*"], "*")], "every other right"],
    ["everything, given in two halves of rights over rights", [allow(["iam:Create*", "iam:Put*", "iam:Attach*"], "*"), allow(["iam:Update*", "iam:Pass*"], "*")], "several statements together"],
    ["all but IAM", [{ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }], "every action but"],
    ["all but one, of one bucket", [{ Effect: "Allow", NotAction: "s3:DeleteBucket", Resource: "arn:aws:s3:::one/*" }], undefined],
    ["with a condition", [allow("*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })], "a condition limits when, not what"],
    ["denied", [{ Effect: "Deny", NotAction: "s3:*", Resource: "*" }], undefined],
    ["every action on one service's things", [allow("*", "arn:aws:s3:::*")], undefined],
    ["reading everywhere", [allow(["*:Get*", "*:List*", "*:Describe*"], "*")], undefined],
    ["no statement", [], undefined],
  ])("%s", (_, statements, says) => {
    const said = judge("aws:iam/policy:Policy", { policy: JSON.stringify({ Statement: statements }) }, "iam-no-admin-policy");
    expect(said).toEqual(says === undefined ? [] : [expect.stringContaining(says)]);
  });

  test("one statement that is unknown does not hide another's violation", () => {
    const policyDocument = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: unknown }, allow("*", "*")] };
    expect(judge("aws-native:iam:ManagedPolicy", { policyDocument }, "iam-no-admin-policy")).toEqual([
      "Could not be judged: policyDocument.Statement[0].Resource is not known before the deployment.",
      "policyDocument.Statement[1] allows every action on every resource.",
    ]);
  });

  test("that is not JSON cannot be judged", () => {
    expect(judge("aws:iam/policy:Policy", { policy: "{ Statement: }" }, "iam-no-admin-policy")).toEqual(["Could not be judged: policy is not valid JSON."]);
  });

  test.each([["logs:*", []], ["s3:*", ["policy.Statement allows every action of s3 on every resource."]], ["s3:Get*", []], ["iam:*", []], ["*", []]])("%s as a whole service", (action, said) => {
    const options = { "iam-no-service-wildcard": { options: { allowedServices: ["logs"] } } };
    expect(judge("aws:iam/policy:Policy", { policy: JSON.stringify({ Statement: allow(action, "*") }) }, "iam-no-service-wildcard", options)).toEqual(said);
  });
});

describe("a trust policy", () => {
  const trust = (statement: WireObject) => judge("aws:iam/role:Role", { assumeRolePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...statement }] }) }, "iam-no-open-trust");

  test.each<[string, Wire]>([
    ["an external id", { StringEquals: { "sts:ExternalId": "x-42" } }],
    ["an organisation, in another spelling", { "ForAnyValue:StringLike": { "AWS:PrincipalOrgPaths": ["o-1/r-1/ou-1/*"] } }],
    ["an account", { StringEquals: { "aws:PrincipalAccount": ["123456789012"] } }],
    ["addresses of one's own", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }],
  ])("for everybody with %s passes", (_, Condition) => {
    expect(trust({ Principal: "*", Condition })).toEqual([]);
  });

  test.each<[string, Wire]>([
    ["not of an organisation", { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } }],
    ["of an organisation, if it has one", { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } }],
    ["any of which is taken", { StringLike: { "aws:PrincipalArn": ["arn:aws:iam::123456789012:role/x", "*"] } }],
    ["any address", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }],
    ["a time of day", { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }],
  ])("for everybody with %s is refused", (_, Condition) => {
    expect(trust({ Principal: { AWS: "*" }, Condition })).toEqual([expect.stringContaining("lets anybody take on the role; its condition does not say who")]);
  });

  test("for a service, a federation or one account is not for everybody", () => {
    for (const Principal of [{ Service: "*.amazonaws.com" }, { Federated: "arn:aws:iam::1:oidc-provider/x" }, { AWS: "123456789012" }]) expect(trust({ Principal })).toEqual([]);
    expect(trust({ Effect: "Deny", Principal: "*" })).toEqual([]);
  });
});

function allow(Action: string | string[], Resource: string, more: WireObject = {}): WireObject {
  return { Effect: "Allow", Action, Resource, ...more };
}

function judge(type: string, inputs: WireObject, id: string, rules = {}): string[] {
  const resource = { urn: `urn:pulumi:dev::iam::${type}::x`, type, inputs };
  return evaluate(policies.filter(policy => policy.id === id), [resource], { settings: { ...defaultSettings("2026-01-01"), rules } }).map(({ message }) => message);
}
