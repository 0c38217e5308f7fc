import { AttachRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import aws from "@pulumi/aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inlineStack, type InlineStack } from "../../support/engine.ts";
import { scanBackend, stackIn } from "../../support/scan.ts";
import { startTestCloud, type TestCloudWithAws } from "../../support/test-cloud.ts";

const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const cloud: TestCloudWithAws = await startTestCloud({ aws: true });
const estate: InlineStack = await inlineStack({ project: "estate", stack: "prod", cloud, program: async () => program() });

/** One policy in the role, another one attached by a resource of its own. */
function program(): void {
  const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }] });
  const role = new aws.iam.Role("app", { name: "app", assumeRolePolicy, managedPolicyArns: [managed("ReadOnlyAccess")] });
  new aws.iam.RolePolicyAttachment("logs", { role: role.name, policyArn: managed("CloudWatchLogsReadOnlyAccess") });
}

beforeAll(async () => {
  process.env["AWS_ENDPOINT_URL"] = cloud.moto.endpoint;
  await estate.up();
});
afterAll(async () => {
  delete process.env["AWS_ENDPOINT_URL"];
  await estate.dispose();
  await cloud.stop();
});

const scan = async () => stackIn(await scanBackend({ backendUrl: estate.backendUrl, env: estate.env }), "estate/prod");

test("scenario 7: a policy that a resource of its own attaches is no drift of its role; one that somebody attached by hand is, and alone is named", async () => {
  const { stack, resources } = await scan();
  expect(stack.verdict).toBe("in-sync");
  expect(resources["app"]!.setAside!.map(({ by }) => by)).toEqual(["aws-role-attachments"]);
  const { region, deployer } = cloud.accounts.aws;
  const iam = new IAMClient({ region, endpoint: cloud.moto.endpoint, credentials: deployer });
  await iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn: managed("AdministratorAccess") }));
  const after = await scan();
  expect(Object.keys(after.resources)).toEqual(["app"]);
  expect(after.resources["app"]).toMatchObject({ verdict: "drifted", kind: "changed" });
  const paths = JSON.stringify(after.resources["app"]!.paths);
  expect(paths).toContain("AdministratorAccess");
  expect(paths).not.toContain("CloudWatchLogs");
});
