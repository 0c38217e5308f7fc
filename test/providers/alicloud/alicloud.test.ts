import { afterEach, beforeEach, expect, test } from "vitest";
import { GuidedError, type CloudContext, type CloudSession, type ReadOnlyProof } from "../../../model/index.ts";
import { cloud } from "../../../providers/clouds/alicloud/alicloud.ts";
import { PATIENCE, sdk } from "../../../providers/clouds/alicloud/open-api.ts";
import { proveReadOnly } from "../../../providers/clouds/alicloud/prove-read-only.ts";
import { SECRET_READS, sessionPolicy } from "../../../providers/clouds/alicloud/session-policy.ts";
import { startAlicloudFront, type AlicloudFront } from "../../cloud/fronts/alicloud.ts";

const ACCOUNT = "1234567890123456";
const ROLE = `acs:ram::${ACCOUNT}:role/trueup-reader`;
const OIDC = `acs:ram::${ACCOUNT}:oidc-provider/ci`;
const USER = { arn: `acs:ram::${ACCOUNT}:user/scanner`, accessKeyId: "LTAI-scanner", accessKeySecret: "canary-alicloud-secret-77" };
const SECRETS: Record<string, string> = { ALI_ID: USER.accessKeyId, ALI_SECRET: USER.accessKeySecret, ALI_WRONG: "canary-wrong-secret-78", CI_TOKEN: "canary.oidc.token-79" };
const KEY = { accessKey: { id: { env: "ALI_ID" }, secret: { env: "ALI_SECRET" } } };

const front: { now: AlicloudFront } = { now: undefined as never };
beforeEach(async () => {
  front.now = await startAlicloudFront({ users: [USER], roles: [{ arn: ROLE, trusts: [USER.arn, OIDC], externalId: "ext-1", allows: ["*:*"] }], tokens: { [OIDC]: [SECRETS["CI_TOKEN"]!] } });
});
afterEach(() => front.now.stop());

function open(changes: object = {}): Promise<CloudSession> {
  const settings = cloud.settings.parse({ roleArn: ROLE, region: "cn-hangzhou", externalId: "ext-1", ...KEY, ...changes }) as never;
  const context: CloudContext = { env: { STS_ENDPOINT: front.now.endpoint, VPC_ENDPOINT: front.now.endpoint }, secret: reference => SECRETS[(reference as { env: string }).env]! };
  return cloud.open("china", settings, context);
}

const provider = (config: object, ...arns: string[]) => ({ urn: "urn:pulumi:prod::network::pulumi:providers:alicloud::default", package: "alicloud", config: config as never, recorded: arns.map(arn => ({ arn })) });
const failureOf = async (opening: Promise<unknown>) => opening.then(() => expect.fail("it opened"), (error: unknown) => error as GuidedError);

test("the role is assumed for as long as asked, and the caller is the session in the role's account", async () => {
  const session = await open({ durationSeconds: 900, sessionName: "nightly" });
  expect(await session.confirm()).toEqual({ caller: `acs:ram::${ACCOUNT}:assumed-role/trueup-reader/nightly`, account: ACCOUNT });
  expect(session.expectedAccount).toBe(ACCOUNT);
  expect(front.now.calls.map(({ action, caller }) => [action, caller])).toEqual([["AssumeRole", USER.arn], ["GetCallerIdentity", `acs:ram::${ACCOUNT}:assumed-role/trueup-reader/nightly`]]);
  expect(session.expiresAt!.getTime()).toBeGreaterThan(Date.now() + 600_000);
  expect(session.expiresAt!.getTime()).toBeLessThanOrEqual(Date.now() + 900_000);
});

test("every session is cut to reads, and is proven so although its role may do everything", async () => {
  const session = await open();
  const policy = JSON.parse(front.now.calls[0]!.parameters["Policy"]!) as { Version: string; Statement: { Action: string[] }[] };
  expect(policy.Version).toBe("1");
  expect(policy.Statement[0]!.Action.every(action => /:(Describe|List|Get|Batch|Query|Lookup)/.test(action))).toBe(true);
  expect(await session.proveReadOnly!()).toEqual({ state: "proven", how: expect.stringContaining("dry run of vpc:CreateVpc in cn-hangzhou answered Forbidden.RAM") });
});

