import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import azure from "@pulumi/azure-native";
import gcp from "@pulumi/gcp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloud as azureCloud } from "../../providers/clouds/azure-native/azure-native.ts";
import { cloud as gcpCloud } from "../../providers/clouds/gcp/gcp.ts";
import { openIdentities } from "../../providers/clouds/identities.ts";
import { resolveSecret } from "../../providers/secrets/resolve-secret.ts";
import { startAzureFront } from "../cloud/fronts/azure.ts";
import { startGcpFront } from "../cloud/fronts/gcp.ts";
import { inlineStack, type InlineStack } from "../support/engine.ts";
import { scanBackend, stackIn } from "../support/scan.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const [SUBSCRIPTION, DEPLOYER, READER, DEPLOYER_OBJECT, READER_OBJECT] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const [DEPLOY_SECRET, READ_SECRET] = ["canary-deploy-secret-77aa", "canary-reader-secret-88bb"];
const ACCOUNT = "trueup-reader@acme-prod.iam.gserviceaccount.com";

const directory = await startAzureFront();
const google = await startGcpFront();
const deployToken = google.tokenOf("serviceAccount:deployer@acme-prod.iam.gserviceaccount.com");
const cloud: TestCloud = await startTestCloud();
const home = mkdtempSync(join(tmpdir(), "trueup-identities-"));

directory.apps.set(DEPLOYER, { objectId: DEPLOYER_OBJECT, secret: DEPLOY_SECRET }).set(READER, { objectId: READER_OBJECT, secret: READ_SECRET });
directory.subscriptions.set(SUBSCRIPTION, new Map([[DEPLOYER_OBJECT, [{ actions: ["*"] }]], [READER_OBJECT, [{ actions: ["*/read"] }]]]));
google.impersonators.set(ACCOUNT, new Set([google.federatedMember]));
google.projects.set("acme-prod", { state: "ACTIVE", permissions: new Map([[`serviceAccount:${ACCOUNT}`, []]]) });
writeFileSync(join(home, "subject"), google.subjectToken);
writeFileSync(join(home, "credentials.json"), google.externalAccount(join(home, "subject")));

const fronts = { TEST_CLOUD_AZURE: directory.url, TEST_CLOUD_GOOGLE: google.url, NODE_EXTRA_CA_CERTS: directory.caFile };
const ofAzure = { subscriptionId: SUBSCRIPTION, tenantId: directory.tenantId, clientId: DEPLOYER, clientSecret: DEPLOY_SECRET };
const config = {
  ...Object.fromEntries(Object.entries({ ...ofAzure, location: "westeurope" }).map(([key, value]) => [`azure-native:${key}`, { value, secret: key === "clientSecret" }])),
  "gcp:project": { value: "acme-prod" },
  "gcp:accessToken": { value: deployToken, secret: true },
};
const stack: InlineStack = await inlineStack({ project: "shop", stack: "prod", cloud, env: fronts, config, program: async () => program() });

/** Default and explicit providers of both clouds; the state keeps the deployer's credentials of all four. */
function program(): void {
  const inAzure = new azure.Provider("explicit-azure", { ...ofAzure, location: "northeurope" });
  const inGoogle = new gcp.Provider("explicit-gcp", { project: "acme-prod", accessToken: deployToken });
  new azure.resources.ResourceGroup("default-group", {});
  new azure.resources.ResourceGroup("explicit-group", { tags: { owner: "shop" } }, { provider: inAzure });
  new gcp.storage.Bucket("default-bucket", { location: "EU" });
  new gcp.storage.Bucket("explicit-bucket", { location: "EU", labels: { owner: "shop" } }, { provider: inGoogle });
}

// The deployer is gone when the scans begin: what the state has of it opens nothing any more.
beforeAll(async () => {
  await stack.up();
  directory.apps.delete(DEPLOYER);
  google.revoke(deployToken);
});
afterAll(async () => {
  await stack.dispose();
  await Promise.all([cloud.stop(), directory.stop(), google.stop()]);
  rmSync(home, { recursive: true });
});

/** The surroundings of a scan hold credentials of somebody else, too. */
const STRAY = { ARM_CLIENT_SECRET: "canary-stray", ARM_CLIENT_CERTIFICATE_PATH: "/stray.pfx", ARM_USE_OIDC: "true", GOOGLE_CREDENTIALS: "{}", GOOGLE_IMPERSONATE_SERVICE_ACCOUNT: "stray@acme-prod.iam.gserviceaccount.com" };

function scan(names: string[], changes: { azure?: object; google?: object; reader?: "direct" | "engine" } = {}) {
  const settings = {
    azure: { cloud: "azure-native", ...azureCloud.settings.parse({ credentials: "client-secret", subscriptionId: SUBSCRIPTION, tenantId: directory.tenantId, clientId: READER, clientSecret: { env: "READ_SECRET" }, authorityHost: directory.url, endpoint: directory.url, ...changes.azure }) },
    google: { cloud: "gcp", ...gcpCloud.settings.parse({ credentials: "impersonation", serviceAccount: ACCOUNT, project: "acme-prod", source: { file: "credentials.json" }, endpoints: google.endpoints, ...changes.google }) },
  };
  const env = { READ_SECRET };
  const identities = openIdentities(settings, [azureCloud as never, gcpCloud as never], { env, secret: reference => resolveSecret(reference, { env, baseDir: home }) });
  return scanBackend({ backendUrl: stack.backendUrl, env: { ...stack.env, ...STRAY }, identityFor: identities.among(names), ...(changes.reader ? { reader: changes.reader } : {}) });
}

