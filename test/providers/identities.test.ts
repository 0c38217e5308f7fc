import { z } from "zod";
import { expect, test } from "vitest";
import { GuidedError, type Cloud, type CloudSession } from "../../model/index.ts";
import { cloud as aws } from "../../providers/clouds/aws/aws.ts";
import { partitionOf } from "../../providers/clouds/aws/partition.ts";
import { openIdentities } from "../../providers/clouds/identities.ts";

const context = { env: {}, secret: () => "" };
const session = (identity: string): CloudSession => ({ identity, key: identity, impose: config => ({ config, env: {} }), confirm: async () => undefined });

function fakeAws(open: (name: string) => Promise<CloudSession> = async name => session(name)): Cloud<{ roleArn: string }> {
  return { id: "aws", title: "", packages: ["aws"], settings: z.object({}), covers: aws.covers as Cloud<{ roleArn: string }>["covers"], open };
}

const SETTINGS = {
  "aws-reader": { cloud: "aws", roleArn: "arn:aws:iam::123456789012:role/reader" },
  "cn-reader": { cloud: "aws", roleArn: "arn:aws-cn:iam::123456789012:role/reader" },
};
const provider = (region?: string, arn?: string) => ({ urn: "urn:pulumi:prod::network::pulumi:providers:aws::default", package: "aws", config: region ? { region } : {}, recorded: arn ? [{ arn }] : [] });

test.each([
  ["eu-central-1", "aws"],
  ["cn-northwest-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["eusc-de-east-1", "aws-eusc"],
  ["us-iso-east-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
])("region %s is in partition %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

test("the identity of the provider's partition reads it, whatever the order", async () => {
  const identityFor = openIdentities(SETTINGS, [fakeAws()], context).among(["aws-reader", "cn-reader"]);
  expect((await identityFor(provider("cn-north-1"))).identity).toBe("cn-reader");
  expect((await identityFor(provider("eu-west-1"))).identity).toBe("aws-reader");
});

test("where the configuration names no region, what the provider made tells the partition and the account", async () => {
  const identityFor = openIdentities({ ...SETTINGS, other: { cloud: "aws", roleArn: "arn:aws:iam::999999999999:role/reader" } }, [fakeAws()], context).among(["cn-reader", "other", "aws-reader"]);
  expect((await identityFor(provider(undefined, "arn:aws-cn:ec2:cn-north-1:123456789012:vpc/vpc-1"))).identity).toBe("cn-reader");
  expect((await identityFor(provider(undefined, "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1"))).identity).toBe("aws-reader");
  expect((await identityFor(provider("us-east-1", "arn:aws:ec2:us-east-1:999999999999:vpc/vpc-1"))).identity).toBe("other");
});

test("a role is assumed once, also when it is refused", async () => {
  let calls = 0;
  const refusing = fakeAws(async () => {
    calls += 1;
    throw new GuidedError("IDENTITY_REFUSED", "no", "ask");
  });
  const identityFor = openIdentities(SETTINGS, [refusing], context).among(["aws-reader"]);
  await expect(identityFor(provider())).rejects.toThrow("no");
  await expect(identityFor(provider())).rejects.toThrow("no");
  expect(calls).toBe(1);
});

test("an identity that reaches each provider at a place of its own is asked for the place of this one", async () => {
  const perCluster = fakeAws(async name => ({ ...session(name), at: ({ config }) => session(`${name} at ${String(config["region"])}`) }));
  const identityFor = openIdentities(SETTINGS, [perCluster], context).among(["aws-reader"]);
  expect((await identityFor(provider("eu-west-1"))).identity).toBe("aws-reader at eu-west-1");
});

test("a provider that no identity covers is named with what there is", async () => {
  const identityFor = openIdentities(SETTINGS, [fakeAws()], context).among(["aws-reader"]);
  await expect(identityFor(provider("cn-north-1"))).rejects.toMatchObject({ code: "IDENTITY_MISSING", message: expect.stringContaining("default (package aws) — aws-reader: it is for partition aws, the provider works in aws-cn") });
});

test("an AWS role is refused without a call when its region is in another partition", async () => {
  const settings = aws.settings.parse({ roleArn: "arn:aws-cn:iam::123456789012:role/reader", region: "us-east-1" });
  await expect(aws.open("cn", settings as never, context)).rejects.toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining("aws-cn") });
});

test("only read actions may be added to an AWS session", () => {
  const base = { roleArn: "arn:aws:iam::123456789012:role/reader", region: "eu-west-1" };
  expect(aws.settings.safeParse({ ...base, allow: ["kms:Decrypt", "ssm:GetParameter"] }).success).toBe(true);
  expect(aws.settings.safeParse({ ...base, allow: ["ec2:CreateVpc"] }).success).toBe(false);
  expect(aws.settings.safeParse({ ...base, allow: ["*"] }).success).toBe(false);
});

test("a session that is about to end is renewed once for all who use it, and whoever comes later gets the new one", async () => {
  let renewals = 0;
  const ending = (n: number): CloudSession => ({ ...session(`session ${n}`), expiresAt: new Date(Date.now() + (n === 0 ? -1 : 3_600_000)), renew: async () => ending((renewals = n + 1)) });
  const identities = openIdentities(SETTINGS, [fakeAws(async () => ending(0))], context);
  const sessions = await Promise.all([identities.open("aws-reader"), identities.open("aws-reader"), identities.among(["aws-reader"])(provider())]);
  expect(sessions.map(({ key }) => key)).toEqual(["session 1", "session 1", "session 1"]);
  const again = await Promise.all([sessions[0]!.renew!(), sessions[1]!.renew!()]);
  expect(again.map(({ key }) => key)).toEqual(["session 2", "session 2"]);
  expect((await identities.open("aws-reader")).key).toBe("session 2");
  expect(renewals).toBe(2);
});

test("a session at a place of its own is renewed together with the one it comes from, and stays at its place", async () => {
  const roaming = (n: number): CloudSession => ({ ...session(`s${n}`), expiresAt: new Date(Date.now() + 3_600_000), renew: async () => roaming(n + 1), at: ({ config }) => session(`s${n} at ${String(config["region"])}`) });
  const identityFor = openIdentities(SETTINGS, [fakeAws(async () => roaming(0))], context).among(["aws-reader"]);
  const there = await identityFor(provider("eu-west-1"));
  expect((await there.renew!()).key).toBe("s1 at eu-west-1");
  expect((await identityFor(provider("eu-west-1"))).key).toBe("s1 at eu-west-1");
});
