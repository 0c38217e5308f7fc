import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { packFolder } from "../../cli/policy/path.ts";
import { createWire } from "../../cli/wire.ts";
import type { GuidedError } from "../../model/guided-error.ts";
import { policyReport } from "../../model/policy-report.ts";
import { policies } from "../../policypacks/all/registry.generated.ts";
import { type CliResult, runCli } from "../cli/run-cli.ts";
import { testInFolder as test } from "../scratch-folder.ts";

const ENCRYPTED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
const GOD = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

describe("policy check", () => {
  test("finds what a state holds, as text and as JSON by the contract", async ({ dir }) => {
    writeState(dir, [resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.1/16" })]);
    const text = await check(dir);
    expect(text.out).toBe(
      '✗ network-cidr-syntax  mandatory, medium  main (aws:ec2/vpc:Vpc) of net/dev\n  cidrBlock "10.0.0.1/16" has host bits set: 10.0.0.1 is not the first address of a /16.\n  → Write 10.0.0.0/16, if that is the block you mean.\n\n' +
        `1 violation; 1 resource judged by ${policies.length} rules.\n`,
    );
    const json = await check(dir, "--format", "json");
    expect(policyReport.parse(JSON.parse(json.out))).toEqual({
      schema: "trueup/policy/v1",
      counts: { stacks: 1, resources: 1, rules: policies.length, violations: 1, mandatory: 1, undecided: 0, exempt: 0, exemptions: 0 },
      findings: [expect.objectContaining({ policy: "network-cidr-syntax", pack: "network", result: "violation", severity: "medium", enforcement: "mandatory", urn: "urn:pulumi:dev::net::aws:ec2/vpc:Vpc::main", type: "aws:ec2/vpc:Vpc" })],
    });
    expect([text.exitCode, json.exitCode]).toEqual([1, 1]);
  });

  test("ends with 0 where nothing is wrong, with 2 where something could not be judged, and only advice stops nothing", async ({ dir }) => {
    writeState(dir, [resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" })]);
    expect(await check(dir)).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^0 violations; 1 resource judged/) });
    writeState(dir, [resource("aws:iam/policy:Policy", "p", { policy: ENCRYPTED })]);
    expect(await check(dir)).toMatchObject({ exitCode: 2, out: expect.stringContaining("Could not be judged: policy is encrypted here.") });
    writeFileSync(join(dir, "policy.yaml"), JSON.stringify({ rules: { ...Object.fromEntries(policies.map(({ id }) => [id, "disabled"])), "iam-no-admin-policy": "advisory" } }));
    expect((await check(dir, "--config", "policy.yaml")).exitCode).toBe(0);
    writeState(dir, [resource("aws:iam/policy:Policy", "p", { policy: GOD })]);
    expect(await check(dir, "--config", "policy.yaml")).toMatchObject({ exitCode: 0, out: expect.stringContaining("1 violation (0 mandatory)") });
  });

  test("judges secrets that the export shows, without showing them", async ({ dir }) => {
    const secret = { ...ENCRYPTED, ciphertext: undefined, plaintext: JSON.stringify(JSON.stringify({ Statement: { Effect: "Allow", NotAction: "canary-77aa:Do", Resource: "*" } })) };
    writeState(dir, [resource("aws:iam/policy:Policy", "p", { policy: secret }), { ...resource("aws:s3/bucket:Bucket", "b", { bucket: "Canary_77aa" }), additionalSecretOutputs: ["bucket"] }]);
    const { exitCode, out, err } = await check(dir);
    expect({ exitCode, rules: [...out.matchAll(/^✗ (\S+)/gm)].map(([, id]) => id) }).toEqual({ exitCode: 1, rules: ["iam-no-admin-policy", "naming-legal"] });
    expect(out + err).not.toMatch(/canary.77aa/i);
  });

  test("resolves what refers to what, by dependency and by id, and passes over what is deleted or only read", async ({ dir }) => {
    const vpc = { ...resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" }), id: "vpc-1" };
    writeState(dir, [
      vpc,
      { ...resource("aws:ec2/subnet:Subnet", "by-id", { vpcId: "vpc-1", cidrBlock: "10.9.0.0/24" }) },
      { ...resource("aws:ec2/subnet:Subnet", "by-dependency", { vpcId: "vpc-0", cidrBlock: "10.8.0.0/24" }), propertyDependencies: { vpcId: [vpc.urn] } },
      { ...resource("aws:ec2/subnet:Subnet", "gone", { vpcId: "vpc-1", cidrBlock: "10.7.0.0/24" }), delete: true },
      { ...resource("aws:ec2/vpc:Vpc", "theirs", { cidrBlock: "10.0.0.0/8" }), external: true },
    ]);
    expect([...(await check(dir)).out.matchAll(/^✗ (\S+) .* {2}(\S+) \(/gm)].map(([, id, name]) => `${id} ${name}`)).toEqual(["network-subnet-outside-vpc by-dependency", "network-subnet-outside-vpc by-id"]);
  });

  test("knows what other stacks use from the snapshot that is named, or from the one that lies above", async ({ dir }) => {
    writeState(dir, [resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" })]);
    expect((await check(dir)).err).toBe(`! The estate snapshot was not found: there is no .trueup/estate.json in ${dir} or above: what other stacks use is not known. \`trueup snapshot\` writes it.\n`);
    const snapshot = { schema: "trueup/estate/v1", takenAt: "", stacks: [], missing: [{ stack: "old/dev", reason: "locked" }], names: [], blocks: [{ stack: "core/prod", urn: "urn:pulumi:prod::core::aws:ec2/vpc:Vpc::hub", type: "aws:ec2/vpc:Vpc", path: "cidrBlock", cidr: "10.0.0.0/8" }] };
    mkdirSync(join(dir, ".trueup"));
    writeFileSync(join(dir, ".trueup/estate.json"), JSON.stringify(snapshot));
    expect(await check(dir)).toMatchObject({ exitCode: 1, out: expect.stringContaining('10.0.0.0/16 overlaps 10.0.0.0/8 of "hub" (aws:ec2/vpc:Vpc) of stack core/prod'), err: "! What old/dev uses is not known: locked\n" });
    // Rules that look at nothing else ask for no snapshot.
    const kit = await createWire().loadPolicyKit();
    const alone = { loadPolicyKit: async () => ({ ...kit, policies: kit.policies.filter(({ needs }) => needs === undefined) }) };
    expect(await runCli(["policy", "check", "--state", "state.json"], { cwd: dir, wire: alone })).toMatchObject({ err: "" });
    expect(await check(dir, "--estate", "nowhere.json")).toMatchObject({ exitCode: 3, err: expect.stringContaining("nowhere.json (named by --estate) cannot be read: ENOENT") });
  });

  test("with a baseline tells only what is new", async ({ dir }) => {
    const open = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] });
    const group = (...ports: number[]) => writeState(dir, [resource("aws:ec2/securityGroup:SecurityGroup", "web", { ingress: ports.map(open) })]);
    group(22);
    writeFileSync(join(dir, "baseline.json"), (await check(dir, "--format", "json")).out);
    expect((await check(dir, "--baseline", "baseline.json")).exitCode).toBe(0);
    group(22, 3389);
    expect(await check(dir, "--baseline", "baseline.json")).toMatchObject({ exitCode: 1, out: expect.stringMatching(/^✗ network-no-public-ingress.*\n {2}ingress\[1\] opens RDP \(3389\)(?!.*SSH)/) });
    writeFileSync(join(dir, "baseline.json"), '{"schema":"trueup/policy/v1"}');
    expect(await check(dir, "--baseline", "baseline.json")).toMatchObject({ exitCode: 3, err: expect.stringContaining("--baseline baseline.json is not the result of a policy check: findings") });
  });

  test("takes its configuration from the trueup.yaml that is here, too", async ({ dir }) => {
    writeState(dir, [resource("aws:iam/policy:Policy", "p", { policy: GOD })]);
    mkdirSync(join(dir, "rules"));
    writeFileSync(join(dir, "rules/policy.yaml"), "rules: { iam-no-admin-policy: disabled }");
    writeFileSync(join(dir, "trueup.yaml"), "backends: { main: { url: file://state } }\nstacks: [{ include: ['*/*'] }]\npolicy: { config: rules/policy.yaml }\n");
    expect((await check(dir)).exitCode).toBe(0);
    expect((await check(dir, "--config", "trueup.yaml")).exitCode).toBe(0);
    writeFileSync(join(dir, "rules/policy.yaml"), "rules:\n  iam-no-admin-polcy: disabled\n");
    expect(await check(dir)).toMatchObject({ exitCode: 3, err: expect.stringContaining("line 2: rules.iam-no-admin-polcy is no rule; did you mean iam-no-admin-policy?") });
  });

  test.each<[string, string, string]>([
    ["a missing file", "", "--state state.json cannot be read (ENOENT)."],
    ["what is no JSON, without what stands there", '{\n "deployment": {\n  "password": "hunter2" "x"\n}}', "--state state.json is not JSON: line 3 cannot be read."],
    ["JSON that ends too early", '{\n "a": 1,\n', "--state state.json is not JSON: line 3 cannot be read."],
    ["JSON that is no export", "[]", "--state state.json is not a JSON object."],
    ["an export without resources' URNs", '{"deployment":{"resources":[{"type":"x"}]}}', "--state state.json is not a stack export: deployment.resources[0].urn is not of type string."],
    ["a checkpoint", '{"version":3,"checkpoint":{}}', "--state state.json is a backend's own checkpoint file, not a stack export."],
  ])("says of %s what is wrong, where, and what to do", async (_, text, message) => {
    const dir = mkdtempSync(join(tmpdir(), "trueup-state-"));
    if (text) writeFileSync(join(dir, "state.json"), text);
    const { exitCode, err } = await check(dir);
    rmSync(dir, { recursive: true });
    expect({ exitCode, err }).toEqual({ exitCode: 3, err: `error USAGE: ${message}\n→ Write it with \`pulumi stack export --stack NAME --file FILE\`.\n` });
  });

  test("names what is allowed where an option has another value", async ({ dir }) => {
    expect(await runCli(["policy", "check", "--state", "x", "--pack", "netwrok"], { cwd: dir })).toMatchObject({ exitCode: 3, err: expect.stringMatching(/--pack is "netwrok".*\n→ Did you mean network\? Allowed: all, naming, network, iam, limits\./) });
    expect(await runCli(["policy", "check"], { cwd: dir })).toMatchObject({ exitCode: 3, err: expect.stringContaining("--state") });
  });
});

describe("policy list and explain", () => {
  test("list every rule with its level, its severity and its clouds", async () => {
    const { out } = await runCli(["policy", "list"]);
    expect(out.trimEnd().split("\n")).toHaveLength(policies.length);
    expect(out).toMatch(/^network-cidr-overlap +mandatory +high +.* \(aws, azure-native, gcp, alicloud\)$/m);
    const json = JSON.parse((await runCli(["policy", "list", "--pack", "iam", "--format", "json"])).out) as { schema: string; policies: { id: string; pack: string }[] };
    expect(json).toMatchObject({ schema: "trueup/policies/v1", policies: expect.arrayContaining([expect.objectContaining({ id: "iam-no-admin-policy", pack: "iam", severity: "critical", enforcement: "mandatory" })]) });
    expect(json.policies.every(({ id }) => id.startsWith("iam-"))).toBe(true);
  });

  test.each(policies.map(({ id }) => id))("explain %s with why, fix, and what it says of examples", async id => {
    const { exitCode, out } = await runCli(["policy", "explain", id]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(new RegExp(`^${id} .*\n\n.*\n\nWhy {2}.*\n\nFix {2}`));
    expect(out).toMatch(/Is refused\n {2}✗ .*\n {4}.*\n {4}→ /);
  });

  test("explain says what was meant by a rule that there is not", async () => {
    expect(await runCli(["policy", "explain", "network-cidr-overlp"])).toMatchObject({ exitCode: 3, err: 'error USAGE: There is no rule "network-cidr-overlp".\n→ Did you mean network-cidr-overlap?\n' });
  });
});

describe("policy path", () => {
  test("names the folder of a built pack, beside the command or in dist/", ({ dir }) => {
    for (const root of [dir, join(dir, "dist")]) {
      const folder = join(root, "policypacks", "network");
      mkdirSync(folder, { recursive: true });
      for (const file of ["PulumiPolicy.yaml", "package.json", "index.js"]) writeFileSync(join(folder, file), "");
    }
    expect(packFolder("network", dir)).toBe(join(dir, "policypacks/network"));
    expect(packFolder("network", join(dir, "dist"))).toBe(join(dir, "dist/policypacks/network"));
  });

  test("says how to build a pack that is not built", ({ dir }) => {
    const refusal = expect.objectContaining<Partial<GuidedError>>({ code: "PACK_MISSING", message: expect.stringContaining("The policy pack iam is not built") as string, hint: expect.stringContaining("npm run build") as string });
    expect(() => packFolder("iam", dir)).toThrow(refusal);
  });
});

test("the sources of each pack say how the engine runs it", () => {
  for (const pack of ["all", "naming", "network", "iam", "limits"]) expect(readFileSync(`policypacks/${pack}/PulumiPolicy.yaml`, "utf8")).toMatch(/^description: ".*"\nruntime: nodejs\nmain: index\.js\n$/);
});

function check(dir: string, ...args: string[]): Promise<CliResult> {
  return runCli(["policy", "check", "--state", "state.json", ...args], { cwd: dir });
}

function writeState(dir: string, resources: object[]): void {
  writeFileSync(join(dir, "state.json"), JSON.stringify({ version: 3, deployment: { resources } }));
}

function resource(type: string, name: string, inputs: object) {
  return { urn: `urn:pulumi:dev::net::${type}::${name}`, type, inputs };
}
