import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect } from "vitest";
import { cloud as azureCloud } from "../../providers/clouds/azure-native/azure-native.ts";
import { cloud as gcpCloud } from "../../providers/clouds/gcp/gcp.ts";
import { startAzureFront } from "../cloud/fronts/azure.ts";
import { startGcpFront } from "../cloud/fronts/gcp.ts";
import { startProxy } from "../cloud/fronts/proxy.ts";
import { testInFolder as test } from "../scratch-folder.ts";

const [azure, google, proxy] = await Promise.all([startAzureFront(), startGcpFront(), startProxy()]);
const NAMES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

beforeAll(() => {
  for (const name of NAMES) process.env[name] = proxy.url;
});
afterAll(async () => {
  for (const name of NAMES) delete process.env[name];
  await Promise.all([azure.stop(), google.stop(), proxy.stop()]);
});

/** Where the proxy connected to meanwhile, and where nothing else went. */
async function through(front: { url: string; asked: string[] }, work: () => Promise<unknown>): Promise<void> {
  const [connections, questions] = [proxy.targets.length, front.asked.length];
  await work();
  const asked = front.asked.slice(questions);
  expect(asked.length).toBeGreaterThan(2);
  expect(proxy.targets.slice(connections)).toEqual(asked.map(() => new URL(front.url).host));
}

test("Azure is signed in to and asked through the proxy that everything goes through", async () => {
  const [subscriptionId, clientId, objectId] = [randomUUID(), randomUUID(), randomUUID()];
  azure.apps.set(clientId, { objectId, secret: "s" });
  azure.subscriptions.set(subscriptionId, new Map([[objectId, []]]));
  const settings = azureCloud.settings.parse({ credentials: "client-secret", subscriptionId, tenantId: azure.tenantId, clientId, clientSecret: { env: "S" }, authorityHost: azure.url, endpoint: azure.url });
  await through(azure, async () => (await azureCloud.open("azure", settings as never, { env: {}, secret: () => "s" })).confirm());
});

test("Google is asked for tokens and projects through the proxy that everything goes through", async ({ dir }) => {
  const serviceAccount = "reader@acme-prod.iam.gserviceaccount.com";
  google.impersonators.set(serviceAccount, new Set([google.federatedMember]));
  google.projects.set("acme-prod", { state: "ACTIVE", permissions: new Map([[`serviceAccount:${serviceAccount}`, []]]) });
  writeFileSync(`${dir}/subject`, google.subjectToken);
  const settings = gcpCloud.settings.parse({ credentials: "impersonation", serviceAccount, project: "acme-prod", source: { env: "S" }, endpoints: google.endpoints });
  await through(google, async () => (await gcpCloud.open("google", settings as never, { env: {}, secret: () => google.externalAccount(`${dir}/subject`) })).confirm());
});
