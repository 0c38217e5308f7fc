import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { secret, unknown, type Wire, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policy as admin } from "../../policypacks/iam/iam-no-admin-policy.ts";
import { policy as wildcard } from "../../policypacks/iam/iam-no-service-wildcard.ts";
import { servicePrefixes } from "../../policypacks/iam/_shared/aws/service.ts";

const PARTITIONS = ["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"];

describe("all rights", () => {
  const said = (...statements: Wire[]) => judge(admin, statements);

  test.each(PARTITIONS)("are found on all resources of %s, and by the name of its policy", partition => {
    expect(said(allow("*", `arn:${partition}:*`))).toEqual([expect.stringContaining("allows every action")]);
    const attachment = { urn: "urn:pulumi:dev::iam::aws:iam/userPolicyAttachment:UserPolicyAttachment::x", type: "aws:iam/userPolicyAttachment:UserPolicyAttachment", inputs: { user: "ops", policyArn: `arn:${partition}:iam::aws:policy/AdministratorAccess` } };
    expect(evaluate([admin], [attachment], { settings: defaultSettings("2026-01-01") })).toHaveLength(1);
  });

  test("are found where every service is listed, less a few small ones", () => {
    const services = servicePrefixes().filter(prefix => prefix !== "iam" && !prefix.startsWith("a")).map(prefix => `${prefix}:*`);
    expect(said(allow([...services]))).toEqual([expect.stringContaining("Statement[0] allows every action")]);
    expect(said(allow(services.slice(0, 100)))).toEqual([]);
  });

  test("are not left where everything is denied again, and are where the Deny has a condition", () => {
    const deny = { Effect: "Deny", Action: "*", Resource: "*" };
    expect(said(allow("*"), deny)).toEqual([]);
    expect(said(allow("*"), { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } })).toEqual([expect.stringMatching(/allows every action on every resource\.$/)]);
  });

  test("by pieces of IAM are the rights over rights, unless one of them is denied", () => {
    const pieces = allow(["iam:Att*", "iam:Put*", "iam:Create*", "iam:Update*", "iam:Pass*"]);
    expect(said(pieces)).toEqual([expect.stringContaining("give themselves every other right")]);
    expect(said(pieces, { Effect: "Deny", Action: "iam:UpdateAssumeRolePolicy", Resource: "*" })).toEqual([]);
  });
});

describe("all of a service", () => {
  const said = (...statements: Wire[]) => judge(wildcard, statements);

  test.each<[string, WireObject[], string[]]>([
    ["by its ARN, in another partition", [allow("sqs:*", "arn:aws-iso:sqs:*:123456789012:*")], ["allows every action of sqs on every resource"]],
    ["of several services, by a wildcard in the service", [allow("elasticmap*:*")], ["allows every action of elasticmapreduce"]],
    ["less two actions", [allow("sns:*"), { Effect: "Deny", Action: ["sns:Publish", "sns:DeleteTopic"], Resource: "*" }], ["actions of sns on every resource"]],
    ["of one region only", [allow("sqs:*", "arn:aws:sqs:eu-west-1:123456789012:*")], []],
    ["of some names only", [allow("sqs:*", "arn:aws:sqs:*:*:app-*")], []],
    ["whose one action is named", [allow("rds-db:connect")], []],
    ["whose one action is a wildcard", [allow("rds-db:*")], ["allows every action of rds-db"]],
    ["for reading", [allow(["s3:Get*", "s3:List*", "s3:Describe*"])], []],
    ["of IAM, which another rule is about", [allow("iam:*")], []],
    ["of everything, which another rule is about", [allow(["*:*", "*"])], []],
  ])("%s", (_, statements, says) => {
    expect(said(...statements)).toEqual(says.map(part => expect.stringContaining(part)));
  });

  test("one unknown ARN does not hide another statement", () => {
    expect(said(allow("s3:*", unknown), allow("sqs:*"))).toEqual([expect.stringContaining("Statement[0].Resource is not known"), expect.stringContaining("Statement[1] allows every action of sqs")]);
  });

  test("of a secret document is not named", () => {
    expect(judge(wildcard, secret([allow("sqs:*")]))).toEqual([expect.stringMatching(/allows every action of a service on every resource\.$/)]);
  });
});

function judge(rule: Parameters<typeof evaluate>[0][number], Statement: Wire): string[] {
  const resource = { urn: "urn:pulumi:dev::iam::aws-native:iam:ManagedPolicy::x", type: "aws-native:iam:ManagedPolicy", inputs: { policyDocument: { Version: "2012-10-17", Statement } } };
  return evaluate([rule], [resource], { settings: defaultSettings("2026-01-01") }).map(({ message }) => message);
}

function allow(Action: string | string[], Resource: Wire = "*"): WireObject {
  return { Effect: "Allow", Action, Resource };
}
