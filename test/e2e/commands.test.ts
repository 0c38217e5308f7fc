import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { estateSnapshot } from "../../model/estate-snapshot.ts";
import { scanReport } from "../../model/scan-report.ts";
import { runCli, type CliResult } from "../cli/run-cli.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const CANARY = "canary-41c7e2aa";
const cloud: TestCloud = await startTestCloud();
const shop: InlineStack = await inlineStack({ project: "shop", stack: "prod", cloud, program: async () => program() });
const cwd = mkdtempSync(join(tmpdir(), "trueup-commands-"));
const said: string[] = [];

function program(): Record<string, unknown> {
  const network = new gcp.compute.Network("net", { autoCreateSubnetworks: false });
  new gcp.compute.Subnetwork("sub", { network: network.id, ipCidrRange: "10.7.0.0/24", region: "europe-west1" });
  new gcp.storage.Bucket("bucket", { location: "EU", labels: { team: "data" } });
  return { token: pulumi.secret(CANARY) };
}

beforeAll(async () => void (await shop.up()));
afterAll(async () => {
  await shop.dispose();
  await cloud.stop();
  rmSync(cwd, { recursive: true, force: true });
});

test("init writes a configuration that works once the identity is filled in", async () => {
  expect((await trueup("init")).exitCode).toBe(0);
  const draft = readFileSync(join(cwd, "trueup.yaml"), "utf8");
  const identity = 'identities:\n  google: { cloud: gcp, credentials: "ambient" }\n';
  writeFileSync(join(cwd, "trueup.yaml"), draft.replace(/identities:\n(#.*\n)+/, identity).replace("identities: []", "identities: [google]"));
  const { exitCode, out } = await trueup("doctor");
  expect(out).toMatch(/^✓ engine v3\./m);
  expect(out).toMatch(/^✓ backend main: 1 stack, read directly$/m);
  expect(out).toMatch(/^✓ states: 1 of 1 stack read, the secrets of 1 decrypted$/m);
  expect(out).toMatch(/^✓ plugins: 1 provider plugin installed \(gcp /m);
  expect(out).toMatch(/^✓ providers: an identity for each of 1 provider$/m);
  expect(exitCode).toBe(0);
});

test("snapshot writes what the states use, and asks no cloud", async () => {
  const before = cloud.files.calls().length;
  const { exitCode, out } = await trueup("snapshot");
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: expect.stringContaining("in use by 1 stack.") });
  const snapshot = estateSnapshot.parse(JSON.parse(readFileSync(join(cwd, ".trueup/estate.json"), "utf8")));
  expect(snapshot.blocks.map(({ stack, cidr }) => [stack, cidr])).toEqual([["shop/prod", "10.7.0.0/24"]]);
  expect(cloud.files.calls()).toHaveLength(before);
});

test("scan tells what changed, and report tells it again", async () => {
  expect((await trueup("scan")).exitCode).toBe(0);
  cloud.files.change(cloud.files.find({ name: "bucket" })[0]!, properties => void (properties["labels"] = { team: "someone-else" }));
  const scanned = await trueup("scan", "--format", "json");
  expect(scanned.exitCode).toBe(1);
  const told = await trueup("report", "--format", "json");
  expect(told).toMatchObject({ exitCode: 0, out: scanned.out });
  const [stack] = scanReport.parse(JSON.parse(told.out)).stacks;
  expect(stack?.resources.map(({ urn, verdict }) => [urn.split("::").at(-1), verdict])).toEqual([["bucket", "drifted"]]);
});

test("a wrong passphrase, and a backend that is gone, are named; doctor ends with 2", async () => {
  const config = readFileSync(join(cwd, "trueup.yaml"), "utf8");
  writeFileSync(join(cwd, "other.yaml"), config.replace("backends:\n", "backends:\n  gone: { url: file://./gone }\n"));
  const { exitCode, out } = await trueup("doctor", "-c", "other.yaml", { PULUMI_CONFIG_PASSPHRASE: "wrong" });
  expect(out).toMatch(/^✗ .*gone.*\n {2}→ /m);
  expect(out).toMatch(/^✗ .*passphrase.*shop\/prod.*\n {2}→ /im);
  expect(exitCode).toBe(2);
});

test("without an engine the error says how to get one", async () => {
  const { exitCode, err } = await trueup("scan", { PATH: "/nowhere" });
  expect(exitCode).toBe(2);
  expect(err).toMatch(/^error ENGINE_MISSING: .*\n→ .*install/m);
});

test("no secret is in anything that was printed or kept", () => {
  const kept = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  expect(kept.length).toBeGreaterThan(4);
  for (const text of [...said, ...kept]) expect(text).not.toContain(CANARY);
});

/** Runs one command line with the real engine against the test cloud; a last object is more environment. */
async function trueup(...words: (string | NodeJS.ProcessEnv)[]): Promise<CliResult> {
  const argv = words.filter(word => typeof word === "string");
  const env = Object.assign({}, shop.env, ...words.filter(word => typeof word === "object")) as NodeJS.ProcessEnv;
  // The real time: which scan is the last one is told by it.
  const result = await runCli(argv, { cwd, env, now: () => new Date() });
  said.push(result.out, result.err);
  return result;
}
