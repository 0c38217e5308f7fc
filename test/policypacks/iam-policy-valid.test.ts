import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { secret, unknown, type Wire, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policy as rule } from "../../policypacks/iam/iam-policy-valid.ts";

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";

describe("an identity's policy", () => {
  const said = (...statements: Wire[]) => identity({ Version: "2012-10-17", Statement: statements });

  test.each<[string, Wire, string | undefined]>([
    ["a list in place of an object", [allow("s3:GetObject")], "is no policy document: it is not a JSON object"],
    ["an element that there is not", { Version: "2012-10-17", Statements: [], Statement: [allow("s3:GetObject")] }, 'has the element "Statements", which the policy language does not know (did you mean Statement?)'],
    ["no Version", { Statement: [allow("s3:GetObject")] }, "says no Version"],
    ["the old version", { Version: "2008-10-17", Statement: [allow("s3:GetObject")] }, "is the old policy language"],
    ["a version that there is not", { Version: "2012-10-18", Statement: [allow("s3:GetObject")] }, "2012-10-18 is no version of the policy language"],
    ["no statement", { Version: "2012-10-17", Statement: [] }, "has no Statement"],
    ["one statement without a list", { Version: "2012-10-17", Statement: allow("s3:GetObject") }, undefined],
  ])("%s", (_, document, says) => {
    expectSaid(identity(document), says);
  });

  test.each<[string, Wire, string | undefined]>([
    ["a statement that is a text", "Allow", "Statement[0] is no statement"],
    ["no effect", { Action: "s3:GetObject", Resource: "*" }, "says no Effect"],
    ["both Action and NotAction", { ...allow("s3:GetObject"), NotAction: "s3:PutObject" }, "has both Action and NotAction"],
    ["neither Action nor NotAction", { Effect: "Allow", Resource: "*" }, "has neither Action nor NotAction"],
    ["both Resource and NotResource", { ...allow("s3:GetObject"), NotResource: "arn:aws:s3:::x/*" }, "has both Resource and NotResource"],
    ["no resource", { Effect: "Allow", Action: "s3:GetObject" }, "has neither Resource nor NotResource"],
    ["a principal", { ...allow("s3:GetObject"), Principal: "*" }, "has Principal, which a document of its kind does not have"],
    ["no actions in the list", { Effect: "Allow", Action: [], Resource: "*" }, "Statement[0].Action is empty: the statement does nothing"],
    ["no exceptions in the list", { Effect: "Deny", NotAction: [], Resource: "*" }, "Statement[0].NotAction is empty, and leaves nothing out"],
    ["a number as an action", { Effect: "Allow", Action: [{ a: 1 }], Resource: "*" }, "Statement[0].Action[0] is not a text"],
    ["a Sid with a space", { ...allow("s3:GetObject"), Sid: "read it" }, 'has more in it than letters and digits. Write readit.'],
    ["an action without a service", allow("GetObject"), 'is no action: it is not "service:Action"'],
    ["an action of a service that there is not", allow("lamda:InvokeFunction"), "(did you mean lambda?)"],
    ["a pattern that names nothing", allow("s3:Remove*"), "s3:Remove* is no action of AWS"],
    ["an unknown exception", { Effect: "Deny", NotAction: ["iam:GetUsr"], Resource: "*" }, "(did you mean iam:GetUser?)"],
    ["a resource that is no ARN", allow("s3:GetObject", "reports/*"), "reports/* is no ARN"],
    ["an ARN with a part missing", allow("s3:GetObject", "arn:aws:s3::reports/*"), "is no ARN"],
    ["a partition that there is not", allow("s3:GetObject", "arn:aws-china:s3:::reports/*"), "is of a partition that there is not"],
    ["a region of another partition", allow("sqs:SendMessage", "arn:aws:sqs:cn-north-1:123456789012:q"), "that region is not in that partition. cn-north-1 is in aws-cn."],
    ["a zone in place of a region", allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1a:123456789012:q"), "has no name of a region in its fourth part"],
    ["an account number of eleven digits", allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:12345678901:q"), "has an account number that has not twelve digits"],
    ["a bucket's action on objects", allow("s3:ListBucket", "arn:aws:s3:::reports/*"), "cannot be on arn:aws:s3:::reports/*"],
    ["log events in a group", allow("logs:PutLogEvents", "arn:aws:logs:eu-west-1:123456789012:log-group:app"), "cannot be on"],
    ["an action that can be on nothing that has a name", allow("ec2:DescribeInstances", "arn:aws:ec2:eu-west-1:123456789012:instance/i-1"), "It can be on *."],
    ["a key that the service has not", conditional({ StringEquals: { "s3:prefx": "a" } }), 'asks for "s3:prefx", which is no condition key (did you mean s3:prefix?): it is never there'],
    ["a key that the action has not", conditional({ StringEquals: { "ec2:Region": "eu-west-1" } }), "which no request for s3:GetObject has"],
    ["a condition that is a text", conditional("aws:PrincipalOrgID"), "is no condition: it is not a JSON object"],
    ["an operator that there is not", conditional({ StringLikes: { "aws:userid": "a" } }), "which does not exist (did you mean StringLike?)"],
    ["a prefix that there is not", conditional({ "ForEach:StringLike": { "aws:userid": "a" } }), "which does not exist"],
    ["NullIfExists", conditional({ NullIfExists: { "aws:userid": "true" } }), "has NullIfExists"],
    ["an operator without keys", conditional({ StringEquals: "aws:userid" }), "is not an object of keys and values"],
    ["a test without a value", conditional({ StringEquals: { "aws:userid": [] } }), "names no value"],
    ["a flag that is none", conditional({ Bool: { "aws:SecureTransport": "yes" } }), "is not true or false, which is what Bool compares"],
    ["a number that is none", conditional({ NumericLessThan: { "aws:MultiFactorAuthAge": "1h" } }), "is not a number"],
    ["a date that is none", conditional({ DateLessThan: { "aws:CurrentTime": "tomorrow" } }), "is not a date"],
    ["an address that is none", conditional({ IpAddress: { "aws:SourceIp": "10.0.0/8 " } }), "is not an address"],
    ["an ARN that is none", conditional({ ArnLike: { "aws:PrincipalArn": "role/ci" } }), "is not an ARN, which is what ArnLike compares"],
    ["a variable in an action", allow("s3:${aws:username}"), "has a policy variable, and Action takes none"],
    ["a variable that is not closed", allow("s3:GetObject", "arn:aws:s3:::reports/${aws:username"), "without its closing brace"],
    ["a variable with no name", allow("s3:GetObject", "arn:aws:s3:::reports/${}"), "without a name"],
    ["a variable with a space", allow("s3:GetObject", "arn:aws:s3:::reports/${ aws:username }"), "with a space in it"],
    ["a default without quotes", allow("s3:GetObject", "arn:aws:s3:::reports/${aws:username, nobody}"), "whose default is not in single quotes"],
    ["what is no variable", allow("s3:GetObject", "arn:aws:s3:::${bucketName}/*"), "has what is no policy variable"],
    ["a default", allow("s3:GetObject", "arn:aws:s3:::reports/${aws:username, 'nobody'}/${*}"), undefined],
    ["a tag", conditional({ StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } }), undefined],
    ["every date", conditional({ DateGreaterThan: { "aws:CurrentTime": ["2026-01-31", "2026-01-31T01:02Z", "2026-01-31T01:02:03+01:00", "1769817600"] } }), undefined],
    ["addresses of both kinds", conditional({ IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } }), undefined],
    ["a wildcard in every part of an ARN", allow("s3:GetObject", ["arn:*:s3:::reports/*", "arn:aws*:s3:*:*:reports/*"]), undefined],
    ["a policy of AWS itself", allow("iam:AttachRolePolicy", "*", { Condition: { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" } } }), undefined],
    ["operators and keys in another case", conditional({ stringlike: { "AWS:principalorgid": "o-1" } }), undefined],
    ["a number for an account", conditional({ StringEquals: { "aws:PrincipalAccount": [123456789012] } }), undefined],
    ["an unused wildcard of an action", allow("s3:GetObject*", "arn:aws:s3:::reports/*"), undefined],
  ])("%s", (_, statement, says) => {
    expectSaid(said(statement), says);
  });

  test("the same Sid twice", () => {
    expect(said({ ...allow("s3:GetObject"), Sid: "a" }, { ...allow("s3:PutObject"), Sid: "a" })).toEqual(["policy.Statement[1].Sid a is the Sid of policy.Statement[0].Sid too. Give each statement a Sid of its own, or none."]);
    expect(said({ ...allow("s3:GetObject"), Sid: "" }, { ...allow("s3:PutObject"), Sid: "" })).toEqual([]);
  });

  test("only doubt is advice: what the data may not know, and what AWS reads in another way", () => {
    const levels = (...statements: Wire[]) => findings("aws:iam/policy:Policy", { policy: JSON.stringify({ Statement: statements }) }).map(({ enforcement }) => enforcement);
    expect(levels(allow("s3:GetObject", "arn:aws:s3:::reports"))).toEqual(["advisory", "advisory"]);
    expect(levels(allow("s3:GetObjct"))).toEqual(["advisory", "mandatory"]);
  });
});

describe("who a policy names", () => {
  const said = (Principal: Wire, more: WireObject = {}) => messages("aws:sns/topicPolicy:TopicPolicy", { arn: TOPIC, policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "sns:Publish", Resource: TOPIC, ...more }] }) });

  test.each<[string, Wire, string | undefined]>([
    ["a text", "arn:aws:iam::123456789012:root", 'is no principal: outside an object there is only "*"'],
    ["a kind that there is not", { Services: "s3.amazonaws.com" }, 'has "Services", which is no kind of principal (did you mean Service?)'],
    ["an account number of eleven digits", { AWS: "12345678901" }, "is no principal of AWS"],
    ["a wildcard in an ARN", { AWS: "arn:aws:iam::*:root" }, "has a wildcard: a principal is compared letter by letter"],
    ["a group", { AWS: "arn:aws:iam::123456789012:group/ops" }, "is no principal of AWS"],
    ["somebody who is gone", { AWS: "AROAEXAMPLEEXAMPLE123" }, "is what is left of a user or role that was deleted"],
    ["a wildcard in a service", { Service: "*.amazonaws.com" }, "services are named one by one"],
    ["a service without its domain", { Service: "lambda" }, "is no name of a service"],
    ["an identity provider that is none", { Federated: "github" }, "is no identity provider"],
    ["a principal of another partition", { AWS: "arn:aws-cn:iam::123456789012:root" }, "matches nothing"],
    ["nobody", { AWS: [] }, "Principal is empty"],
    ["an account", { AWS: "123456789012" }, undefined],
    ["a session", { AWS: ["arn:aws:sts::123456789012:assumed-role/ci/session", "arn:aws:iam::123456789012:user/path/a.b@c"] }, undefined],
    ["what CloudFront calls itself", { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE" }, undefined],
    ["services of several domains", { Service: ["s3.amazonaws.com", "ec2.amazonaws.com.cn", "signin.aws.amazon.com"] }, undefined],
    ["a canonical user", { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, undefined],
  ])("%s", (_, principal, says) => {
    expectSaid(said(principal), says);
  });

  test("a policy of a resource says who, and its Sid may have spaces", () => {
    expectSaid(messages("aws:sns/topicPolicy:TopicPolicy", { policy: JSON.stringify({ Version: "2012-10-17", Statement: allow("sns:Publish", TOPIC) }) }), "has neither Principal nor NotPrincipal");
    expectSaid(said("*", { Sid: "let them all in" }), undefined);
  });
});

describe("in each partition", () => {
  const PLACES = { aws: "eu-west-1", "aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-east-1", "aws-eusc": "eusc-de-east-1", "aws-iso": "us-iso-east-1", "aws-iso-b": "us-isob-east-1" };
  const said = (partition: string, region: string) => messages("aws:iam/policy:Policy", { policy: JSON.stringify({ Version: "2012-10-17", Statement: allow("s3:GetObject", `arn:${partition}:s3:::reports/*`) }) }, { urn: "urn:pulumi:dev::iam::pulumi:providers:aws::p", type: "pulumi:providers:aws", inputs: { region } });

  test.each(Object.entries(PLACES))("%s takes its own ARNs and no others", (partition, region) => {
    for (const other of Object.keys(PLACES)) expectSaid(said(other, region), other === partition ? undefined : `matches nothing: the policy is for ${partition} (${region}). Write arn:${partition}:`);
  });
});

describe("policies of an organisation", () => {
  const said = (type: string | undefined, statement: WireObject) => messages("aws:organizations/policy:Policy", { ...(type ? { type } : {}), content: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) });

  test("a service control policy has no principal, and may deny and allow", () => {
    expectSaid(said(undefined, { Effect: "Deny", Action: "s3:*", Resource: "*", Principal: "*" }), "has Principal");
    expectSaid(said("SERVICE_CONTROL_POLICY", allow("*")), undefined);
  });

  test("a resource control policy denies everybody, by Action", () => {
    const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
    expectSaid(said("RESOURCE_CONTROL_POLICY", deny), undefined);
    expectSaid(said("RESOURCE_CONTROL_POLICY", { ...deny, Principal: { AWS: "123456789012" } }), 'is not "*", the only principal');
    const { Action: _, ...rest } = deny;
    expectSaid(said("RESOURCE_CONTROL_POLICY", { ...rest, NotAction: "s3:GetObject" }), "has NotAction, which resource control policies do not know");
  });
});

describe("what is not known, and what is secret", () => {
  test("unknown parts are said, and the rest is judged", () => {
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObjct", unknown], Resource: [unknown, "reports"], Condition: { StringEquals: { "aws:PrincipalOrgID": unknown } } }, unknown] };
    const found = findings("aws-native:iam:ManagedPolicy", { policyDocument: document });
    expect(found.map(({ result, message }) => `${result}: ${message}`)).toEqual([
      "undecided: Could not be judged: policyDocument.Statement[0].Action[1] is not known before the deployment.",
      "undecided: Could not be judged: policyDocument.Statement[0].Resource[0] is not known before the deployment.",
      "undecided: Could not be judged: policyDocument.Statement[1] is not known before the deployment.",
      "violation: policyDocument.Statement[0].Action[0] s3:GetObjct is no action of AWS (did you mean s3:GetObject?).",
      "violation: policyDocument.Statement[0].Resource[1] reports is no ARN.",
    ]);
  });

  test("nothing of a secret document is in a message or a fix", () => {
    const document = { Canary77aa: 1, Version: "Canary77aa", Statement: [{ Canary77aa: 1, Effect: "Canary77aa", Sid: "Canary-77aa", Action: ["s3:Canary77aa", "s3:GetObjct", "Canary77aa"], Resource: ["Canary77aa", "arn:aws:s3::1:${Canary77aa}", "arn:Canary77aa:s3:Canary77aa::x"], Principal: { Canary77aa: "Canary77aa", AWS: "Canary77aa" }, Condition: { Canary77aa: { Canary77aa: "x" }, Bool: { Canary77aa: "Canary77aa" } } }] };
    const said = messages("aws:iam/policy:Policy", { policy: secret(JSON.stringify(document)) }).join("\n");
    expect(said).toContain("[secret]");
    expect(said).not.toMatch(/canary|GetObj/i);
  });
});

function expectSaid(said: readonly string[], says: string | undefined): void {
  if (says === undefined) expect(said).toEqual([]);
  else expect(said.join("\n")).toContain(says);
}

function allow(Action: Wire, Resource: Wire = "*", more: WireObject = {}): WireObject {
  return { Effect: "Allow", Action, Resource, ...more };
}

function conditional(Condition: Wire): WireObject {
  return allow("s3:GetObject", "*", { Condition });
}

function identity(document: Wire): string[] {
  return messages("aws:iam/policy:Policy", { policy: JSON.stringify(document) });
}

function messages(type: string, inputs: WireObject, provider?: { urn: string; type: string; inputs: WireObject }): string[] {
  return findings(type, inputs, provider).map(({ message, fix }) => `${message} ${fix}`);
}

function findings(type: string, inputs: WireObject, provider?: { urn: string; type: string; inputs: WireObject }) {
  return evaluate([rule], [{ urn: `urn:pulumi:dev::iam::${type}::x`, type, inputs, ...(provider ? { provider } : {}) }], { settings: defaultSettings("2026-01-01") });
}
