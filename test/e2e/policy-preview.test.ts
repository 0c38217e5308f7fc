import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import aws from "@pulumi/aws";
import gcp from "@pulumi/gcp";
import kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, expect, test } from "vitest";
import { engineDir } from "../../scripts/engine/paths.ts";
import { type BuiltPacks, buildPacks } from "../policypacks/build-packs.ts";
import { type EngineRun, type InlineStack, inlineStack } from "../support/engine.ts";
import { startTestCloud, type TestCloudWithAws } from "../support/test-cloud.ts";

const CANARY = "canary-5f2e91c07b";
const folder = mkdtempSync(join(tmpdir(), "trueup-policy-"));
const estate = join(folder, "estate.json");
const cloud: TestCloudWithAws = await startTestCloud({ aws: true });
const packs: BuiltPacks = await buildPacks();
const current: { program(): void } = { program: () => {} };
const stack: InlineStack = await inlineStack({ project: "shop", stack: "dev", cloud, env: { TRUEUP_ESTATE: estate }, program: async () => current.program() });

writeFileSync(estate, JSON.stringify({ schema: "trueup/estate/v1", takenAt: "2026-01-01T00:00:00Z", stacks: ["core/prod"], missing: [], blocks: [hubBlock("10.0.0.0/14")], names: [] }));

afterAll(async () => {
  await stack.dispose();
  packs.remove();
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a network that overlaps another stack's is refused, with the next free block; with that block it passes", async () => {
  const bad = await preview("network", () => void new aws.ec2.Vpc("main", { cidrBlock: "10.1.0.0/16" }));
  expect(violations(bad)).toEqual([
    { policy: "network-cidr-overlap", level: "mandatory", resource: "main", message: 'cidrBlock 10.1.0.0/16 overlaps 10.0.0.0/14 of "hub" (aws:ec2/vpc:Vpc) of stack core/prod.\nFix: Use 10.4.0.0/16, the next free /16.' },
  ]);
  expect(bad.output).toContain("network-cidr-overlap  (aws:ec2:Vpc: main)");
  const good = await preview("network", () => void new aws.ec2.Vpc("main", { cidrBlock: "10.4.0.0/16" }));
  expect({ violations: violations(good), errors: good.errors }).toEqual({ violations: [], errors: [] });
});

test("a subnet outside its VPC is refused in the first preview, when the VPC has no id yet", async () => {
  const withSubnet = (cidrBlock: string) => () => {
    const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.4.0.0/16" });
    new aws.ec2.Subnet("apps", { vpcId: vpc.id, cidrBlock });
  };
  expect(violations(await preview("network", withSubnet("10.5.1.0/24")))).toMatchObject([{ policy: "network-subnet-outside-vpc", resource: "apps", message: expect.stringContaining("10.5.1.0/24 is outside its network \"main\", which has 10.4.0.0/16") }]);
  expect(violations(await preview("network", withSubnet("10.4.1.0/24")))).toEqual([]);
});

test("an administrator policy is refused; one that names what is used passes", async () => {
  const policy = (Action: string, Resource: string) => () =>
    void new aws.iam.Policy("ci", { policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] }) });
  expect(violations(await preview("iam", policy("*", "*")))).toMatchObject([{ policy: "iam-no-admin-policy", level: "mandatory", message: expect.stringContaining("policy.Statement[0] allows every action on every resource.") }]);
  expect(violations(await preview("iam", policy("s3:GetObject", "arn:aws:s3:::reports/*")))).toEqual([]);
});

test("an illegal name is refused with the legal one; that one passes", async () => {
  const bucket = (name: string) => () => void new aws.s3.BucketV2("data", { bucket: name });
  expect(violations(await preview("naming", bucket("Acme_Data")))).toMatchObject([{ policy: "naming-legal", message: expect.stringContaining('Fix: Name it "acme-data".') }]);
  expect(violations(await preview("naming", bucket("acme-data")))).toEqual([]);
});

test("an oversized machine and a container without limits are refused; smaller, with limits, they pass", async () => {
  const machines = (machineType: string, resources: object) => () => {
    new gcp.compute.Instance("worker", { machineType, zone: "europe-west1-b", bootDisk: {}, networkInterfaces: [] });
    new kubernetes.core.v1.Pod("web", { spec: { containers: [{ name: "web", image: "nginx", resources }] } });
  };
  expect(violations(await preview("limits", machines("n2-standard-64", {}))).map(({ policy, resource }) => [policy, resource])).toEqual([["limits-instance-size", "worker"], ["limits-k8s-resources", "web"]]);
  expect(violations(await preview("limits", machines("n2-standard-8", { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "64Mi" } })))).toEqual([]);
});

