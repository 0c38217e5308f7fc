import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { liveJudge } from "../../cli/policy/live-judge.ts";
import { createWire } from "../../cli/wire.ts";
import { judgeStack } from "../../drift/judge-stack.ts";
import { scanOutcome } from "../../drift/scan-outcome.ts";
import type { Json, JsonObject, Observation, ScanFinding, StackObservation, StackReport, StateResource } from "../../model/index.ts";
import { secretMark } from "../../model/secret.ts";
import { testInFolder as test } from "../scratch-folder.ts";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const VPC = "aws:ec2/vpc:Vpc";
const POLICY = "aws:iam/policy:Policy";
const PROVIDER = "urn:pulumi:prod::shop::pulumi:providers:aws::default";
const rule = (port: number, cidr: string) => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [cidr] });
const document = (Action: string) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

test("what came with a drift is told apart from what the recorded state has too, also at one resource", async ({ dir }) => {
  const ssh = rule(22, "0.0.0.0/0");
  const found = await judge(dir, [{ type: GROUP, name: "web", recorded: { ingress: [ssh] }, found: { inputs: { ingress: [ssh, rule(3389, "0.0.0.0/0")] } }, changed: ["ingress"] }]);
  expect(of("network-no-public-ingress", found)).toEqual([
    { name: "web", result: "violation", alsoInState: true, about: "ingress[0]" },
    { name: "web", result: "violation", alsoInState: false, about: "ingress[1]" },
  ]);
});

test("a violation that the cloud no longer has is not told", async ({ dir }) => {
  expect(of("network-no-public-ingress", await judge(dir, [{ type: GROUP, name: "web", recorded: { ingress: [rule(22, "0.0.0.0/0")] }, found: { inputs: { ingress: [] } }, changed: ["ingress"] }]))).toEqual([]);
});

test("what was added where the program says nothing is seen in the outputs, if it is drift; other outputs are not judged", async ({ dir }) => {
  const outputs = { ingress: [rule(22, "0.0.0.0/0")] };
  expect(of("network-no-public-ingress", await judge(dir, [{ type: GROUP, name: "web", recorded: {}, found: { inputs: {}, outputs }, changed: ["ingress"] }]))).toMatchObject([{ name: "web", alsoInState: false }]);
  expect(of("network-no-public-ingress", await judge(dir, [{ type: GROUP, name: "web", recorded: {}, found: { inputs: {}, outputs }, changed: [] }]))).toEqual([]);
});

test("an item that the provider's inputs leave out, because it was no input before, is judged", async ({ dir }) => {
  const https = rule(443, "10.0.0.0/8");
  const found = await judge(dir, [{ type: GROUP, name: "web", recorded: { ingress: [https] }, found: { inputs: { ingress: [https] }, outputs: { ingress: [https, rule(22, "0.0.0.0/0")] } }, changed: ["ingress[1]"] }]);
  expect(of("network-no-public-ingress", found)).toMatchObject([{ name: "web", alsoInState: false, about: "ingress[1]" }]);
});

test("of a provider that returns no inputs, the outputs of the same names are judged", async ({ dir }) => {
  expect(of("iam-no-admin-policy", await judge(dir, [{ type: POLICY, name: "ci", recorded: { policy: document("s3:GetObject") }, found: { outputs: { policy: document("*"), arn: "arn" } }, changed: ["policy"] }]))).toMatchObject([{ name: "ci", result: "violation", alsoInState: false }]);
});

test("what is gone is judged no more, and of what could not be read nothing is said, though others are compared with it", async ({ dir }) => {
  const found = await judge(dir, [
    { type: VPC, name: "a-unread", recorded: { cidrBlock: "10.0.0.0/14" }, outcome: "unanswered" },
    { type: VPC, name: "main", recorded: { cidrBlock: "10.9.0.0/16" }, found: { inputs: { cidrBlock: "10.1.0.0/16" } }, changed: ["cidrBlock"] },
    { type: POLICY, name: "unread", recorded: { policy: document("*") }, outcome: "unanswered" },
    { type: POLICY, name: "deleted", recorded: { policy: document("*") }, outcome: "gone" },
  ]);
  expect(of("network-cidr-overlap", found)).toMatchObject([{ name: "main", alsoInState: false }]);
  expect(of("iam-no-admin-policy", found)).toEqual([]);
});

test("other stacks are known from the last snapshot", async ({ dir }) => {
  mkdirSync(join(dir, ".trueup"));
  const hub = { stack: "core/prod", urn: `urn:pulumi:prod::core::${VPC}::hub`, type: VPC, path: "cidrBlock", cidr: "10.0.0.0/14" };
  writeFileSync(join(dir, ".trueup/estate.json"), JSON.stringify({ schema: "trueup/estate/v1", takenAt: "", stacks: ["core/prod"], missing: [], blocks: [hub], names: [], resources: [] }));
  expect(of("network-cidr-overlap", await judge(dir, [{ type: VPC, name: "main", recorded: { cidrBlock: "10.1.0.0/16" }, found: { inputs: { cidrBlock: "10.1.0.0/16" } } }]))).toMatchObject([{ name: "main", alsoInState: true }]);
});

