import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, expect, test } from "vitest";
import { type BuiltPacks, buildPacks } from "../policypacks/build-packs.ts";
import { inlineStack } from "../support/engine.ts";
import { startTestCloud } from "../support/test-cloud.ts";

const CANARY = "canary-77c1e02b9d";
const folder = mkdtempSync(join(tmpdir(), "trueup-remediation-"));
const config = join(folder, "policy.yaml");
const cloud = await startTestCloud({ aws: true });
const packs: BuiltPacks = await buildPacks();
const program = async () => void new aws.s3.BucketV2("data", { bucket: "Acme-Data", tags: { Owner: "data", Token: pulumi.secret(CANARY) } });
const stack = await inlineStack({ project: "shop", stack: "dev", cloud, env: { TRUEUP_POLICY_CONFIG: config }, program });

afterAll(async () => {
  await stack.dispose();
  packs.remove();
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a name that is only illegal by its case is refused, and put right where the configuration says remediate; what is secret stays so", async () => {
  writeFileSync(config, "rules: {}\n");
  const refused = await preview();
  expect(refused.output).toContain("naming-legal");
  expect(refused.errors.length).toBeGreaterThan(0);

  writeFileSync(config, "rules:\n  naming-legal: remediate\n");
  const remedied = await preview();
  expect(remedied.errors).toEqual([]);
  expect(remedied.changes.find(({ name }) => name === "data")?.newInputs["bucket"]).toBe("acme-data");
  expect(remedied.output).toContain("naming-legal");

  await stack.stack.up({ policyPacks: [packs.folder("naming")], color: "never" });
  const state = await stack.stack.exportStack();
  const bucket = (state.deployment as { resources: { urn: string; inputs: Record<string, unknown> }[] }).resources.find(({ urn }) => urn.endsWith("::data"))!;
  expect(bucket.inputs["bucket"]).toBe("acme-data");
  expect(JSON.stringify(bucket.inputs)).toContain('"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270"');
  expect(`${refused.output}${remedied.output}`).not.toContain(CANARY);
});

function preview() {
  return stack.preview({ policyPacks: [packs.folder("naming")] });
}
