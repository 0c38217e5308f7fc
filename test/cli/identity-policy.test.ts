import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { GuidedError } from "../../model/guided-error.ts";
import type { StackState } from "../../model/stack.ts";
import { testInFolder as test } from "../scratch-folder.ts";
import { fakeEngine, type FakeEstate, fakeIdentities, vpcStack } from "./fake-engine.ts";
import { runCli } from "./run-cli.ts";

const CONFIG = `
backends: { main: { url: "file://state" } }
identities:
  global: { cloud: aws, roleArn: "arn:aws:iam::123456789012:role/reader", region: eu-west-1 }
  china: { cloud: aws, roleArn: "arn:aws-cn:iam::123456789012:role/reader", region: cn-north-1 }
stacks: [{ include: ["network/*"], identities: [china, global] }, { include: ["*/*"], identities: [china] }]
`;
const VPC_READS = ["ec2:DescribeNetworkAcls", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcAttribute", "ec2:DescribeVpcs"];

test("the policy of what the stacks have is printed ready to be attached, and how it came about beside it", async ({ dir }) => {
  const { exitCode, out, err } = await policy(dir, []);
  expect(JSON.parse(out)).toEqual({ Version: "2012-10-17", Statement: [{ Sid: "ReadsOfTypes", Effect: "Allow", Action: [...VPC_READS, "sqs:GetQueueAttributes", "sqs:ListQueueTags"], Resource: "*" }] });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "2 types in 2 stacks: 1 policy.\n" });
});

test("--stack narrows it to what those stacks have", async ({ dir }) => {
  const { out } = await policy(dir, ["--stack", "network/*"]);
  expect((JSON.parse(out) as { Statement: { Action: string[] }[] }).Statement[0]!.Action).toEqual(VPC_READS);
});

test("--identity narrows it to what that identity reads", async ({ dir }) => {
  const { out, err } = await policy(dir, ["--identity", "global"]);
  expect((JSON.parse(out) as { Statement: { Action: string[] }[] }).Statement[0]!.Action).toEqual(VPC_READS);
  expect(err).toBe("1 type in 1 stack: 1 policy.\n");
  expect(await policy(dir, ["--identity", "china"])).toMatchObject({ exitCode: 3, err: expect.stringContaining("There is no resource of aws in 2 stacks") });
  expect(await policy(dir, ["--identity", "mars"])).toMatchObject({ exitCode: 3, err: expect.stringContaining("There are global, china.") });
});

test("a state that cannot be read is named, and the exit code says that the policy may be too small", async ({ dir }) => {
  const { exitCode, out, err } = await policy(dir, [], { ...ESTATE, unreadable: { "data/prod": new GuidedError("STATE_UNREADABLE", "it has no version number.", "Write it again.") } });
  expect(JSON.parse(out)).toHaveProperty("Statement");
  expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining("! not in this policy, because it could not be read: data/prod: it has no version number.") });
});

test("a cloud without such data, and stacks without any of it, are told with what there is", async ({ dir }) => {
  expect(await policy(dir, ["--cloud", "aswan"])).toMatchObject({ exitCode: 3, out: "", err: expect.stringContaining('--cloud is "aswan"') });
  expect(await policy(dir, ["--stack", "none/*"])).toMatchObject({ exitCode: 3, out: "", err: expect.stringContaining("There is no resource of") });
});

const ESTATE: FakeEstate = { backends: { main: [vpcStack("network/prod", "10.0.0.0/16"), withQueue(vpcStack("data/prod", "10.1.0.0/16"))] } };

function withQueue(state: StackState): StackState {
  const [, vpc] = state.resources;
  return { ...state, resources: [...state.resources, { ...vpc!, urn: vpc!.urn.replace(vpc!.type, "aws:sqs/queue:Queue"), type: "aws:sqs/queue:Queue" }] };
}

async function policy(cwd: string, args: string[], estate = ESTATE) {
  writeFileSync(join(cwd, "trueup.yaml"), CONFIG);
  return runCli(["identity", "policy", ...args], { cwd, wire: { openEngine: async () => fakeEngine(estate), openIdentities: () => fakeIdentities({}) } });
}
