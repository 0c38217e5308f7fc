import { describe, expect, test } from "vitest";
import { evaluate } from "../../policypacks/_kit/evaluate.ts";
import type { Resource } from "../../policypacks/_kit/resource.ts";
import { defaultSettings } from "../../policypacks/_kit/settings.ts";
import { EMPTY_SNAPSHOT, type Snapshot, type SnapshotResource } from "../../policypacks/_kit/snapshot.ts";
import { secret, unknown, type Wire, type WireObject } from "../../policypacks/_kit/wire.ts";
import { policies } from "../../policypacks/iam/registry.generated.ts";

describe("a bucket that everybody reads", () => {
  const bucket = resource("aws:s3/bucket:BucketV2", "reports", { bucket: "reports" });
  const open = resource("aws:s3/bucketPolicy:BucketPolicy", "open", { bucket: "reports", policy: statement({ Principal: "*", Action: "s3:GetObject" }) });
  const block = (inputs: WireObject) => resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", { bucket: "reports", ...inputs });
  const accountBlock = (inputs: WireObject) => resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "block", inputs);
  const RULE = "iam-no-public-resource";

  test.each<[string, Resource[], number]>([
    ["without a block", [], 1],
    ["with a block that ends it", [block({ restrictPublicBuckets: true })], 0],
    ["with a block that refuses it", [block({ blockPublicPolicy: true })], 0],
    ["with a block that is about lists", [block({ blockPublicAcls: true, ignorePublicAcls: true })], 1],
    ["with a block of another bucket", [{ ...block({ restrictPublicBuckets: true }), inputs: { bucket: "other", restrictPublicBuckets: true } }], 1],
    ["with a block of which it is not known what it does", [block({ restrictPublicBuckets: unknown })], 1],
    ["with a block of the account", [accountBlock({ restrictPublicBuckets: true })], 0],
  ])("%s", (_, others, count) => {
    expect(judge(RULE, [bucket, open, ...others])).toHaveLength(count);
  });

  test("is found where policy and block name the bucket by its properties, which are not known yet", () => {
    const policy = { ...open, inputs: { ...open.inputs, bucket: unknown }, dependencies: { bucket: [bucket.urn] } };
    const guard = { ...block({ restrictPublicBuckets: true }), dependencies: { bucket: [bucket.urn] } };
    expect(judge(RULE, [bucket, policy, { ...guard, inputs: { bucket: unknown, restrictPublicBuckets: true } }])).toEqual([]);
    expect(judge(RULE, [bucket, policy])).toHaveLength(1);
  });

  test("is let alone where another stack blocks the whole account, and it is the same", () => {
    const inAccount = { ...open, provider: provider("111111111111") };
    const snapshot = (accountId: string) => estate({ type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", inputs: { accountId, restrictPublicBuckets: true } });
    expect(judge(RULE, [inAccount], snapshot("111111111111"))).toEqual([]);
    expect(judge(RULE, [inAccount], snapshot("222222222222"))).toHaveLength(1);
    expect(judge(RULE, [open], snapshot("111111111111"))).toHaveLength(1);
  });

  test("says nothing of a policy that is secret, but that there is something", () => {
    const hidden = { ...open, inputs: { ...open.inputs, policy: secret(open.inputs["policy"]!) } };
    expect(judge(RULE, [hidden])).toEqual(["policy lets anybody do [secret]."]);
  });

  test("cannot be judged before its policy is known", () => {
    expect(judge(RULE, [{ ...open, inputs: { ...open.inputs, policy: unknown } }])).toEqual(["Could not be judged: policy is not known before the deployment."]);
  });

  test.each<[string, Wire, boolean]>([
    ["an organisation", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }, true],
    ["an access point's account", { StringEquals: { "s3:DataAccessPointAccount": "123456789012" } }, true],
    ["a set of organisations of which none has to be there", { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-1/*" } }, false],
    ["a set of organisations of which one has to be there", { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-1/*" }, Null: { "aws:PrincipalOrgPaths": "false" } }, true],
    ["a role of that name in any account", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/reader" } }, false],
    ["a distribution", { ArnEquals: { "AWS:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1" } }, true],
    ["a seventh of the internet", { IpAddress: { "aws:SourceIp": "64.0.0.0/3" } }, false],
    ["a network", { IpAddress: { "aws:SourceIp": "2001:db8::/32" } }, true],
  ])("to %s", (_, Condition, isNarrowed) => {
    expect(judge(RULE, [{ ...open, inputs: { ...open.inputs, policy: statement({ Principal: "*", Action: "s3:GetObject", Condition }) } }])).toHaveLength(isNarrowed ? 0 : 1);
  });
});

describe("other things", () => {
  test("a search domain is open where neither a network nor users of its own keep anybody out", () => {
    const open = statement({ Principal: { AWS: "*" }, Action: "es:*" });
    const domain = (more: WireObject) => resource("aws:opensearch/domain:Domain", "d", { domainName: "d", ...more });
    const policy = resource("aws:opensearch/domainPolicy:DomainPolicy", "p", { domainName: "d", accessPolicies: open });
    expect(judge("iam-no-public-resource", [domain({}), policy])).toHaveLength(1);
    expect(judge("iam-no-public-resource", [domain({ vpcOptions: { subnetIds: ["s"] } }), policy])).toEqual([]);
    expect(judge("iam-no-public-resource", [domain({ advancedSecurityOptions: { enabled: true } }), policy])).toEqual([]);
  });

  test("an access point blocks public access unless it says otherwise", () => {
    const point = (more: WireObject) => resource("aws:s3/accessPoint:AccessPoint", "p", { bucket: "b", policy: statement({ Principal: "*", Action: "s3:GetObject" }), ...more });
    expect(judge("iam-no-public-resource", [point({})])).toEqual([]);
    expect(judge("iam-no-public-resource", [point({ publicAccessBlockConfiguration: { restrictPublicBuckets: false, blockPublicPolicy: false } })])).toHaveLength(1);
  });

  test("a bucket of aws-native has its block itself", () => {
    const bucket = (flag: boolean) => resource("aws-native:s3:Bucket", "b", { bucketName: "b", publicAccessBlockConfiguration: { restrictPublicBuckets: flag } });
    const policy = { ...resource("aws-native:s3:BucketPolicy", "p", { bucket: unknown, policyDocument: { Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" } } }), dependencies: { bucket: [bucket(true).urn] } };
    expect(judge("iam-no-public-resource", [bucket(true), policy])).toEqual([]);
    expect(judge("iam-no-public-resource", [bucket(false), policy])).toHaveLength(1);
  });
});

describe("new access", () => {
  const policy = (...statements: WireObject[]) => JSON.stringify({ Statement: statements.map(one => ({ Effect: "Allow", Resource: "*", ...one })) });
  const compare = (now: string, before: string, watch = ["*"]) =>
    judge("iam-no-new-access", [resource("aws:iam/policy:Policy", "p", { policy: now })], previous({ policy: before }), { watch });

  test.each<[string, string, string, string[]]>([
    ["a condition that is gone", policy({ Action: "s3:GetObject" }), policy({ Action: "s3:GetObject", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }), ["s3:GetObject"]],
    ["a Deny that is gone", policy({ Action: "s3:GetObject" }), policy({ Action: "s3:GetObject" }, { Effect: "Deny", Action: "s3:GetObject" }), ["s3:GetObject"]],
    ["an exception that is gone", policy({ Action: "s3:GetObject" }), policy({ Action: "s3:GetObject", Resource: undefined!, NotResource: "arn:aws:s3:::payroll/*" }), ["s3:GetObject"]],
    ["a wider resource", policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }), policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }), ["s3:GetObject"]],
  ])("%s", (_, now, before, actions) => {
    expect(compare(now, before)).toEqual([`policy allows more than at the last scan: ${actions.join(", ")}.`]);
  });

  test.each<[string, string, string]>([
    ["a condition that came", policy({ Action: "s3:GetObject", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }), policy({ Action: "s3:GetObject" })],
    ["a Deny that came", policy({ Action: "s3:*" }, { Effect: "Deny", Action: "s3:Delete*" }), policy({ Action: "s3:*" })],
    ["the same condition in another order", policy({ Action: "s3:GetObject", Condition: { StringEquals: { a: ["1", "2"] } } }), policy({ Action: "s3:GetObject", Condition: { StringEquals: { a: ["2", "1"] } } })],
    ["statements in another order", policy({ Action: "s3:GetObject" }, { Action: "sqs:*" }), policy({ Action: "sqs:*" }, { Action: ["s3:Get*", "s3:List*"] })],
  ])("is not %s", (_, now, before) => {
    expect(compare(now, before)).toEqual([]);
  });

  test("cannot be judged where it is not known, and is not told of a stack that was never scanned", () => {
    expect(judge("iam-no-new-access", [resource("aws:iam/policy:Policy", "p", { policy: unknown })], previous({ policy: policy({ Action: "s3:GetObject" }) }), { watch: ["*"] })).toEqual(["Could not be judged: policy is not known before the deployment."]);
    expect(judge("iam-no-new-access", [resource("aws:iam/policy:Policy", "p", { policy: policy({ Action: "iam:CreateUser" }) })], EMPTY_SNAPSHOT, { watch: ["*"] })).toEqual([]);
  });
});

function statement(more: WireObject): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...more }] });
}

function resource(type: string, name: string, inputs: WireObject): Resource {
  return { urn: `urn:pulumi:dev::iam::${type}::${name}`, type, inputs };
}

function provider(account: string): NonNullable<Resource["provider"]> {
  return { urn: "urn:pulumi:dev::iam::pulumi:providers:aws::p", type: "pulumi:providers:aws", inputs: { allowedAccountIds: JSON.stringify([account]) } };
}

function estate(row: Omit<SnapshotResource, "stack" | "urn">): Snapshot {
  return { ...EMPTY_SNAPSHOT, resources: [{ stack: "base/prod", urn: `urn:pulumi:prod::base::${row.type}::x`, ...row }] };
}

/** The stack itself, as it was at the last scan. */
function previous(inputs: WireObject): Snapshot {
  const type = "aws:iam/policy:Policy";
  return { ...EMPTY_SNAPSHOT, resources: [{ stack: "iam/dev", urn: `urn:pulumi:dev::iam::${type}::p`, type, inputs }] };
}

function judge(id: string, resources: Resource[], snapshot: Snapshot = EMPTY_SNAPSHOT, options?: Record<string, unknown>): string[] {
  const rules = options === undefined ? {} : { [id]: { options } };
  return evaluate(policies.filter(policy => policy.id === id), resources, { settings: { ...defaultSettings("2026-01-01"), rules }, snapshot }).map(({ message }) => message);
}