test.each(["direct", "engine"] as const)("read by the %s reader, the scan's identities replace what default and explicit providers have in state and in the surroundings, and are confirmed", async reader => {
  const before = cloud.files.calls().length;
  const { stack: report } = stackIn(await scan(["google", "azure"], { reader }), "shop/prod");
  expect(report).toMatchObject({ verdict: "in-sync", coverage: { evaluated: 4, total: 4 } });
  expect([...new Set(report.callers!.map(({ identity, caller, account, confirmed }) => JSON.stringify({ identity, caller, account, confirmed })))].sort()).toEqual([
    JSON.stringify({ identity: "azure", caller: `app ${READER} (object ${READER_OBJECT})`, account: SUBSCRIPTION, confirmed: true }),
    JSON.stringify({ identity: "google", caller: ACCOUNT, account: "acme-prod", confirmed: true }),
  ]);
  const calls = cloud.files.calls().slice(before);
  expect(calls.map(({ operation }) => operation)).toEqual(calls.map(() => "read"));
  expect(new Set(calls.filter(({ provider }) => provider === "azure-native").map(({ identity }) => identity))).toEqual(new Set([`client ${READER} in ${SUBSCRIPTION}`]));
});

test("what is changed and what is deleted is told of both clouds, without a word of any credential", async () => {
  for (const name of ["explicit-group", "explicit-bucket"]) {
    const record = cloud.files.find({ name })[0]!;
    cloud.files.change(record, properties => void (properties[name === "explicit-group" ? "tags" : "labels"] = { owner: "somebody" }));
  }
  cloud.files.remove(cloud.files.find({ name: "default-bucket" })[0]!);
  const report = await scan(["google", "azure"]);
  const { resources } = stackIn(report, "shop/prod");
  expect(Object.keys(resources).sort()).toEqual(["default-bucket", "explicit-bucket", "explicit-group"]);
  expect(resources["explicit-group"]!.paths[0]).toMatchObject({ path: "tags.owner", actual: "somebody" });
  expect(resources["explicit-bucket"]!.paths[0]).toMatchObject({ path: "labels.owner", actual: "somebody" });
  expect(resources["default-bucket"]).toMatchObject({ verdict: "drifted", kind: "deleted" });
  expect(JSON.stringify(report)).not.toMatch(/canary|ya29|eyJ/);
});

test("with the credentials that the state has, nothing could be read any more", async () => {
  const { stack: report } = stackIn(await scan(["google", "azure"], { azure: { credentials: "ambient" }, google: { credentials: "ambient" } }), "shop/prod");
  expect(report).toMatchObject({ verdict: "unknown", reason: "provider-failed", coverage: { evaluated: 0, total: 4 } });
});

test("a provider without an identity, or of another subscription or project, is unknown and says why; the other cloud is told", async () => {
  const { stack: report, resources } = stackIn(await scan(["google"]), "shop/prod");
  expect(report.coverage).toEqual({ evaluated: 2, total: 4 });
  expect(resources["explicit-group"]).toMatchObject({ verdict: "unknown", reason: "no-identity" });
  expect(resources["explicit-bucket"]).toMatchObject({ verdict: "drifted" });
  const other = randomUUID();
  const { resources: elsewhere } = stackIn(await scan(["google", "azure"], { azure: { subscriptionId: other }, google: { project: "acme-dev" } }), "shop/prod");
  expect(elsewhere["explicit-group"]).toMatchObject({ reason: "no-identity", message: expect.stringContaining(`azure: it is for subscription ${other}, the provider works in ${SUBSCRIPTION}`) });
  expect(elsewhere["explicit-bucket"]).toMatchObject({ reason: "no-identity", message: expect.stringContaining("google: it is for project acme-dev, the provider works in acme-prod") });
});

test("an identity that is refused, or is let into nothing, leaves its providers unknown: nothing that is gone is called deleted", async () => {
  google.impersonators.get(ACCOUNT)!.clear();
  directory.subscriptions.get(SUBSCRIPTION)!.delete(READER_OBJECT);
  const report = await scan(["google", "azure"]);
  const { stack: told, resources } = stackIn(report, "shop/prod");
  expect(told.coverage).toEqual({ evaluated: 0, total: 4 });
  expect(resources["default-bucket"]).toMatchObject({ verdict: "unknown", reason: "identity-refused", message: expect.stringContaining(ACCOUNT) });
  expect(resources["default-group"]).toMatchObject({ verdict: "unknown", reason: "identity-refused", message: expect.stringContaining(SUBSCRIPTION) });
  expect(JSON.stringify(report)).not.toMatch(/canary|ya29|eyJ/);
});
