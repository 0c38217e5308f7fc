import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import aws from "@pulumi/aws";
import { CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreatePolicyCommand, CreateRoleCommand, CreateUserCommand, DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CloudSession, IdentityFor, JsonObject } from "../../model/index.ts";
import { cloud as awsCloud } from "../../providers/clouds/aws/aws.ts";
import type { AwsSettings } from "../../providers/clouds/aws/settings.ts";
import { openIdentities } from "../../providers/clouds/identities.ts";
import { runCli } from "../cli/run-cli.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { scanBackend, stackIn } from "../support/scan.ts";
import { startTestCloud, type TestCloudWithAws } from "../support/test-cloud.ts";

const cloud: TestCloudWithAws = await startTestCloud({ aws: true });
const { account, region, deployer, scanner, readerRoleArn, externalId } = cloud.accounts.aws;
const iam = new IAMClient({ endpoint: cloud.moto.endpoint, region, credentials: deployer });
const stack: InlineStack = await inlineStack({ project: "network", stack: "prod", cloud, program: async () => program() });
const TYPES = ["aws:ec2/vpc:Vpc", "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy", "aws:s3/bucket:Bucket", "aws:ssm/parameter:Parameter"];
const TOTAL = 6;
const STALE = roleArn("deploys");
const READER = { roleArn: readerRoleArn, externalId };

/** The explicit provider's role is gone when the scan comes. */
function program(): void {
  const explicit = new aws.Provider("explicit", { region, assumeRoles: [{ roleArn: STALE }] });
  new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
  new aws.ec2.Vpc("other", { cidrBlock: "10.1.0.0/16" }, { provider: explicit });
  new aws.ssm.Parameter("parameter", { type: "String", value: "plain" });
  new aws.s3.Bucket("bucket", {});
  const role = new aws.iam.Role("role", { assumeRolePolicy: documentOf({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }) });
  new aws.iam.RolePolicy("policy", { role: role.name, policy: documentOf({ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }) });
}

// The AWS SDK of this process finds the server as that of a user would find theirs.
beforeAll(async () => {
  process.env["AWS_ENDPOINT_URL"] = cloud.moto.endpoint;
  await makeRole("deploys", userArn("deployer"), "*");
  await makeRole("admin", userArn("scanner"), "*");
  await makeRole("hub", userArn("scanner"), "sts:AssumeRole");
  await makeRole("leaf", roleArn("hub"), "*");
  await stack.up();
  await iam.send(new DeleteRolePolicyCommand({ RoleName: "deploys", PolicyName: "own" }));
  await iam.send(new DeleteRoleCommand({ RoleName: "deploys" }));
});
afterAll(async () => {
  delete process.env["AWS_ENDPOINT_URL"];
  await stack.dispose();
  await cloud.stop();
});

test("default and explicit providers are read under the scan's role, though the role in state is gone", async () => {
  const before = cloud.moto.calls().length;
  const { stack: report } = stackIn(await scan(READER), "network/prod");
  expect(report).toMatchObject({ verdict: "in-sync", coverage: { evaluated: TOTAL, total: TOTAL } });
  const calls = cloud.moto.calls(before);
  expect(calls.filter(({ action, resource }) => action === "sts:AssumeRole" && resource === STALE)).toEqual([]);
  expect(new Set(calls.filter(({ action }) => !action.startsWith("sts:")).map(({ caller }) => caller))).toEqual(new Set([`arn:aws:sts::${account}:assumed-role/trueup-reader/trueup`]));
});

test("a chain of roles reads as its last one, and what is in the middle can only go on", async () => {
  const before = cloud.moto.calls().length;
  const { stack: report } = stackIn(await scan({ via: [roleArn("hub")], roleArn: roleArn("leaf"), sessionName: "scan-{identity}" }), "network/prod");
  expect(report).toMatchObject({ verdict: "in-sync", callers: expect.arrayContaining([expect.objectContaining({ caller: `arn:aws:sts::${account}:assumed-role/leaf/scan-prod`, confirmed: true })]) });
  expect(cloud.moto.calls(before).filter(({ caller }) => caller?.includes("/hub/")).map(({ action }) => action)).toEqual(["sts:AssumeRole"]);
});

