import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { createWire, type PolicyKit } from "../../cli/wire.ts";
import { type PolicyReport, policyReport } from "../../model/policy-report.ts";
import { findingFormats } from "../../reports/findings/registry.generated.ts";
import { testInFolder as test } from "../scratch-folder.ts";
import { type CliResult, runCli } from "./run-cli.ts";

const CANARY = "canary-31f0aa92";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const GOD = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

describe("policy check of several states", () => {
  test("judges them as one estate: two stacks that share addresses are found though no snapshot knows of either", async ({ dir }) => {
    write(dir, "core.json", [resource("core", "aws:ec2/vpc:Vpc", "hub", { cidrBlock: "10.0.0.0/14" })]);
    write(dir, "shop.json", [resource("shop", "aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.1.0.0/16" })]);
    const alone = await check(dir, "--state", "shop.json", "--format", "json");
    expect(findings(alone)).toEqual([]);
    const together = await check(dir, "--state", "core.json", "--state", "shop.json", "--format", "json");
    expect(findings(together)).toMatchObject([{ policy: "network-cidr-overlap", urn: expect.stringContaining("::main"), related: [expect.stringContaining("::hub")] }]);
    expect(report(together).counts).toMatchObject({ stacks: 2, resources: 2, violations: 1, mandatory: 1, undecided: 0, exempt: 0 });
    expect((await check(dir, "--state", "core.json", "shop.json", "--format", "json")).out).toBe(together.out);
  });

  test("reads standard input for -", async ({ dir }) => {
    const state = stateOf([resource("shop", "aws:iam/policy:Policy", "god", { policy: GOD })]);
    const told = await runCli(["policy", "check", "--state", "-", "--format", "json"], { cwd: dir, input: state, wire: { loadPolicyKit } });
    expect(findings(told).map(({ policy }) => policy)).toEqual(["iam-no-admin-policy"]);
    expect(await runCli(["policy", "check", "--state", "-"], { cwd: dir })).toMatchObject({ exitCode: 3, err: expect.stringContaining("--state - has no standard input") });
    expect(await runCli(["policy", "check", "--state", "-"], { cwd: dir, input: "{\n" })).toMatchObject({ exitCode: 3, err: expect.stringContaining("--state - is not JSON: line 2") });
  });

  test("one stack twice is refused, with both files", async ({ dir }) => {
    for (const file of ["a.json", "b.json"]) write(dir, file, [resource("shop", "aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.1.0.0/16" })]);
    expect(await check(dir, "--state", "a.json", "--state", "b.json")).toMatchObject({ exitCode: 3, err: expect.stringContaining("--state b.json is of shop/dev, and so is a.json.") });
    expect(await check(dir, "--state", "a.json", "--state", "./a.json")).toMatchObject({ exitCode: 3, err: expect.stringContaining("--state names ./a.json twice.") });
  });

  test("counts resources without stacks and providers, and gives rules what the provider is configured with", async ({ dir }) => {
    const provider = resource("shop", "pulumi:providers:aws", "china", { region: "cn-north-1" });
    write(dir, "state.json", [resource("shop", "pulumi:pulumi:Stack", "shop-dev", {}), { ...provider, id: "1-2-3" }, { ...resource("shop", "aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.1.0.0/16" }), provider: `${provider.urn}::1-2-3` }]);
    expect(report(await check(dir, "--state", "state.json", "--format", "json")).counts).toMatchObject({ stacks: 1, resources: 1 });
  });
});

