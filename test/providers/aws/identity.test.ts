import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import dns from "node:dns";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, vi } from "vitest";
import type { CloudContext } from "../../../model/index.ts";
import { cloud } from "../../../providers/clouds/aws/aws.ts";
import type { AwsSettings } from "../../../providers/clouds/aws/settings.ts";
import { resolveSecret } from "../../../providers/secrets/resolve-secret.ts";
import { testWithAws as test } from "./aws-front.ts";

const ROLE = "arn:aws:iam::123456789012:role/reader";
const HUB = "arn:aws:iam::111111111111:role/hub";
const KEY = { accessKey: { id: { env: "ID" }, secret: { env: "SECRET" } } };
const env: NodeJS.ProcessEnv = { ID: "AKIASCANNER", SECRET: "scanner-secret" };

afterEach(() => void vi.restoreAllMocks());

function open(settings: object, context: Partial<CloudContext> & { baseDir?: string } = {}) {
  const { baseDir = "/", ...rest } = context;
  const all = { env, secret: (reference: Parameters<CloudContext["secret"]>[0]) => resolveSecret(reference, { env: context.env ?? env, baseDir }), ...rest };
  return cloud.open("production eu", cloud.settings.parse({ roleArn: ROLE, region: "eu-central-1", ...settings }) as AwsSettings, all);
}