test("an unknown value is told with its path, and hides neither the resource's other mistakes nor another resource's", async () => {
  const run = await preview("all", () => {
    const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.4.0.0/16" });
    new aws.ec2.SecurityGroup("web", {
      ingress: [
        { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [pulumi.interpolate`${vpc.id}`] },
        { protocol: "tcp", fromPort: 3389, toPort: 3389, cidrBlocks: ["0.0.0.0/0"] },
      ],
    });
    new aws.iam.Policy("late", { policy: pulumi.jsonStringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: vpc.arn }] }) });
    new aws.iam.Policy("god", { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }) });
  });
  const told = violations(run).filter(({ policy }) => ["iam-no-admin-policy", "iam-no-service-wildcard", "network-cidr-syntax", "network-no-public-ingress"].includes(policy));
  expect(told.filter(({ level }) => level === "mandatory").map(({ policy, resource }) => [policy, resource])).toEqual([
    ["iam-no-admin-policy", "god"],
    ["network-no-public-ingress", "web"],
  ]);
  // What is not known is told once by the rules that judge on arrival, and once by those that wait for the end; each rule is named.
  const undecided = violations(run).filter(({ message }) => message.startsWith("Could not be judged"));
  expect(undecided.every(({ level }) => level === "advisory")).toBe(true);
  expect([...new Set(undecided.map(({ resource, message }) => `${resource}: ${message.split(". ")[0]}`))].sort()).toEqual([
    "late: Could not be judged: policy is not known before the deployment",
    "web: Could not be judged: ingress[0].cidrBlocks[0] is not known before the deployment",
  ]);
  expect(undecided.length).toBeLessThanOrEqual(4);
  const named = undecided.map(({ policy, message }) => `${policy} ${message}`).join(" ");
  for (const rule of ["iam-no-admin-policy", "iam-no-service-wildcard", "network-cidr-syntax", "network-no-public-ingress"]) expect(named).toContain(rule);
});