test("a cloud that lets the session write is told as such, with what to take away", async () => {
  const session = await open();
  // A token service that forgets the session's policy.
  const forgetful = await startAlicloudFront({ users: [USER], roles: [{ arn: ROLE, trusts: [USER.arn], allows: ["*:*"] }] });
  const proof = await proofAt(forgetful);
  await forgetful.stop();
  expect(proof).toMatchObject({ state: "writes", permissions: ["vpc:CreateVpc"], fix: expect.stringContaining(ROLE) });
  expect((await session.proveReadOnly!()).state).toBe("proven");
});

/** The proof of a session whose policy got lost on the way. */
async function proofAt(forgetful: AlicloudFront): Promise<ReadOnlyProof> {
  const settings = cloud.settings.parse({ roleArn: ROLE, region: "cn-hangzhou", ...KEY }) as never;
  const sts = sdk("@alicloud/sts20150401");
  const core = sdk("@alicloud/openapi-core");
  const client = new sts.default(new core.$OpenApiUtil.Config({ accessKeyId: USER.accessKeyId, accessKeySecret: USER.accessKeySecret, endpoint: forgetful.endpoint.slice(7), protocol: "HTTP", regionId: "cn-hangzhou" }));
  const { body } = await client.assumeRole(new sts.AssumeRoleRequest({ roleArn: ROLE, roleSessionName: "whole" }));
  const { accessKeyId, accessKeySecret, securityToken } = body!.credentials!;
  const credentials = { accessKeyId: accessKeyId!, accessKeySecret: accessKeySecret!, securityToken: securityToken!, expiresAt: new Date() };
  return proveReadOnly({ name: "china", settings, context: { env: { VPC_ENDPOINT: forgetful.endpoint }, secret: () => "" } }, credentials);
}

test("reads that hand out secrets are denied, unless the configuration asks for one by name", () => {
  const denied = (allow: string[]) => (JSON.parse(sessionPolicy(allow)) as { Statement: { Effect: string; Action: string[] }[] }).Statement.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action }) => Action);
  expect(denied([])).toEqual([...SECRET_READS]);
  expect(denied(["kms:GetSecretValue"])).not.toContain("kms:GetSecretValue");
  expect(denied([...SECRET_READS])).toEqual([]);
  expect(sessionPolicy([]).length).toBeLessThanOrEqual(2048);
  expect(cloud.settings.safeParse({ roleArn: ROLE, region: "cn-hangzhou", allow: ["ecs:DeleteInstance"] }).success).toBe(false);
});

test("an OIDC token assumes the role without any access key", async () => {
  const session = await open({ accessKey: undefined, externalId: undefined, oidc: { providerArn: OIDC, token: { env: "CI_TOKEN" } } }).catch((error: GuidedError) => error);
  // The role wants an external ID, which OIDC cannot bring.
  expect(session).toMatchObject({ code: "IDENTITY_REFUSED", hint: expect.stringContaining(OIDC) });
  delete front.now.roles[0]!.externalId;
  const opened = await open({ accessKey: undefined, externalId: undefined, oidc: { providerArn: OIDC, token: { env: "CI_TOKEN" } } });
  expect((await opened.confirm())!.account).toBe(ACCOUNT);
  expect(front.now.calls.find(({ action }) => action === "AssumeRoleWithOIDC")!.caller).toBe("anonymous");
});

test("a renewed session has another key and works where the old one has expired", async () => {
  const session = await open();
  front.now.expireSessions();
  expect(await failureOf(session.confirm())).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining("InvalidSecurityToken.Expired") });
  const renewed = await session.renew!();
  expect(renewed.key).not.toBe(session.key);
  expect((await renewed.confirm())!.account).toBe(ACCOUNT);
});

