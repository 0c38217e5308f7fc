import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { AttachRolePolicyCommand, CreateOpenIDConnectProviderCommand, CreateRoleCommand, GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, GetBucketTaggingCommand, PutBucketTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeParametersCommand, GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { afterAll, describe, expect, test } from "vitest";
import { seedAwsAccounts, type AwsAccount, type AwsKeys } from "./seed-aws-accounts.ts";
import { startMoto } from "./start-moto.ts";

const moto = await startMoto();
const accounts = await seedAwsAccounts(moto);
afterAll(() => moto.stop());

describe.each(Object.values(accounts))("in partition $partition", account => {
  test("the deployer may write, the scanner neither read nor write", async () => {
    await expect(writeVpc(account, account.deployer)).resolves.toBe("written");
    await expect(readVpcs(account, account.scanner)).rejects.toMatchObject({ name: "UnauthorizedOperation", message: expect.stringContaining(`user/scanner is not authorized to perform: ec2:DescribeVpcs`) });
    await expect(writeVpc(account, { ...account.deployer, secretAccessKey: "guessed" })).rejects.toMatchObject({ name: "AuthFailure" });
  });

  test("the scanner becomes the reader only with the external id, and reads but cannot write in any service", async () => {
    await expect(assume(account, { ExternalId: undefined })).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(assume(account, { ExternalId: "wrong" })).rejects.toMatchObject({ name: "AccessDenied" });
    const reader = await assume(account);
    await expect(readVpcs(account, reader)).resolves.toBeGreaterThan(0);
    await expect(writeVpc(account, reader)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    const { iam, s3, ssm } = clients(account, reader);
    const Bucket = `logs-${account.partition}`;
    await clients(account, account.deployer).s3.send(new CreateBucketCommand({ Bucket, ...(account.region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint: account.region as "cn-north-1" } }) }));
    await expect(s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [] } }))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({ name: "NoSuchTagSet" });
    await expect(ssm.send(new PutParameterCommand({ Name: "p", Value: "v", Type: "String" }))).rejects.toMatchObject({ name: "AccessDeniedException", message: expect.stringContaining("ssm:PutParameter") });
    await expect(ssm.send(new GetParameterCommand({ Name: "p" }))).rejects.toMatchObject({ name: "ParameterNotFound" });
    await expect(iam.send(new GetRoleCommand({ RoleName: "trueup-reader" }))).resolves.toMatchObject({ Role: { Arn: account.readerRoleArn } });
    await expect(iam.send(new CreateRoleCommand({ RoleName: "more", AssumeRolePolicyDocument: "{}" }))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("a session is held to its own policies too, inline and managed", async () => {
    const everything = { RoleArn: await adminRole(account) };
    await expect(assume(account, everything).then(keys => writeVpc(account, keys))).resolves.toBe("written");
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["ec2:Describe*"], Resource: "*" }] });
    for (const held of [{ Policy }, { PolicyArns: [{ arn: `arn:${account.partition}:iam::aws:policy/ReadOnlyAccess` }] }]) {
      const keys = await assume(account, { ...everything, ...held });
      await expect(readVpcs(account, keys)).resolves.toBeGreaterThan(0);
      await expect(writeVpc(account, keys)).rejects.toMatchObject({ name: "UnauthorizedOperation", message: expect.stringContaining("no session policy allows") });
    }
  });

  test("a policy or a role that does not exist is refused in AWS's words", async () => {
    await expect(assume(account, { PolicyArns: [{ arn: `arn:${account.partition}:iam::aws:policy/NoSuchPolicy` }] })).rejects.toMatchObject({ name: "NoSuchEntity" });
    await expect(assume(account, { RoleArn: `arn:${account.partition}:iam::${account.account}:role/nobody` })).rejects.toMatchObject({ name: "AccessDenied", message: expect.stringContaining("role/nobody") });
  });

  test("a web identity gets a session of the role's own partition and account, when the role trusts its claims", async () => {
    const keys = await webIdentity(account, "repo:shop/infra");
    await expect(new STSClient({ ...connection(account), credentials: keys }).send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
      Account: account.account,
      Arn: `arn:${account.partition}:sts::${account.account}:assumed-role/ci/run`,
    });
    await expect(webIdentity(account, "repo:somebody/else")).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

test("every call is noted with who made it, what it was and how it ended", async () => {
  const [account, before] = [accounts["aws-cn"], moto.calls().length];
  const reader = await assume(account);
  await readVpcs(account, reader);
  await writeVpc(account, reader).catch(() => undefined);
  const caller = `arn:aws-cn:sts::${account.account}:assumed-role/trueup-reader/test`;
  expect(moto.calls(before)).toMatchObject([
    { action: "sts:AssumeRole", allowed: true, caller: `arn:aws-cn:iam::${account.account}:user/scanner`, resource: account.readerRoleArn },
    { action: "ec2:DescribeVpcs", allowed: true, caller, region: "cn-north-1", accessKey: reader.accessKeyId },
    { action: "ec2:CreateVpc", allowed: false, caller, error: "UnauthorizedOperation" },
  ]);
});

test("expired sessions are refused, new ones are not", async () => {
  const old = await assume(accounts.aws);
  moto.expireSessions();
  await expect(readVpcs(accounts.aws, old)).rejects.toMatchObject({ name: "RequestExpired" });
  await expect(clients(accounts.aws, old).ssm.send(new DescribeParametersCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
  await expect(assume(accounts.aws).then(keys => readVpcs(accounts.aws, keys))).resolves.toBeGreaterThan(0);
});

function connection({ region }: AwsAccount) {
  return { endpoint: moto.endpoint, region, maxAttempts: 1 };
}

function clients(account: AwsAccount, credentials: AwsKeys) {
  const options = { ...connection(account), credentials };
  return { ec2: new EC2Client(options), iam: new IAMClient(options), s3: new S3Client({ ...options, forcePathStyle: true }), ssm: new SSMClient(options) };
}

async function readVpcs(account: AwsAccount, keys: AwsKeys): Promise<number> {
  return (await clients(account, keys).ec2.send(new DescribeVpcsCommand({}))).Vpcs!.length;
}

async function writeVpc(account: AwsAccount, keys: AwsKeys): Promise<string> {
  await clients(account, keys).ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  return "written";
}

async function assume(account: AwsAccount, more: { [Key in keyof AssumeRoleCommandInput]?: AssumeRoleCommandInput[Key] | undefined } = {}): Promise<AwsKeys> {
  const sts = new STSClient({ ...connection(account), credentials: account.scanner });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: account.readerRoleArn, RoleSessionName: "test", ExternalId: account.externalId, ...more }));
  return keysOf(Credentials!);
}