describe("who assumes the role", () => {
  test("a token of an OpenID Connect provider is exchanged without any AWS credentials", async ({ dir, front }) => {
    writeFileSync(join(dir, "token"), "header.first.sig\n");
    const session = await open({ webIdentity: { token: { file: "token" } } }, { baseDir: dir });
    expect(front.calls[0]).toMatchObject({ Action: "AssumeRoleWithWebIdentity", RoleArn: ROLE, WebIdentityToken: "header.first.sig", "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", Authorization: "" });
    expect(session.expiresAt).toEqual(new Date("2030-01-01T00:00:00Z"));
  });

  test("a token file that was rotated is read again when the session is renewed, under another key", async ({ dir, front }) => {
    writeFileSync(join(dir, "token"), "header.first.sig");
    const session = await open({ webIdentity: { token: { file: "token" } } }, { baseDir: dir });
    writeFileSync(join(dir, "token"), "header.second.sig");
    const renewed = await session.renew!();
    expect(front.calls.map(({ WebIdentityToken }) => WebIdentityToken)).toEqual(["header.first.sig", "header.second.sig"]);
    expect(renewed.key).not.toBe(session.key);
    expect(renewed.impose({}).config).toMatchObject({ token: "token-2" });
  });

  test("an ended token is told with what to do, and without the token", async ({ dir, front }) => {
    writeFileSync(join(dir, "token"), "header.canary.sig");
    front.answer = () => ({ status: 400, code: "ExpiredTokenException", message: "Token expired: header.canary.sig" });
    const refusal = await open({ webIdentity: { token: { file: "token" } } }, { baseDir: dir }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringMatching(/reader could not be assumed in eu-central-1: ExpiredTokenException: Token expired: \[secret\]/), hint: expect.stringContaining("fresh token") });
    expect(JSON.stringify([refusal, (refusal as Error).stack, String((refusal as Error).cause)])).not.toContain("canary");
  });

  test("in GitHub Actions the runner is asked for a token, anew at each renewal", async ({ front }) => {
    const asked: string[] = [];
    const runner = createServer((request, response) => {
      asked.push(`${request.headers.authorization} ${request.url}`);
      response.end(JSON.stringify({ value: `header.run-${asked.length}.sig` }));
    });
    await new Promise<void>(resolve => runner.listen(0, "127.0.0.1", resolve));
    const context = { env: { ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(runner.address() as AddressInfo).port}/token?api-version=2`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "runner" } };
    const session = await open({ webIdentity: { audience: "sts.amazonaws.com.cn" } }, context);
    await session.renew!();
    runner.close();
    expect(asked).toEqual(Array(2).fill("Bearer runner /token?api-version=2&audience=sts.amazonaws.com.cn"));
    expect(front.calls.map(({ WebIdentityToken }) => WebIdentityToken)).toEqual(["header.run-1.sig", "header.run-2.sig"]);
  });

  test("outside of GitHub Actions a missing token is the trouble of the configuration", async () => {
    await expect(open({ webIdentity: {} })).rejects.toMatchObject({ code: "SECRET_MISSING", hint: expect.stringContaining("id-token: write") });
  });
});

describe("a chain of roles", () => {
  const settings = { ...KEY, via: [{ roleArn: HUB, externalId: "hub-id" }], externalId: "leaf-id", tags: { team: "platform", run: "7" }, transitiveTags: ["team"], sourceIdentity: "nightly", sessionName: "scan-{identity}" };

  test("each role is assumed by the one before it, the first one cut down to that", async ({ front }) => {
    await open(settings);
    const [hub, leaf] = front.calls;
    expect(hub).toMatchObject({ RoleArn: HUB, ExternalId: "hub-id", DurationSeconds: "900", RoleSessionName: "scan-production-eu", SourceIdentity: "nightly", Authorization: expect.stringContaining("AKIASCANNER") });
    expect(JSON.parse(hub!["Policy"]!)).toMatchObject({ Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], Resource: ROLE }] });
    expect(hub).not.toHaveProperty("PolicyArns.member.1.arn");
    expect(leaf).toMatchObject({ RoleArn: ROLE, ExternalId: "leaf-id", "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", Authorization: expect.stringContaining("ASIA1") });
  });

  test("a tag that is handed on is set once, at the first role; the others at the last", async ({ front }) => {
    await open(settings);
    const tagsOf = (call: Record<string, string>) => Object.entries(call).filter(([key]) => /^(Tags|TransitiveTagKeys|SourceIdentity)/.test(key)).map(([, value]) => value);
    expect(front.calls.map(tagsOf)).toEqual([["team", "platform", "team", "nightly"], ["run", "7"]]);
  });

  test("after a web identity the tags begin with the first role that is assumed with AWS credentials", async ({ dir, front }) => {
    writeFileSync(join(dir, "token"), "header.x.sig");
    const { accessKey: _, ...chain } = settings;
    await open({ ...chain, via: [HUB], webIdentity: { token: { file: "token" } } }, { baseDir: dir });
    expect(front.calls[0]).not.toHaveProperty("SourceIdentity");
    expect(front.calls[1]).toMatchObject({ SourceIdentity: "nightly", "TransitiveTagKeys.member.1": "team", Authorization: expect.stringContaining("ASIA1") });
  });

  test("the role in the middle that refuses is the one that is named", async ({ front }) => {
    front.answer = call => (call["RoleArn"] === HUB ? { status: 403, code: "AccessDenied", message: "not authorized to perform: sts:AssumeRole" } : undefined);
    await expect(open(settings)).rejects.toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining(`the role ${HUB} could not be assumed`), hint: expect.stringContaining("sts:TagSession and sts:SetSourceIdentity") });
  });
});

describe("what is told before AWS is asked", () => {
  test.for([
    [{ via: [HUB], durationSeconds: 7200 }, "CONFIG_INVALID", "durationSeconds is 7200, but a session of a role that another role assumes lasts one hour at most"],
    [{ profile: "x", webIdentity: {} }, "CONFIG_INVALID", "profile and webIdentity each say with what the role is assumed"],
    [{ webIdentity: {}, externalId: "some-id" }, "CONFIG_INVALID", "takes no externalId"],
    [{ transitiveTags: ["team"] }, "CONFIG_INVALID", "transitiveTags names team"],
    [{ via: ["arn:aws-cn:iam::111111111111:role/hub"] }, "IDENTITY_REFUSED", "the role arn:aws-cn:iam::111111111111:role/hub is in aws-cn"],
    [{ account: "999999999999" }, "WRONG_ACCOUNT", "is of account 123456789012, but account 999999999999 is expected"],
  ] as const)("%j", async ([settings, code, message], { front }) => {
    await expect(open({ ...settings })).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(front.calls).toEqual([]);
  });
});

describe("the session", () => {
  test("who it is is asked of STS each time, and an answer for another account is no session", async ({ front }) => {
    const session = await open(KEY);
    await session.confirm();
    await session.confirm();
    expect(front.calls.filter(({ Action }) => Action === "GetCallerIdentity")).toHaveLength(2);
    front.answer = () => ({ result: "<Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>B</SecretAccessKey><SessionToken>C</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::999999999999:assumed-role/reader/x</Arn><AssumedRoleId>x</AssumedRoleId></AssumedRoleUser>" });
    await expect(open(KEY)).rejects.toMatchObject({ code: "WRONG_ACCOUNT", message: expect.stringContaining("999999999999") });
  });

  test("everything that could carry other credentials goes, everything else stays", async ({ front: _ }) => {
    const session = await open(KEY);
    const kept = { region: "eu-west-1", endpoints: '[{"s3":"http://127.0.0.1:1"}]', skipCredentialsValidation: "true", s3UsePathStyle: "true", defaultTags: '{"tags":{"a":"b"}}', allowedAccountIds: '["123456789012"]', customCaBundle: "/ca.pem" };
    const stale = { accessKey: "AKIASTALE", secretKey: "stale", token: "stale", profile: "deployer", assumeRole: '{"roleArn":"x"}', assumeRoles: '[{"roleArn":"x"}]', assumeRoleWithWebIdentity: "{}", sharedConfigFiles: "[]", sharedCredentialsFiles: "[]", sharedCredentialsFile: "/x", roleArn: "arn:aws:iam::1:role/cloud-control" };
    const { config, env: plugin } = session.impose({ ...kept, ...stale });
    expect(config).toEqual({ ...kept, accessKey: "ASIA1", secretKey: "secret-1", token: "token-1" });
    for (const variable of ["AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]) expect(plugin[variable]).toBe("");
    expect(plugin).not.toHaveProperty("AWS_REGION");
  });

  test("`metadata` denies reads of contents, but those that are asked for by name", async ({ front }) => {
    await open({ ...KEY, sessionPolicy: "metadata", allow: ["ssm:GetParameter"] });
    const { Policy, ...call } = front.calls[0]!;
    const [allow, deny] = (JSON.parse(Policy!) as { Statement: { Effect: string; Action: string[] }[] }).Statement;
    expect(allow).toMatchObject({ Effect: "Allow", Action: ["ssm:GetParameter"] });
    expect(deny!.Effect).toBe("Deny");
    expect(deny!.Action).toEqual(expect.arrayContaining(["s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameters"]));
    expect(deny!.Action).not.toContain("ssm:GetParameter");
    expect(Policy!.length).toBeLessThanOrEqual(2048);
    expect(call["PolicyArns.member.1.arn"]).toBe("arn:aws:iam::aws:policy/ReadOnlyAccess");
  });
});

describe("where STS is asked", () => {
  test.for([
    ["aws", "eu-central-1", "sts.eu-central-1.amazonaws.com"],
    ["aws-cn", "cn-north-1", "sts.cn-north-1.amazonaws.com.cn"],
    ["aws-us-gov", "us-gov-west-1", "sts.us-gov-west-1.amazonaws.com"],
    ["aws-eusc", "eusc-de-east-1", "sts.eusc-de-east-1.amazonaws.eu"],
  ])("in partition %s it is the region's own, whoever assumes the role", async ([partition, region, host], { dir, front: _ }) => {
    vi.stubEnv("AWS_ENDPOINT_URL", undefined);
    const asked = noNames();
    const roleArn = `arn:${partition}:iam::123456789012:role/reader`;
    writeFileSync(join(dir, "token"), "header.x.sig");
    await expect(open({ ...KEY, roleArn, region })).rejects.toMatchObject({ code: "CLOUD_UNREACHABLE", hint: expect.stringContaining(region!) });
    await expect(open({ webIdentity: { token: { file: "token" } }, roleArn, region }, { baseDir: dir })).rejects.toMatchObject({ code: "CLOUD_UNREACHABLE" });
    // Credentials of the environment that are themselves of a role: the SDK assumes that one behind our back.
    for (const [name, value] of Object.entries({ AWS_ACCESS_KEY_ID: "", AWS_PROFILE: "", AWS_REGION: "", AWS_CONFIG_FILE: join(dir, "none"), AWS_SHARED_CREDENTIALS_FILE: join(dir, "none"), AWS_WEB_IDENTITY_TOKEN_FILE: join(dir, "token"), AWS_ROLE_ARN: roleArn, AWS_EC2_METADATA_DISABLED: "true" })) vi.stubEnv(name, value);
    await expect(open({ roleArn, region })).rejects.toThrow();
    writeFileSync(join(dir, "config"), `[profile hub]\nrole_arn = ${roleArn}\nsource_profile = keys\n[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = x\n`);
    vi.stubEnv("AWS_CONFIG_FILE", join(dir, "config"));
    await expect(open({ roleArn, region, profile: "hub" })).rejects.toThrow();
    expect(new Set(asked)).toEqual(new Set([host]));
  });
});

/** Nobody resolves a name: what is asked for is kept, and not found. */
function noNames(): string[] {
  const asked: string[] = [];
  vi.spyOn(dns, "lookup").mockImplementation(((name: string, ...rest: unknown[]) => {
    asked.push(name);
    (rest.at(-1) as (error: Error) => void)(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }));
  }) as never);
  return asked;
}