test.each([
  ["a wrong external ID", { externalId: "not-it" }, "NoPermission", `"Action":"sts:AssumeRole","Resource":"${ROLE}"`],
  ["a role that is not there", { roleArn: `acs:ram::${ACCOUNT}:role/nobody` }, "EntityNotExist.Role", "Create the role"],
  ["a wrong secret", { accessKey: { id: { env: "ALI_ID" }, secret: { env: "ALI_WRONG" } } }, "SignatureDoesNotMatch", "identities.china"],
])("%s is refused by name, with the next step and without a secret", async (_, changes, code, hint) => {
  front.now.quote(`${SECRETS["ALI_SECRET"]} ${SECRETS["ALI_WRONG"]}`);
  const error = await failureOf(open(changes));
  expect(error).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining(code), hint: expect.stringContaining(hint) });
  expect(error.message).toContain(`Identity "china": the role ${(changes as { roleArn?: string }).roleArn ?? ROLE} could not be assumed in cn-hangzhou`);
  expect(error.message.split(code)).toHaveLength(2);
  const used = "accessKey" in changes ? SECRETS["ALI_WRONG"]! : SECRETS["ALI_SECRET"]!;
  expect(`${error.message} ${error.hint} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(used);
});

test("a token service that never answers is given up, and one that is not there is unreachable", async () => {
  front.now.hang();
  const patience = PATIENCE.readTimeout;
  PATIENCE.readTimeout = 500;
  const error = await failureOf(open()).finally(() => (PATIENCE.readTimeout = patience));
  expect(error).toMatchObject({ code: "TIMED_OUT", message: expect.stringContaining("did not answer in time") });
  await front.now.stop();
  expect(await failureOf(open())).toMatchObject({ code: "CLOUD_UNREACHABLE", message: expect.stringMatching(/not reached: connect ECONNREFUSED [\d.:]+\.?$/), hint: expect.stringContaining("sts.cn-hangzhou.aliyuncs.com") });
  front.now = await startAlicloudFront({ users: [], roles: [] });
});

test("the session replaces whatever credentials the state has, and nothing else of the provider", async () => {
  const session = await open();
  const stale = { accessKey: "LTAI-old", secretKey: "canary-old-secret", securityToken: "old", ecsRoleName: "deployer", profile: "deployer", sharedCredentialsFile: "/old", credentialsUri: "http://old", assumeRole: "{}", assumeRoleWithOidc: "{}" };
  const { config, env } = session.impose({ ...stale, region: "cn-shanghai", accountId: ACCOUNT, endpoints: "[]", protocol: "HTTPS" });
  expect(Object.keys(config).sort()).toEqual(["accessKey", "accountId", "endpoints", "protocol", "region", "secretKey", "securityToken"]);
  expect(config["accessKey"]).toMatch(/^STS\./);
  expect(JSON.stringify(config)).not.toContain("canary-old-secret");
  expect(env).toMatchObject({ ALICLOUD_ACCESS_KEY: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "", ALIBABA_CLOUD_ROLE_ARN: "", ALICLOUD_PROFILE: "" });
  expect(env).not.toHaveProperty("ALICLOUD_REGION");
});

test.each([
  ["the account its configuration names", provider({ region: "eu-central-1", accountId: ACCOUNT }), true],
  ["no account it tells", provider({ region: "ap-southeast-1" }), true],
  ["what it made in the role's account", provider({}, `acs:ram::${ACCOUNT}:role/app`), true],
  ["another account", provider({}, "not an arn", "acs:log:cn-hangzhou:9999999999999999:project/logs"), `it is for account ${ACCOUNT}, the provider works in 9999999999999999`],
  ["the government cloud", provider({ region: "cn-north-2-gov-1" }), "it is for the public cloud, the provider works in the government one"],
  ["the finance cloud", provider({ region: "cn-shanghai-finance-1" }), "it is for the public cloud, the provider works in the finance one"],
])("whether an identity is the one for a provider is told by %s", (_, inUse, expected) => {
  const settings = cloud.settings.parse({ roleArn: ROLE, region: "cn-hangzhou" }) as never;
  expect(cloud.covers(settings, inUse)).toBe(expected);
});
