import { EC2 } from "@aws-sdk/client-ec2";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { SSM } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import aws from "@pulumi/aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { startTestCloud } from "../support/test-cloud.ts";

const CANARY = "canary-77b0";
const cloud = await startTestCloud({ aws: true });
const { aws: account, "aws-cn": china } = cloud.accounts;
const stack: InlineStack = await inlineStack({ project: "shop", cloud, program: async () => program() });
const options = { endpoint: cloud.moto.endpoint, region: account.region, credentials: account.deployer };
const [ec2, iam, s3, ssm] = [new EC2(options), new IAM(options), new S3({ ...options, forcePathStyle: true }), new SSM(options)];
const ids: Record<string, string> = {};

beforeAll(async () => {
  const { outputs } = await stack.up();
  for (const [name, { value }] of Object.entries(outputs)) ids[name] = value as string;
});

afterAll(async () => {
  await stack.dispose();
  await cloud.stop();
});

test("after an update neither a refresh nor a preview with one finds anything", async () => {
  for (const run of [await stack.previewRefresh(), await stack.preview({ refresh: true })]) expect(run).toMatchObject({ changes: [], errors: [] });
});

test("an explicit provider reaches its own partition and account, and adds its default tags", () => {
  expect(ids["chinaArn"]).toMatch(new RegExp(`^arn:aws-cn:ec2:cn-north-1:${china.account}:vpc/`));
  expect(ids["chinaTags"]).toEqual({ Estate: "shop", Owner: "asia" });
});

test("a second refresh, under the reader role, finds nothing either, makes only reads, and all of them are allowed", async () => {
  const sts = new STSClient({ ...options, credentials: account.scanner });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: account.readerRoleArn, RoleSessionName: "scan", ExternalId: account.externalId }));
  const env = { AWS_ACCESS_KEY_ID: Credentials!.AccessKeyId!, AWS_SECRET_ACCESS_KEY: Credentials!.SecretAccessKey!, AWS_SESSION_TOKEN: Credentials!.SessionToken! };
  const scan = await inlineStack({ project: "shop", cloud, env, backendUrl: stack.backendUrl, program: async () => program() });
  const before = cloud.moto.calls().length;
  expect(await scan.previewRefresh()).toMatchObject({ changes: [], errors: [] });
  const calls = cloud.moto.calls(before).filter(call => call.account === account.account);
  expect(calls.length).toBeGreaterThan(20);
  expect(calls.filter(call => !call.allowed || !/:(Describe|Get|List)/.test(call.action) || !call.caller?.endsWith("assumed-role/trueup-reader/scan"))).toEqual([]);
  await scan.dispose();
});

test("what is changed behind the code's back is found, path by path, and ends with the next update", async () => {
  await changeEverything();
  expect(await found()).toEqual({
    main: { op: "update", detailedDiff: { "tags.Owner": "update", "tagsAll.Owner": "update", "tags.Extra": "add", "tagsAll.Extra": "add", enableDnsSupport: "update" } },
    // Read with `.get()`: the engine compares its outputs by itself and asks no provider for paths.
    "main-seen": { op: "update", detailedDiff: {} },
    a: { op: "update", detailedDiff: { mapPublicIpOnLaunch: "update" } },
    web: { op: "update", detailedDiff: { "ingress[0].cidrBlocks[1]": "delete", "ingress[2]": "add" } },
    "db-from-web": { op: "update", detailedDiff: { toPort: "update" } },
    "db-from-office": { op: "delete", detailedDiff: {} },
    logs: { op: "update", detailedDiff: { "versionings[0].enabled": "update", "tags.Team": "delete", "tagsAll.Team": "delete" } },
    app: { op: "update", detailedDiff: { assumeRolePolicy: "update", description: "add" } },
    "read-logs": { op: "update", detailedDiff: { policy: "update" } },
    "list-logs": { op: "update", detailedDiff: { policy: "update" } },
    "app-reads-logs": { op: "delete", detailedDiff: {} },
    password: { op: "update", detailedDiff: { value: "update" } },
    server: { op: "update", detailedDiff: { instanceType: "update" } },
  });
  await stack.up({ refresh: true });
  expect(await found()).toEqual({});
});