async function adminRole(account: AwsAccount): Promise<string> {
  const { iam } = clients(account, account.deployer);
  const trust = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: `arn:${account.partition}:iam::${account.account}:root` } } };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "admin", AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: "admin", PolicyArn: `arn:${account.partition}:iam::aws:policy/AdministratorAccess` }));
  return Role!.Arn!;
}

async function webIdentity(account: AwsAccount, sub: string): Promise<AwsKeys> {
  const { iam } = clients(account, account.deployer);
  const issuer = "token.actions.example.com";
  const Federated = `arn:${account.partition}:iam::${account.account}:oidc-provider/${issuer}`;
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url: `https://${issuer}`, ClientIDList: ["sts.amazonaws.com"], ThumbprintList: ["0".repeat(40)] })).catch(() => undefined);
  const trust = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated }, Condition: { StringEquals: { [`${issuer}:sub`]: "repo:shop/infra" } } } };
  await iam.send(new CreateRoleCommand({ RoleName: "ci", AssumeRolePolicyDocument: JSON.stringify(trust) })).catch(() => undefined);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const WebIdentityToken = `${part({ alg: "RS256" })}.${part({ iss: `https://${issuer}`, sub, aud: "sts.amazonaws.com" })}.signature`;
  const sts = new STSClient({ ...connection(account), credentials: account.scanner });
  const { Credentials } = await sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn: `arn:${account.partition}:iam::${account.account}:role/ci`, RoleSessionName: "run", WebIdentityToken }));
  return keysOf(Credentials!);
}

function keysOf({ AccessKeyId, SecretAccessKey, SessionToken }: { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined; SessionToken?: string | undefined }): AwsKeys {
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
}
