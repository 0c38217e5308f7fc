import { CreateTagsCommand, EC2Client } from "@aws-sdk/client-ec2";
import aws from "@pulumi/aws";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { JsonObject, ScanReport } from "../../../model/index.ts";
import { inlineStack, type InlineStack } from "../../support/engine.ts";
import { scanBackend, stackIn } from "../../support/scan.ts";
import { startTestCloud, type TestCloudWithAws } from "../../support/test-cloud.ts";

const cloud: TestCloudWithAws = await startTestCloud({ aws: true });
const estate: InlineStack = await inlineStack({ project: "estate", stack: "prod", cloud, program: async () => program() });
const allow = (actions: string[]) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: ["ec2.amazonaws.com", "ecs.amazonaws.com"] }, Action: actions, Resource: ["arn:aws:s3:::logs/*", "arn:aws:s3:::logs"] }] });

function program(): void {
  new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", tags: { Owner: "network" } });
  new aws.s3.BucketPolicy("logs", { bucket: "logs", policy: JSON.stringify(allow(["s3:GetObject", "s3:ListBucket"])) });
  new aws.autoscaling.Group("workers", { name: "workers", minSize: 10, maxSize: 80, desiredCapacity: 50, vpcZoneIdentifiers: ["subnet-a", "subnet-b"] });
  const table = new aws.ec2.RouteTable("table", { vpcId: "vpc-1", routes: [] });
  new aws.ec2.Route("internet", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" });
  const forward = { type: "forward", forward: { targetGroups: [{ arn: "arn:a", weight: 100 }, { arn: "arn:b", weight: 0 }] } };
  new aws.lb.Listener("listener", { loadBalancerArn: "arn:lb", port: 80, defaultActions: [forward] }, { ignoreChanges: ["defaultActions[*].forward.targetGroups[*].weight"] });
}

beforeAll(async () => {
  process.env["AWS_ENDPOINT_URL"] = cloud.moto.endpoint;
  await estate.up();
});
afterEach(() => cloud.faults.clear());
afterAll(async () => {
  delete process.env["AWS_ENDPOINT_URL"];
  await estate.dispose();
  await cloud.stop();
});

const scan = async () => stackIn(await scanBackend({ backendUrl: estate.backendUrl, env: estate.env }), "estate/prod");
const change = (name: string, mutate: (properties: JsonObject) => void) => cloud.files.change(cloud.files.find({ name })[0]!, properties => void mutate(properties));
const asideOf = (resource: ScanReport["stacks"][number]["resources"][number] | undefined) => [...new Set((resource?.setAside ?? []).map(({ by }) => by))].sort();

test("scenario 4: a policy in another order and formatting is no drift; a changed action in the same document is", async () => {
  cloud.faults.set({ fault: "reorder", type: "aws:s3/*" });
  const { stack, resources } = await scan();
  expect(stack.verdict).toBe("in-sync");
  expect(asideOf(resources["logs"])).toEqual(["aws-policy-document"]);
  change("logs", properties => (properties["policy"] = JSON.stringify(allow(["s3:GetObject", "s3:*"]))));
  expect((await scan()).resources["logs"]).toMatchObject({ verdict: "drifted", paths: [{ path: "policy" }] });
  change("logs", properties => (properties["policy"] = JSON.stringify(allow(["s3:GetObject", "s3:ListBucket"]))));
});

test("scenario 5: an edited tag that AWS tells twice is one difference", async () => {
  const { region, deployer } = cloud.accounts.aws;
  const ec2 = new EC2Client({ region, endpoint: cloud.moto.endpoint, credentials: { accessKeyId: deployer.accessKeyId, secretAccessKey: deployer.secretAccessKey } });
  const exported = await estate.exportStack();
  const id = exported.resources!.find(({ urn }) => String(urn).endsWith("::main"))!["id"] as string;
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "Owner", Value: "somebody" }] }));
  const { resources } = await scan();
  expect(resources["main"]).toMatchObject({ verdict: "drifted", paths: [{ path: "tags.Owner", expected: "network", actual: "somebody" }] });
  expect(asideOf(resources["main"])).toEqual(["aws-tags-all"]);
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "Owner", Value: "network" }] }));
});

test("scenario 6: the capacity of an Auto Scaling group is no drift within its limits; weights under ignoreChanges are listed as ignored", async () => {
  change("workers", properties => Object.assign(properties, { desiredCapacity: 36, vpcZoneIdentifiers: ["subnet-b", "subnet-a"] }));
  change("listener", properties => (properties["defaultActions"] = [{ type: "forward", forward: { targetGroups: [{ arn: "arn:a", weight: 10 }, { arn: "arn:b", weight: 90 }] } }]));
  const { stack, resources } = await scan();
  expect(stack.verdict).toBe("ignored");
  expect(asideOf(resources["workers"])).toEqual(["aws-autoscaling-group-capacity", "unordered-lists"]);
  expect(resources["listener"]).toMatchObject({
    verdict: "ignored",
    paths: [
      { path: "defaultActions[0].forward.targetGroups[0].weight", expected: 100, actual: 10, hiddenBy: "ignoreChanges: defaultActions[*].forward.targetGroups[*].weight" },
      { path: "defaultActions[0].forward.targetGroups[1].weight", expected: 0, actual: 90 },
    ],
  });
  change("workers", properties => (properties["desiredCapacity"] = 3));
  expect((await scan()).resources["workers"]).toMatchObject({ verdict: "drifted", paths: [{ path: "desiredCapacity", actual: 3 }] });
  change("workers", properties => (properties["desiredCapacity"] = 50));
});

test("scenario 7: a route that is a resource of its own is no drift of its table; one added by hand is", async () => {
  const own = { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };
  change("table", properties => (properties["routes"] = [own]));
  expect(asideOf((await scan()).resources["table"])).toEqual(["aws-route-table-routes"]);
  change("table", properties => (properties["routes"] = [own, { cidrBlock: "10.9.0.0/16", vpcPeeringConnectionId: "pcx-1" }]));
  expect((await scan()).resources["table"]).toMatchObject({ verdict: "drifted", kind: "changed" });
});