test("what AWS refuses is one error in the provider's words, and what was deleted meanwhile is still found", async () => {
  await ssm.deleteParameter({ Name: ids["passwordName"]! });
  cloud.faults.set({ fault: "refused", type: "aws:ec2/vpc:*", name: "main" }, { fault: "refused-as-blank-id", name: "logs" }, { fault: "throttled", times: 1, name: "app" });
  const { changes, errors } = await stack.previewRefresh();
  expect(Object.fromEntries(changes.map(({ name, op }) => [name, op]))).toEqual({ password: "delete", logs: "delete" });
  expect(errors.join("\n")).toContain("1 error occurred:\n\t* reading Vpc (vpc-");
  expect(errors.join("\n")).toContain("api error UnauthorizedOperation");
  expect(errors.join("\n")).toContain("api error Throttling: Rate exceeded");
  cloud.faults.clear();
});

test("a role that cannot be assumed fails the provider's configuration, naming the role", async () => {
  const roleArn = `arn:aws:iam::${account.account}:role/nobody`;
  const refused = await inlineStack({ project: "refused", cloud, program: async () => void new aws.ec2.Vpc("vpc", { cidrBlock: "10.9.0.0/16" }, { provider: new aws.Provider("other", { region: "us-east-1", assumeRoles: [{ roleArn }] }) }) });
  const { errors } = await refused.preview();
  expect(errors.join("\n")).toContain(`IAM Role (${roleArn}) cannot be assumed`);
  await refused.dispose();
});