describe("the place of a finding", () => {
  const god = { ...resource("shop", "aws:iam/policy:Policy", "god", { policy: GOD }), sourcePosition: "project:///lib/my%20roles.ts#4,37" };

  test("is relative to the repository, from the project's folder that --source-root names", async ({ dir }) => {
    mkdirSync(join(dir, ".git"));
    write(dir, "state.json", [god]);
    const sourceOf = async (...args: string[]) => findings(await check(dir, "--state", "state.json", "--format", "json", ...args))[0]!.source;
    expect(await sourceOf()).toEqual({ file: "lib/my roles.ts", line: 4, column: 37 });
    expect(await sourceOf("--source-root", "infra/shop")).toEqual({ file: "infra/shop/lib/my roles.ts", line: 4, column: 37 });
    expect(await sourceOf("--source-root", "infra/{project}/{stack}")).toEqual({ file: "infra/shop/dev/lib/my roles.ts", line: 4, column: 37 });
    mkdirSync(join(dir, "infra"));
    write(join(dir, "infra"), "state.json", [god]);
    expect(findings(await check(join(dir, "infra"), "--state", "state.json", "--format", "json"))[0]!.source?.file).toBe("infra/lib/my roles.ts");
  });

  test("is left out where the state has none, or one that leads out of the repository", async ({ dir }) => {
    mkdirSync(join(dir, ".git"));
    for (const sourcePosition of [undefined, "", "lib/index.ts", "project:///../../etc/passwd#1,1", "project:///%2e%2e/secrets#1", "project:///a.ts", "file:///a.ts#1,1", "project:///a.ts#0,0"]) {
      write(dir, "state.json", [{ ...god, sourcePosition }]);
      expect(findings(await check(dir, "--state", "state.json", "--format", "json"))[0]).not.toHaveProperty("source");
    }
  });

  test("stands in every format; where there is none SARIF names the state", async ({ dir }) => {
    mkdirSync(join(dir, ".git"));
    write(dir, "state.json", [god]);
    for (const { id } of findingFormats) expect((await check(dir, "--state", "state.json", "--format", id)).out).toContain("lib/my");
    write(dir, "state.json", [{ ...god, sourcePosition: undefined }]);
    expect(JSON.parse((await check(dir, "--state", "state.json", "--format", "sarif")).out).runs[0].results[0].locations[0].physicalLocation).toEqual({ artifactLocation: { uri: "state.json", uriBaseId: "%SRCROOT%" } });
  });
});