test("versions of a bucket that were suspended are told though the program ignores the change", async ({ dir }) => {
  const status = (word: string) => ({ bucket: "b", versioningConfiguration: { status: word } });
  const found = await judge(dir, [{ type: "aws:s3/bucketVersioning:BucketVersioning", name: "versions", recorded: status("Enabled"), found: { inputs: status("Suspended") }, changed: ["versioningConfiguration.status"], ignoreChanges: ["versioningConfiguration"] }]);
  expect(of("limits-bucket-versions", found)).toMatchObject([{ name: "versions", result: "violation", alsoInState: false }]);
});

test("a secret that only its fingerprint is known of cannot be judged, and neither value nor fingerprint is told", async ({ dir }) => {
  const found = await judge(dir, [{ type: POLICY, name: "hidden", recorded: { policy: secretMark("canary-before") }, found: { inputs: { policy: secretMark("canary-after") } }, changed: ["policy"] }]);
  expect(of("iam-no-admin-policy", found)).toMatchObject([{ name: "hidden", result: "undecided", alsoInState: true }]);
  expect(JSON.stringify(found)).not.toContain("canary");
});

test("a mandatory violation makes a scan without drift unclean; advice, and what could not be judged, does not", () => {
  const stack = (...findings: Partial<ScanFinding>[]): StackReport => ({ stack: "shop/prod", verdict: "in-sync", coverage: { evaluated: 1, total: 1 }, resources: [], findings: findings as ScanFinding[] });
  const outcome = (...findings: Partial<ScanFinding>[]) => scanOutcome({ schema: "trueup/scan/v1", scan: { id: "", startedAt: "", finishedAt: "", trueup: "" }, coverage: { evaluated: 1, total: 1 }, stacks: [stack(...findings)] });
  expect(outcome({ result: "violation", enforcement: "mandatory" })).toBe("violations");
  expect(outcome({ result: "violation", enforcement: "remediate" })).toBe("violations");
  expect(outcome({ result: "violation", enforcement: "advisory" }, { result: "undecided", enforcement: "mandatory" }, { result: "exempt", enforcement: "mandatory" })).toBe("clean");
});

interface Case {
  type: string;
  name: string;
  recorded: JsonObject;
  outcome?: "gone" | "unanswered";
  found?: { inputs?: JsonObject; outputs?: JsonObject };
  /** Property paths that the provider's Diff names. */
  changed?: string[];
  ignoreChanges?: string[];
}

/** What the policies say after a scan of one stack with these resources. */
async function judge(baseDir: string, cases: readonly Case[]): Promise<ScanFinding[]> {
  const state = { ref: { project: "shop", stack: "prod", backend: "main" }, revision: "1", resources: cases.map(resourceOf) };
  const observation: StackObservation = { stack: state.ref, observations: cases.map(observationOf), callers: [{ provider: PROVIDER, identity: "reader", confirmed: true }], durationMs: 1 };
  const config = { policy: { onScan: true }, store: ".trueup" };
  const live = await liveJudge({ config: config as never, baseDir }, await createWire().loadPolicyKit(), new Date("2026-01-02"));
  return live({ state, observation, report: judgeStack(state, observation, 1) });
}

function resourceOf({ type, name, recorded }: Case): StateResource {
  return { urn: urnOf(type, name), type, id: name, custom: true, external: false, pendingDelete: false, provider: `${PROVIDER}::1`, protect: false, inputs: recorded, outputs: recorded, ignoreChanges: [], additionalSecretOutputs: [] };
}

function observationOf({ type, name, recorded, outcome, found, changed = [], ignoreChanges = [] }: Case): Observation {
  const common = { urn: urnOf(type, name), type, provider: PROVIDER, external: false, recorded: { inputs: recorded as Json, outputs: recorded as Json }, ignoreChanges, durationMs: 1 };
  if (outcome === "gone") return { ...common, outcome: { kind: "gone" } };
  if (outcome === "unanswered") return { ...common, outcome: { kind: "unanswered", reason: "refused", message: "no" } };
  return { ...common, outcome: { kind: "read" }, found: { ...(found?.inputs ? { inputs: found.inputs } : {}), outputs: found?.outputs ?? found?.inputs ?? {} }, diff: { changes: changed.length > 0 ? "some" : "none", paths: changed } };
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:prod::shop::${type}::${name}`;
}

function of(policy: string, findings: readonly ScanFinding[]) {
  return findings.filter(finding => finding.policy === policy).map(({ urn, result, alsoInState, message }) => ({ name: urn.split("::").at(-1), result, alsoInState, about: /^[\w[\]]+/.exec(message)?.[0] }));
}