test("the session of a role that may do anything is refused every write", async () => {
  const session = await open({ roleArn: roleArn("admin") });
  const { config } = session.impose({ region });
  const credentials = { accessKeyId: String(config["accessKey"]), secretAccessKey: String(config["secretKey"]), sessionToken: String(config["token"]) };
  const place = { endpoint: cloud.moto.endpoint, region, credentials };
  const before = cloud.moto.calls().length;
  const writes = [
    new EC2Client(place).send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" })),
    new S3Client({ ...place, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: "written" })),
    new SSMClient(place).send(new PutParameterCommand({ Name: "written", Value: "x", Type: "String" })),
    new IAMClient(place).send(new CreateUserCommand({ UserName: "written" })),
  ];
  expect((await Promise.allSettled(writes)).map(({ status }) => status)).toEqual(Array(writes.length).fill("rejected"));
  expect(cloud.moto.calls(before).map(({ action, allowed }) => [action, allowed]).sort()).toEqual([["ec2:CreateVpc", false], ["iam:CreateUser", false], ["s3:CreateBucket", false], ["ssm:PutParameter", false]]);
  // The test cloud's IAM has no simulator: what is left is that the session was made under ReadOnlyAccess.
  expect(await session.proveReadOnly!()).toMatchObject({ state: "proven", how: "its session is cut down to arn:aws:iam::aws:policy/ReadOnlyAccess, which AWS keeps to reads", fix: expect.stringContaining("--role-name admin") });
});

test("a web identity is exchanged for a role of its own partition, by what its token claims", async () => {
  const claims = { iss: "https://token.actions.githubusercontent.com", aud: "sts.amazonaws.com", sub: "repo:acme/infra:ref:refs/heads/main" };
  for (const place of [cloud.accounts.aws, cloud.accounts["aws-cn"]]) {
    const arn = (rest: string) => `arn:${place.partition}:iam::${place.account}:${rest}`;
    const issuer = "token.actions.githubusercontent.com";
    const trust = { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: arn(`oidc-provider/${issuer}`) }, Condition: { StringEquals: { [`${issuer}:aud`]: claims.aud, [`${issuer}:sub`]: claims.sub } } };
    await new IAMClient({ endpoint: cloud.moto.endpoint, region: place.region, credentials: place.deployer }).send(new CreateRoleCommand({ RoleName: "federated", AssumeRolePolicyDocument: documentOf(trust) }));
    const settings = { roleArn: arn("role/federated"), region: place.region, accessKey: undefined, webIdentity: { token: { env: "TOKEN" } } };
    const session = await identities(settings, { TOKEN: tokenOf(claims) }).open("prod");
    expect(await session.confirm()).toEqual({ caller: `arn:${place.partition}:sts::${place.account}:assumed-role/federated/trueup`, account: place.account });
    await expect(identities(settings, { TOKEN: tokenOf({ ...claims, sub: "repo:mallory/fork" }) }).open("prod")).rejects.toMatchObject({ code: "IDENTITY_REFUSED", hint: expect.stringContaining("sts:AssumeRoleWithWebIdentity") });
  }
});

test("doctor proves the identity, and prints what the stack's types need", async () => {
  const reader = `{ cloud: aws, roleArn: "${readerRoleArn}", externalId: ${externalId}, region: ${region}, accessKey: { id: { env: ID }, secret: { env: SECRET } } }`;
  const cwd = mkdtempSync(join(tmpdir(), "trueup-identity-"));
  writeFileSync(join(cwd, "trueup.yaml"), `backends: { main: { url: "${stack.backendUrl}", secrets: { passphrase: { env: PULUMI_CONFIG_PASSPHRASE } } } }\nidentities:\n  prod: ${reader}\n  writer: ${reader.replace("trueup-reader", "admin")}\nstacks: [{ include: ["*/*"], identities: [prod, writer] }]\n`);
  const env = { ...stack.env, ID: scanner.accessKeyId, SECRET: scanner.secretAccessKey };
  const { out } = await runCli(["doctor"], { cwd, env, now: () => new Date() });
  expect(out).toMatch(new RegExp(`^✓ identity prod: arn:aws:sts::${account}:assumed-role/trueup-reader/trueup in account ${account}, as expected; renewed before \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC$`, "m"));
  expect(out).toMatch(/^✓ identity prod cannot write: its session is cut down to arn:aws:iam::aws:policy\/ReadOnlyAccess, which AWS keeps to reads$/m);
  expect(out).toMatch(/^ {2}→ To have the role itself proven, let it ask: aws iam put-role-policy --role-name admin /m);
  const policy = await runCli(["identity", "policy", "--stack", "network/*"], { cwd, env, now: () => new Date() });
  expect(JSON.parse(policy.out)).toEqual((await awsCloud.readPolicy!(TYPES)).documents[0]);
  expect(policy).toMatchObject({ exitCode: 0, err: expect.stringContaining("5 types in 1 stack: 1 policy.") });
  rmSync(cwd, { recursive: true, force: true });
});

