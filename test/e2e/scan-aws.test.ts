import aws from "@pulumi/aws";
import { CreateTagsCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloud as awsCloud } from "../../providers/clouds/aws/aws.ts";
import { openIdentities } from "../../providers/clouds/identities.ts";
import type { AwsAccount } from "../cloud/seed-aws-accounts.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { scanBackend, stackIn } from "../support/scan.ts";
import { startTestCloud, type TestCloudWithAws } from "../support/test-cloud.ts";

const SECRET = "canary-ssm-41d8e2";
const cloud: TestCloudWithAws = await startTestCloud({ aws: true });
const { aws: global, "aws-cn": china } = cloud.accounts;
const stack: InlineStack = await inlineStack({ project: "network", stack: "prod", cloud, program: async () => program() });

/** One stack over two partitions; the state holds the deployer's keys, which may write. */
function program(): void {
  const inChina = new aws.Provider("china", { region: "cn-north-1", accessKey: china.deployer.accessKeyId, secretKey: china.deployer.secretAccessKey });
  new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", tags: { Owner: "network" } });
  new aws.ec2.Vpc("beijing", { cidrBlock: "10.1.0.0/16", tags: { Owner: "network" } }, { provider: inChina });
  new aws.ssm.Parameter("password", { type: "SecureString", value: SECRET });
}

// The AWS SDK of this process finds the server as that of a user would find theirs.
beforeAll(async () => {
  process.env["AWS_ENDPOINT_URL"] = cloud.moto.endpoint;
  await stack.up();
});
afterAll(async () => {
  delete process.env["AWS_ENDPOINT_URL"];
  await stack.dispose();
  await cloud.stop();
});

function scan(changes: { externalId?: string; account?: string } = {}) {
  const identity = ({ readerRoleArn, region, externalId, partition }: AwsAccount) => ({
    cloud: "aws",
    ...(awsCloud.settings.parse({ roleArn: readerRoleArn, region, externalId, accessKey: { id: { env: keyName(partition, "ID") }, secret: { env: keyName(partition, "SECRET") } }, ...(partition === "aws" ? changes : {}) }) as object),
  });
  const keys: Record<string, string> = {};
  for (const { partition, scanner } of [global, china]) Object.assign(keys, { [keyName(partition, "ID")]: scanner.accessKeyId, [keyName(partition, "SECRET")]: scanner.secretAccessKey });
  const context = { env: {}, secret: (reference: object) => keys[(reference as { env: string }).env]! };
  const identities = openIdentities({ china: identity(china), global: identity(global) }, [awsCloud as never], context);
  return scanBackend({ backendUrl: stack.backendUrl, env: stack.env, identityFor: identities.among(["china", "global"]) });
}

function keyName(partition: string, part: string): string {
  return `${partition.replace("-", "_")}_${part}`;
}

test("each partition is read under its own assumed role, and only read", async () => {
  const before = cloud.moto.calls().length;
  const { stack: report } = stackIn(await scan(), "network/prod");
  expect(report).toMatchObject({ verdict: "in-sync", coverage: { evaluated: 3, total: 3 } });
  expect(report.callers!.map(({ identity, account, confirmed }) => ({ identity, account, confirmed })).sort((a, b) => (a.identity < b.identity ? -1 : 1))).toEqual([
    { identity: "china", account: china.account, confirmed: true },
    { identity: "global", account: global.account, confirmed: true },
  ]);
  const calls = cloud.moto.calls(before);
  const reads = calls.filter(({ action }) => !action.startsWith("sts:"));
  expect(reads.length).toBeGreaterThan(2);
  expect(reads.every(({ caller }) => /^arn:aws(-cn)?:sts::\d+:assumed-role\/trueup-reader\/trueup$/.test(caller ?? ""))).toBe(true);
  expect(calls.map(({ action }) => action).filter(action => !/:(Describe|Get|List|AssumeRole)/.test(action))).toEqual([]);
});

test("a tag edited in China and a secret rotated elsewhere are told, the secret without its value", async () => {
  const ec2 = new EC2Client({ endpoint: cloud.moto.endpoint, region: china.region, credentials: china.deployer });
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: "cidr", Values: ["10.1.0.0/16"] }] }));
  await ec2.send(new CreateTagsCommand({ Resources: [Vpcs![0]!.VpcId!], Tags: [{ Key: "Owner", Value: "somebody" }] }));
  await rotatePassword();
  const report = await scan();
  const { resources } = stackIn(report, "network/prod");
  expect(Object.keys(resources).sort()).toEqual(["beijing", "password"]);
  expect(resources["beijing"]!.paths).toEqual([{ path: "tags.Owner", expected: "network", actual: "somebody" }]);
  expect(resources["password"]!.paths).toEqual([{ path: "value", expected: "[secret]", actual: "[secret]", secret: true }]);
  expect(JSON.stringify(report)).not.toMatch(/canary-ssm|rotated-by-hand/);
});

test("a role that may not be assumed leaves its provider unknown, by name, and the other partition told", async () => {
  const { stack: report, resources } = stackIn(await scan({ externalId: "not-the-one" }), "network/prod");
  expect(report.coverage).toEqual({ evaluated: 1, total: 3 });
  expect(resources["main"]).toMatchObject({ verdict: "unknown", reason: "identity-refused", message: expect.stringContaining(global.readerRoleArn) });
  expect(resources["beijing"]!.verdict).toBe("drifted");
});

test("an identity of another account than the provider worked in is not used", async () => {
  const { resources } = stackIn(await scan({ account: "999999999999" }), "network/prod");
  expect(resources["main"]).toMatchObject({ verdict: "unknown", reason: "no-identity", message: expect.stringContaining("global: it is for account 999999999999, the provider works in 123456789012") });
});

async function rotatePassword(): Promise<void> {
  const { SSMClient, DescribeParametersCommand, PutParameterCommand } = await import("@aws-sdk/client-ssm");
  const ssm = new SSMClient({ endpoint: cloud.moto.endpoint, region: global.region, credentials: global.deployer });
  const { Parameters } = await ssm.send(new DescribeParametersCommand({}));
  await ssm.send(new PutParameterCommand({ Name: Parameters![0]!.Name!, Value: "rotated-by-hand-77", Type: "SecureString", Overwrite: true }));
}