/** One resource of every type that has an implementation, some with names of the program's own. */
function program() {
  const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", tags: { Owner: "network" } });
  aws.ec2.Vpc.get("main-seen", vpc.id);
  const subnet = new aws.ec2.Subnet("a", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
  const everywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
  const https = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8", "192.168.0.0/16"] };
  const ssh = { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.1.0.0/16"], description: "office" };
  const web = new aws.ec2.SecurityGroup("web", { vpcId: vpc.id, ingress: [https, ssh], egress: [everywhere] });
  const db = new aws.ec2.SecurityGroup("db", { vpcId: vpc.id });
  new aws.vpc.SecurityGroupIngressRule("db-from-web", { securityGroupId: db.id, ipProtocol: "tcp", fromPort: 5432, toPort: 5432, referencedSecurityGroupId: web.id });
  new aws.vpc.SecurityGroupEgressRule("db-out", { securityGroupId: db.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
  new aws.ec2.SecurityGroupRule("db-from-office", { type: "ingress", securityGroupId: db.id, protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["10.2.0.0/16"] });
  const logs = new aws.s3.BucketV2("logs", { tags: { Team: "data" }, versionings: [{ enabled: true }] });
  new aws.s3.Bucket("assets", { bucket: "shop-assets", versioning: { enabled: true }, forceDestroy: true });
  const role = new aws.iam.Role("app", { assumeRolePolicy: trustOf("ec2.amazonaws.com"), tags: { Owner: "iam" } });
  const readLogs = new aws.iam.Policy("read-logs", { policy: allowing("s3:GetObject") });
  new aws.iam.RolePolicyAttachment("app-reads-logs", { role: role.name, policyArn: readLogs.arn });
  const listLogs = new aws.iam.RolePolicy("list-logs", { role: role.id, policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: logs.arn }] } });
  const password = new aws.ssm.Parameter("password", { type: "SecureString", value: CANARY });
  const server = new aws.ec2.Instance("server", { ami: "ami-12c6146b", instanceType: "t3.micro", subnetId: subnet.id, vpcSecurityGroupIds: [web.id], tags: { Name: "server" }, userData: "#!/bin/sh\necho hello" });
  const asia = new aws.Provider("asia", { region: china.region as "us-east-1", accessKey: china.deployer.accessKeyId, secretKey: china.deployer.secretAccessKey, defaultTags: { tags: { Estate: "shop" } } });
  const far = new aws.ec2.Vpc("far", { cidrBlock: "10.1.0.0/16", tags: { Owner: "asia" } }, { provider: asia });
  new aws.ec2.InternetGateway("way-out", { vpcId: vpc.id, tags: { Owner: "network" } });
  return {
    vpcId: vpc.id, subnetId: subnet.id, webId: web.id, dbId: db.id, logsName: logs.id, roleName: role.name, policyArn: readLogs.arn,
    inlineName: listLogs.name, passwordName: password.name, serverId: server.id, chinaArn: far.arn, chinaTags: far.tagsAll,
  };
}

async function changeEverything(): Promise<void> {
  const [vpcId, webId, dbId] = [ids["vpcId"]!, ids["webId"]!, ids["dbId"]!];
  await ec2.createTags({ Resources: [vpcId], Tags: [{ Key: "Owner", Value: "someone else" }, { Key: "Extra", Value: "1" }] });
  await ec2.modifyVpcAttribute({ VpcId: vpcId, EnableDnsSupport: { Value: false } });
  await ec2.modifySubnetAttribute({ SubnetId: ids["subnetId"]!, MapPublicIpOnLaunch: { Value: true } });
  const tcp = (port: number, CidrIp: string) => ({ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp }] });
  await ec2.revokeSecurityGroupIngress({ GroupId: webId, IpPermissions: [tcp(443, "192.168.0.0/16")] });
  await ec2.authorizeSecurityGroupIngress({ GroupId: webId, IpPermissions: [tcp(8080, "0.0.0.0/0")] });
  await ec2.revokeSecurityGroupIngress({ GroupId: dbId, IpPermissions: [tcp(80, "10.2.0.0/16")] });
  const { SecurityGroupRules } = await ec2.describeSecurityGroupRules({ Filters: [{ Name: "group-id", Values: [dbId] }] });
  const rule = SecurityGroupRules!.find(one => one.ToPort === 5432)!;
  await ec2.modifySecurityGroupRules({ GroupId: dbId, SecurityGroupRules: [{ SecurityGroupRuleId: rule.SecurityGroupRuleId, SecurityGroupRule: { IpProtocol: "tcp", FromPort: 5432, ToPort: 5433, ReferencedGroupId: webId } }] });
  await s3.putBucketVersioning({ Bucket: ids["logsName"]!, VersioningConfiguration: { Status: "Suspended" } });
  await s3.deleteBucketTagging({ Bucket: ids["logsName"]! });
  const RoleName = ids["roleName"]!;
  await iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trustOf("lambda.amazonaws.com") });
  await iam.updateRole({ RoleName, Description: "by hand" });
  await iam.createPolicyVersion({ PolicyArn: ids["policyArn"]!, PolicyDocument: allowing("s3:*"), SetAsDefault: true });
  await iam.putRolePolicy({ RoleName, PolicyName: ids["inlineName"]!, PolicyDocument: allowing("s3:*") });
  await iam.detachRolePolicy({ RoleName, PolicyArn: ids["policyArn"]! });
  await ssm.putParameter({ Name: ids["passwordName"]!, Value: `${CANARY}-rotated`, Overwrite: true });
  const InstanceId = ids["serverId"]!;
  await ec2.stopInstances({ InstanceIds: [InstanceId] });
  await ec2.modifyInstanceAttribute({ InstanceId, InstanceType: { Value: "m5.large" } });
  await ec2.startInstances({ InstanceIds: [InstanceId] });
}

async function found(): Promise<Record<string, { op: string; detailedDiff: Record<string, string> }>> {
  const run = await stack.previewRefresh();
  expect(run.errors).toEqual([]);
  return Object.fromEntries(run.changes.map(({ name, op, detailedDiff }) => [name, { op, detailedDiff }]));
}

function trustOf(Service: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }] }, null, 2);
}

function allowing(Action: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
}