test("an identity of another account than is expected reads nothing", async () => {
  const before = cloud.moto.calls().length;
  const foreign = { roleArn: readerRoleArn.replace(account, "999999999999"), account };
  const { stack: report, resources } = stackIn(await scan(foreign), "network/prod");
  expect(report.coverage).toEqual({ evaluated: 0, total: TOTAL });
  expect(resources["main"]).toMatchObject({ verdict: "unknown", reason: "wrong-account", message: expect.stringContaining("is of account 999999999999") });
  expect(cloud.moto.calls(before)).toEqual([]);
});

test("a session that ends in the middle of a scan is renewed, and nothing is lost", async () => {
  const before = cloud.moto.calls().length;
  const keys: string[] = [];
  const ending = (session: CloudSession): CloudSession => ({
    ...session,
    confirm: async () => {
      const who = await session.confirm();
      if (keys.length === 0) cloud.moto.expireSessions();
      keys.push(session.key);
      return who;
    },
    renew: async () => {
      const renewed = await session.renew!();
      keys.push(renewed.key);
      return renewed;
    },
  });
  const identityFor = identities(READER).among(["prod"]);
  const { stack: report } = stackIn(await scan(READER, async provider => ending(await identityFor(provider))), "network/prod");
  expect(report).toMatchObject({ verdict: "in-sync", coverage: { evaluated: TOTAL, total: TOTAL } });
  expect(cloud.moto.calls(before).filter(({ error }) => /Expired/.test(error ?? "")).length).toBeGreaterThan(0);
  expect(new Set(keys).size).toBeGreaterThan(1);
});

test("the smallest policy of its types is enough to read a stack, and one action less leaves exactly what needs it unread", async () => {
  const { documents } = await awsCloud.readPolicy!(TYPES);
  expect(documents).toHaveLength(1);
  const enough = await scan({ roleArn: roleArn("admin"), policyArns: [await makePolicy("smallest", documents[0]!)] });
  expect(stackIn(enough, "network/prod").stack).toMatchObject({ verdict: "in-sync", coverage: { evaluated: TOTAL, total: TOTAL } });
  const [statement] = documents[0]!["Statement"] as unknown as { Action: string[] }[];
  const less = documentOf({ Effect: "Allow", Action: statement!.Action.filter(action => action !== "ssm:GetParameter"), Resource: "*" });
  const { stack: report, resources } = stackIn(await scan({ roleArn: roleArn("admin"), policyArns: [await makePolicy("too-small", JSON.parse(less) as JsonObject)] }), "network/prod");
  expect(report.coverage).toEqual({ evaluated: TOTAL - 1, total: TOTAL });
  expect(resources["parameter"]).toMatchObject({ verdict: "unknown", reason: "refused", message: expect.stringContaining("ssm:GetParameter") });
});

function identities(settings: object, more: Record<string, string> = {}) {
  const all = awsCloud.settings.parse({ region, accessKey: { id: { env: "ID" }, secret: { env: "SECRET" } }, ...settings }) as AwsSettings;
  const keys: Record<string, string> = { ID: scanner.accessKeyId, SECRET: scanner.secretAccessKey, ...more };
  return openIdentities({ prod: { cloud: "aws", ...all } }, [awsCloud as never], { env: {}, secret: reference => keys[(reference as { env: string }).env]! });
}

function open(settings: object): Promise<CloudSession> {
  return identities(settings).open("prod");
}

function scan(settings: object, identityFor: IdentityFor = identities(settings).among(["prod"])) {
  return scanBackend({ backendUrl: stack.backendUrl, env: stack.env, identityFor });
}

async function makeRole(name: string, trusted: string, action: string): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: documentOf({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: trusted } }) }));
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "own", PolicyDocument: documentOf({ Effect: "Allow", Action: action, Resource: "*" }) }));
}

async function makePolicy(name: string, document: JsonObject): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: JSON.stringify(document) }));
  return Policy!.Arn!;
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** Unsigned: the test cloud looks at the claims alone. */
function tokenOf(claims: object): string {
  return [{ alg: "none" }, claims].map(part => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".") + ".";
}

function roleArn(name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

function userArn(name: string): string {
  return `arn:aws:iam::${account}:user/${name}`;
}