test("what a rule says of a secret value does not hold the value", async () => {
  const run = await preview("all", () => {
    new aws.s3.BucketV2("data", { bucket: pulumi.secret(`${CANARY}_Data`) });
    new aws.iam.Policy("god", { policy: pulumi.secret(JSON.stringify({ Statement: [{ Effect: "Allow", NotAction: `${CANARY}:Do`, Resource: "*" }] })) });
    new aws.ec2.Instance("big", { ami: "ami-1", instanceType: pulumi.secret(`${CANARY}.96xlarge`) });
    new aws.iam.Role("open", { assumeRolePolicy: pulumi.secret(JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", Condition: { StringLike: { [`aws:${CANARY}`]: CANARY } } }] })) });
    new aws.ssm.Parameter("declared", { type: "String", name: `aws/${CANARY}`, value: "x" }, { additionalSecretOutputs: ["name"] });
  });
  const about = ["iam-no-admin-policy", "iam-no-open-trust", "limits-instance-size", "naming-legal"];
  expect(violations(run).filter(({ policy }) => about.includes(policy)).map(({ policy, resource }) => [policy, resource])).toEqual([
    ["iam-no-admin-policy", "god"],
    ["iam-no-open-trust", "open"],
    ["limits-instance-size", "big"],
    ["naming-legal", "data"],
    ["naming-legal", "declared"],
  ]);
  expect(JSON.stringify(run.events.map(({ policyEvent }) => policyEvent ?? null))).not.toContain(CANARY.slice(0, 10));
  expect(run.output).not.toContain(CANARY);
});

test("an update without a preview stops before it creates what is refused", async () => {
  current.program = () => {
    const first = new aws.ec2.Vpc("first", { cidrBlock: "10.64.0.0/16" });
    new aws.ec2.Vpc("second", { cidrBlock: "10.64.128.0/17" }, { dependsOn: first });
  };
  const events: string[] = [];
  const update = stack.stack.up({ policyPacks: [packs.folder("network")], color: "never", onEvent: ({ policyEvent }) => policyEvent && events.push(policyEvent.message) });
  await expect(update).rejects.toThrow(/network-cidr-overlap/);
  expect(events).toEqual([expect.stringMatching(/^cidrBlock 10\.64\.128\.0\/17 overlaps 10\.64\.0\.0\/16 of "first"/)]);
  const state = await stack.exportStack();
  expect((state.resources ?? []).filter(({ type }) => type === "aws:ec2/vpc:Vpc").map(({ inputs }) => (inputs as { cidrBlock: string }).cidrBlock)).toEqual(["10.64.0.0/16"]);
  await stack.destroy();
});

test("a missing snapshot is said in one line and stops nothing", async () => {
  const run = await preview("network", () => void new aws.ec2.Vpc("main", { cidrBlock: "10.1.0.0/16" }), { TRUEUP_ESTATE: join(folder, "nowhere.json") });
  expect(violations(run)).toEqual([{ policy: "policy-estate", level: "advisory", resource: "shop-dev", message: expect.stringContaining("nowhere.json (named by TRUEUP_ESTATE) cannot be read: ENOENT. What other stacks use is not known") }]);
  expect(run.errors).toEqual([]);
});

test("a configuration sets levels and exempts; its mistakes are told with their lines and nothing is judged", async () => {
  const config = join(folder, "policy.yaml");
  const god = () => void new aws.iam.Policy("god", { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }) });
  const judge = (text: string) => {
    writeFileSync(config, text);
    return preview("iam", god, { TRUEUP_POLICY_CONFIG: config });
  };
  const exempt = await judge("exemptions:\n- { rule: iam-no-admin-policy, resource: god, reason: break glass, owner: ops, expires: 2999-12-31 }\n");
  expect({ told: violations(exempt).filter(({ policy }) => policy === "iam-no-admin-policy").map(({ level, message }) => [level, message.split(". ")[0]]), errors: exempt.errors }).toEqual({ told: [["advisory", "Exempt until 2999-12-31 (ops: break glass)"]], errors: [] });
  expect(violations(await judge("rules: { iam-no-admin-policy: advisory }"))).toEqual(expect.arrayContaining([expect.objectContaining({ level: "advisory", policy: "iam-no-admin-policy" })]));
  const broken = await judge("rules:\n  iam-no-admin-polcy: advisory\n");
  expect(violations(broken)).toEqual([{ policy: "policy-configuration", level: "mandatory", resource: "shop-dev", message: expect.stringContaining("line 2: rules.iam-no-admin-polcy is no rule; did you mean iam-no-admin-policy?") }]);
});

test("levels, options and files come from --policy-pack-config, too", async () => {
  const file = join(folder, "pack-config.json");
  writeFileSync(file, JSON.stringify({ "network-cidr-overlap": "advisory", "limits-instance-size": { maxVcpus: 96 }, "policy-configuration": { estate } }));
  current.program = () => {
    new aws.ec2.Vpc("main", { cidrBlock: "10.1.0.0/16" });
    new gcp.compute.Instance("worker", { machineType: "n2-standard-64", zone: "europe-west1-b", bootDisk: {}, networkInterfaces: [] });
  };
  const told: string[] = [];
  await stack.stack.preview({ policyPacks: [packs.folder("all")], policyPackConfigs: [file], color: "never", onEvent: ({ policyEvent: event }) => event && told.push(`${event.enforcementLevel} ${event.policyName}`) });
  expect(told).toEqual(["advisory network-cidr-overlap"]);
});

test("`pulumi policy analyze` judges what a stack has by the same rules", async () => {
  current.program = () => {
    const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.4.0.0/16" });
    new aws.ec2.Subnet("apps", { vpcId: vpc.id, cidrBlock: "10.4.1.0/24" });
    new aws.iam.Policy("god", { policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }) });
  };
  await stack.up();
  const analyze = promisify(execFile)(join(engineDir(), "pulumi"), ["policy", "analyze", "--policy-pack", packs.folder("all"), "--stack", "dev", "--color", "never"], { cwd: stack.workDir, env: { ...process.env, ...stack.env } });
  const { stdout } = (await analyze.catch((error: unknown) => error)) as { stdout: string };
  expect([...stdout.matchAll(/- \[mandatory\] .* {2}(\S+) {2}\((.*)\)/g)].map(([, policy, resource]) => `${policy} ${resource}`)).toEqual(["iam-no-admin-policy aws:iam:Policy: god"]);
  await stack.destroy();
});

interface Told {
  policy: string;
  level: string;
  resource: string;
  message: string;
}

async function preview(pack: string, run: () => void, env: Record<string, string> = {}): Promise<EngineRun> {
  current.program = run;
  const before = { ...stack.stack.workspace.envVars };
  stack.stack.workspace.envVars = { ...before, ...env };
  try {
    return await stack.preview({ policyPacks: [packs.folder(pack)] });
  } finally {
    stack.stack.workspace.envVars = before;
  }
}

function violations(run: EngineRun): Told[] {
  return run.events
    .flatMap(({ policyEvent }) => (policyEvent ? [policyEvent] : []))
    .map(({ policyName, enforcementLevel, resourceUrn, message }) => ({ policy: policyName, level: enforcementLevel, resource: resourceUrn?.split("::").at(-1) ?? "", message: message.trimEnd() }))
    .sort((a, b) => (`${a.policy} ${a.resource}` < `${b.policy} ${b.resource}` ? -1 : 1));
}

function hubBlock(cidr: string) {
  return { stack: "core/prod", urn: "urn:pulumi:prod::core::aws:ec2/vpc:Vpc::hub", type: "aws:ec2/vpc:Vpc", path: "cidrBlock", cidr };
}