describe("telling a check", () => {
  test("every format keeps the exit code, and goes to a file with --output", async ({ dir }) => {
    write(dir, "state.json", [resource("shop", "aws:iam/policy:Policy", "god", { policy: GOD })]);
    for (const { id } of findingFormats) {
      const printed = await check(dir, "--state", "state.json", "--format", id);
      expect(printed.exitCode).toBe(1);
      expect(await check(dir, "--state", "state.json", "--format", id, "--output", `out/found.${id}`)).toMatchObject({ exitCode: 1, out: "" });
      expect(readFileSync(join(dir, `out/found.${id}`), "utf8")).toBe(printed.out);
    }
    expect(await check(dir, "--state", "state.json", "--format", "sariff")).toMatchObject({ exitCode: 3, err: expect.stringContaining("Did you mean sarif?") });
  });

  test("against a baseline it counts what is known and what is gone, and SARIF tells those too", async ({ dir }) => {
    const god = resource("shop", "aws:iam/policy:Policy", "god", { policy: GOD });
    const vpc = resource("shop", "aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.1/16" });
    write(dir, "state.json", [god, vpc]);
    writeFileSync(join(dir, "baseline.json"), (await check(dir, "--state", "state.json", "--format", "json")).out);
    write(dir, "state.json", [god, resource("shop", "aws:iam/policy:Policy", "second", { policy: GOD })]);
    const told = await check(dir, "--state", "state.json", "--baseline", "baseline.json", "--format", "json");
    expect(report(told).counts).toMatchObject({ violations: 1, known: 1, gone: 1 });
    const { results } = JSON.parse((await check(dir, "--state", "state.json", "--baseline", "baseline.json", "--format", "sarif")).out).runs[0];
    expect(results.map((result: { baselineState: string; ruleId: string }) => [result.baselineState, result.ruleId])).toEqual([["new", "iam-no-admin-policy"], ["unchanged", "iam-no-admin-policy"], ["absent", "network-cidr-syntax"]]);
  });

  test("exemptions that have expired or cover nothing are found and counted; of a pack that is not judged none is", async ({ dir }) => {
    const harmless = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }] });
    write(dir, "state.json", Object.entries({ god: GOD, old: GOD, calm: harmless }).map(([name, policy]) => resource("shop", "aws:iam/policy:Policy", name, { policy })));
    const exemption = (over: object) => ({ rule: "iam-no-admin-policy", resource: "god", reason: "break glass", owner: "ops", expires: "2999-12-31", ...over });
    writeFileSync(join(dir, "policy.yaml"), JSON.stringify({ exemptions: [exemption({}), exemption({ resource: "old", expires: "2025-01-01" }), exemption({ resource: "calm" })] }));
    const told = await check(dir, "--state", "state.json", "--config", "policy.yaml", "--format", "json");
    expect(report(told).counts).toMatchObject({ exempt: 1, mandatory: 1, exemptions: 2 });
    expect((await check(dir, "--state", "state.json", "--config", "policy.yaml")).out).toContain("1 exempt, 2 exemptions to look at; 3 resources judged by");
    expect(findings(await check(dir, "--state", "state.json", "--config", "policy.yaml", "--pack", "naming", "--format", "json"))).toEqual([]);
  });

  test("no format shows a secret, in what it found nor in what it could not judge", async ({ dir }) => {
    const shown = (value: string) => ({ "4dabf18193072939515e22adb298388d": SECRET, plaintext: JSON.stringify(value) });
    const document = JSON.stringify({ Statement: [{ Effect: "Allow", NotAction: `${CANARY}:Do`, Resource: "*" }] });
    write(dir, "state.json", [
      { ...resource("shop", "aws:iam/policy:Policy", "god", { policy: shown(document) }), outputs: { policy: shown(document) }, sourcePosition: "project:///index.ts#1,1" },
      { ...resource("shop", "aws:s3/bucket:Bucket", "data", { bucket: `${CANARY}_Data` }), additionalSecretOutputs: ["bucket"] },
      resource("shop", "pulumi:providers:aws", "default", { secretKey: shown(CANARY), region: "eu-central-1" }),
    ]);
    for (const { id } of findingFormats) {
      const { out, err, exitCode } = await check(dir, "--state", "state.json", "--format", id);
      expect(exitCode).toBe(1);
      expect(out + err).not.toMatch(/canary.?31f0/i);
    }
  });

  test("twenty thousand resources are judged in seconds", { timeout: 120_000 }, async ({ dir }) => {
    const types = ["aws:ec2/subnet:Subnet", "aws:s3/bucket:Bucket", "aws:ec2/instance:Instance", "kubernetes:core/v1:ConfigMap"];
    write(dir, "state.json", Array.from({ length: 20_000 }, (_, i) => ({ ...resource("shop", types[i % types.length]!, `r${i}`, { bucket: `acme-data-${i}`, tags: { Name: `r${i}` }, data: { key: "value ".repeat(20) } }), outputs: { arn: `arn:${i}`, id: `${i}` }, sourcePosition: "project:///index.ts#1,1" })));
    const started = performance.now();
    const told = await check(dir, "--state", "state.json", "--format", "json");
    expect(report(told).counts?.resources).toBe(20_000);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

function check(cwd: string, ...args: string[]): Promise<CliResult> {
  return runCli(["policy", "check", ...args], { cwd, wire: { loadPolicyKit } });
}

/** With these rules only: others may come and find more. */
async function loadPolicyKit(): Promise<PolicyKit> {
  const kit = await createWire().loadPolicyKit();
  return { ...kit, policies: kit.policies.filter(({ id }) => ["iam-no-admin-policy", "naming-legal", "network-cidr-overlap", "network-cidr-syntax"].includes(id)) };
}

function report({ out }: CliResult): PolicyReport {
  return policyReport.parse(JSON.parse(out));
}

function findings(result: CliResult): PolicyReport["findings"] {
  return report(result).findings;
}

function write(dir: string, file: string, resources: object[]): void {
  writeFileSync(join(dir, file), stateOf(resources));
}

function stateOf(resources: object[]): string {
  return JSON.stringify({ version: 3, deployment: { resources } });
}

function resource(project: string, type: string, name: string, inputs: object) {
  return { urn: `urn:pulumi:dev::${project}::${type}::${name}`, type, inputs };
}
