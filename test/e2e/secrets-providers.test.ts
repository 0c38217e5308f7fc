import gcp from "@pulumi/gcp";
import pulumi from "@pulumi/pulumi";
import { afterAll, expect, test } from "vitest";
import { startMoto } from "../cloud/start-moto.ts";
import { checkSecrets } from "../../providers/engines/pulumi/check-secrets.ts";
import { reasonOf } from "../../providers/engines/pulumi/reason-of.ts";
import type { GuidedError } from "../../model/index.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { scanBackend } from "../support/scan.ts";
import { startVault } from "../support/state-servers/vault.ts";
import { startTestCloud } from "../support/test-cloud.ts";

const CANARY = "canary-77a0e1";
const cloud = await startTestCloud();
afterAll(() => cloud.stop());

test("secrets under a key of AWS KMS need no passphrase, and are locked where the key service is out of reach", async () => {
  const moto = await startMoto();
  const env = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL: moto.endpoint };
  let stack: InlineStack | undefined;
  try {
    const key = await createKey(moto.endpoint);
    stack = await deploy(`awskms:///${key}?region=eu-central-1&endpoint=${encodeURIComponent(moto.endpoint)}`, env);
    await expectReadable(stack);
    await moto.stop();
    await expectLocked(stack);
  } finally {
    await stack?.dispose();
    await moto.stop();
  }
});

test("secrets under a key of Vault are locked while it is sealed or refuses, and its token is not told", async () => {
  const vault = await startVault();
  let stack: InlineStack | undefined;
  try {
    stack = await deploy("hashivault://states", { VAULT_SERVER_URL: vault.url, VAULT_SERVER_TOKEN: vault.token });
    await expectReadable(stack);
    vault.isSealed = true;
    expect((await expectLocked(stack)).message).toContain("sealed");
    vault.isSealed = false;
    vault.token = "another-token-canary";
    expect((await expectLocked(stack)).message).toContain("permission denied");
  } finally {
    await stack?.dispose();
    await vault.stop();
  }
});

async function deploy(secretsProvider: string, env: NodeJS.ProcessEnv): Promise<InlineStack> {
  const program = async (): Promise<void> => void new gcp.compute.Network("net", { autoCreateSubnetworks: false, description: pulumi.secret(CANARY) });
  const stack = await inlineStack({ project: "keyed", stack: "prod", cloud, env, secretsProvider, program });
  // What a passphrase is for, it is not for here.
  stack.env["PULUMI_CONFIG_PASSPHRASE"] = "not the one";
  await stack.up();
  return stack;
}

async function expectReadable(stack: InlineStack): Promise<void> {
  await checkSecrets(KEYED, stack.env);
  const report = await scanBackend({ backendUrl: stack.backendUrl, env: stack.env, passphrase: "not the one" });
  expect(report.stacks.map(({ stack: name, verdict, message = "" }) => [name, verdict, message])).toEqual([["keyed/prod", "in-sync", ""]]);
  expect(JSON.stringify(report)).not.toContain(CANARY);
}

const KEYED = { project: "keyed", stack: "prod", backend: "main" };

async function expectLocked(stack: InlineStack): Promise<GuidedError> {
  const error = await checkSecrets(KEYED, stack.env).then(() => undefined, (reason: GuidedError) => reason);
  expect(error).toMatchObject({ code: "PASSPHRASE_WRONG", hint: expect.stringContaining("Secrets of stacks") });
  expect(reasonOf(error!)).toBe("secrets-locked");
  expect(error!.message).not.toContain("canary");
  return error!;
}

async function createKey(endpoint: string): Promise<string> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "TrentService.CreateKey", authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/kms/aws4_request, SignedHeaders=host, Signature=0" },
    body: "{}",
  });
  return ((await answer.json()) as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId;
}
