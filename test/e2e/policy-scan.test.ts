import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ScanReport, scanReport } from "../../model/scan-report.ts";
import { findingFormats } from "../../reports/findings/registry.generated.ts";
import { formats } from "../../reports/registry.generated.ts";
import { type CliResult, runCli } from "../cli/run-cli.ts";
import { type InlineStack, inlineStack } from "../support/engine.ts";
import { startTestCloud, type TestCloudWithAws } from "../support/test-cloud.ts";

const CANARY = "canary-c05e77d1";
const cloud: TestCloudWithAws = await startTestCloud({ aws: true });
const { aws: account } = cloud.accounts;
const shop: InlineStack = await inlineStack({ project: "shop", stack: "prod", cloud, program: async () => program() });
const cwd = mkdtempSync(join(tmpdir(), "trueup-policy-scan-"));
const said: string[] = [];

/** An administrator stands in the code already; the security group is as it should be; what the secret document allows nobody can see. */
function program(): void {
  const document = (...Action: string[]) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
  const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
  new aws.ec2.SecurityGroup("web", { vpcId: vpc.id, description: "web", ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }] });
  new aws.iam.Policy("god", { policy: document("*") });
  new aws.iam.Policy("hidden", { policy: pulumi.secret(document("ec2:*", `${CANARY}:Do`)) });
  new aws.ssm.Parameter("password", { type: "SecureString", value: CANARY });
}

// The AWS SDK of this process finds the server as that of a user would find theirs.
beforeAll(async () => {
  process.env["AWS_ENDPOINT_URL"] = cloud.moto.endpoint;
  await shop.up();
  configure(true);
});
afterAll(async () => {
  delete process.env["AWS_ENDPOINT_URL"];
  await shop.dispose();
  await cloud.stop();
  rmSync(cwd, { recursive: true, force: true });
});

test("what the code itself has against policy is told as such, and makes the exit code 1 though nothing drifted", async () => {
  const { exitCode, report } = await scan();
  expect({ exitCode, verdict: report.stacks[0]!.verdict }).toEqual({ exitCode: 1, verdict: "in-sync" });
  expect(told(report)).toEqual([
    { policy: "iam-no-admin-policy", name: "god", result: "violation", alsoInState: true },
    { policy: "iam-no-admin-policy", name: "hidden", result: "undecided", alsoInState: true },
  ]);
});

test("a security group that was opened behind the code's back is drift, and against policy since then", async () => {
  const ec2 = new EC2Client({ endpoint: cloud.moto.endpoint, region: account.region, credentials: account.deployer });
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: "description", Values: ["web"] }] }));
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: SecurityGroups![0]!.GroupId!, IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }] }));
  const { exitCode, report } = await scan();
  const [stack] = report.stacks;
  expect({ exitCode, verdict: stack!.verdict, drifted: stack!.resources.map(({ urn, verdict }) => [urn.split("::").at(-1), verdict]) }).toEqual({ exitCode: 1, verdict: "drifted", drifted: [["web", "drifted"]] });
  expect(told(report).filter(({ alsoInState }) => !alsoInState)).toEqual([{ policy: "network-no-public-ingress", name: "web", result: "violation", alsoInState: false }]);
});

test("every format tells the drift and the violation", async () => {
  for (const { id } of formats) {
    const { exitCode, out } = await trueup("report", "--format", id);
    expect(exitCode).toBe(0);
    for (const part of ["web", "network-no-public-ingress", "0.0.0.0/0", "iam-no-admin-policy"]) expect(out.includes(part), `${part} in ${id}`).toBe(true);
  }
});

test("a policy configuration holds for scans, and a mistake in it ends the scan before anything is read", async () => {
  writeFileSync(join(cwd, "policy.yaml"), "rules: { iam-no-admin-policy: advisory }\n");
  configure(true, "policy.yaml");
  expect((await scan()).report.stacks[0]!.findings?.filter(({ policy }) => policy === "iam-no-admin-policy").map(({ enforcement }) => enforcement)).toEqual(["advisory", "advisory"]);
  writeFileSync(join(cwd, "policy.yaml"), "rules: { iam-no-admin-polcy: advisory }\n");
  expect(await trueup("scan")).toMatchObject({ exitCode: 3, err: expect.stringContaining("did you mean iam-no-admin-policy") });
});

test("policies are silent in a scan where nobody asked for them", async () => {
  configure(false);
  const { report } = await scan();
  expect(report.stacks[0]).not.toHaveProperty("findings");
});

test("a check of the same stack's export, with its secrets shown, tells the same in every format", async () => {
  const export_ = mkdtempSync(join(tmpdir(), "trueup-export-"));
  const state = join(export_, "state.json");
  writeFileSync(state, JSON.stringify({ version: 3, deployment: await shop.exportStack() }));
  expect(readFileSync(state, "utf8")).toContain(CANARY);
  for (const { id } of findingFormats) {
    const { exitCode, out } = await trueup("policy", "check", "--state", state, "--format", id);
    expect({ exitCode, id }).toEqual({ exitCode: 1, id });
    for (const part of ["iam-no-admin-policy", "god"]) expect(out.includes(part), `${part} in ${id}`).toBe(true);
    // Now that it is known what the secret document allows, it is judged.
    if (id === "json") expect(JSON.parse(out).findings).toEqual(expect.arrayContaining([expect.objectContaining({ policy: "iam-no-service-wildcard", result: "violation", urn: expect.stringContaining("::hidden") })]));
  }
  rmSync(export_, { recursive: true });
});

test("no secret is in anything that was printed or kept", () => {
  const kept = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  expect(kept.length).toBeGreaterThan(4);
  for (const text of [...said, ...kept]) for (const secret of [CANARY, Buffer.from(CANARY).toString("base64").slice(0, 16)]) expect(text).not.toContain(secret);
});

function configure(onScan: boolean, config?: string): void {
  const { readerRoleArn, region, externalId } = account;
  const document = {
    backends: { main: { url: shop.backendUrl, secrets: { passphrase: { env: "PULUMI_CONFIG_PASSPHRASE" } } } },
    identities: { reader: { cloud: "aws", roleArn: readerRoleArn, region, externalId, accessKey: { id: { env: "SCANNER_ID" }, secret: { env: "SCANNER_SECRET" } } } },
    stacks: [{ include: ["*/prod"], identities: ["reader"] }],
    policy: { onScan, ...(config ? { config } : {}) },
  };
  writeFileSync(join(cwd, "trueup.yaml"), JSON.stringify(document));
}

async function scan(): Promise<{ exitCode: number; report: ScanReport }> {
  const { exitCode, out, err } = await trueup("scan", "--format", "json");
  if (!out) throw new Error(err);
  return { exitCode, report: scanReport.parse(JSON.parse(out)) };
}

/** Of the rules that this test is about; those of other packs may say more. */
function told(report: ScanReport) {
  const findings = report.stacks.flatMap(stack => stack.findings ?? []);
  return findings.filter(({ policy }) => ["iam-no-admin-policy", "network-no-public-ingress"].includes(policy)).map(({ policy, urn, result, alsoInState }) => ({ policy, name: urn.split("::").at(-1), result, alsoInState }));
}

async function trueup(...argv: string[]): Promise<CliResult> {
  const env = { ...shop.env, SCANNER_ID: account.scanner.accessKeyId, SCANNER_SECRET: account.scanner.secretAccessKey };
  const result = await runCli(argv, { cwd, env, now: () => new Date() });
  said.push(result.out, result.err);
  return result;
}
