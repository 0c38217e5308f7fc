import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { GuidedError, type CloudContext, type SecretReference } from "../../../model/index.ts";
import { cloud } from "../../../providers/clouds/azure-native/azure-native.ts";
import type { AzureSettings } from "../../../providers/clouds/azure-native/settings.ts";
import { resolveSecret } from "../../../providers/secrets/resolve-secret.ts";
import { startAzureFront, type AzureFront } from "../../cloud/fronts/azure.ts";
import { jsonWebToken } from "../../cloud/fronts/front.ts";
import { testInFolder } from "../../scratch-folder.ts";

const SECRET = "canary-client-secret-5f1c~7788";
const [SUBSCRIPTION, OTHER, CLIENT, OBJECT] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const azure: AzureFront = await startAzureFront();

afterAll(() => azure.stop());
beforeEach(() => {
  azure.apps.clear();
  azure.apps.set(CLIENT, { objectId: OBJECT, secret: SECRET, federated: { issuer: "https://issuer.example", subject: "system:serviceaccount:trueup:reader" } });
  azure.subscriptions.clear();
  azure.subscriptions.set(SUBSCRIPTION, new Map([[OBJECT, [{ actions: ["*/read"] }]]]));
});
afterEach(() => {
  delete azure.faults.hang;
  delete azure.faults.throttle;
});

function open(changes: object, env: NodeJS.ProcessEnv = {}) {
  const settings = cloud.settings.parse({ credentials: "client-secret", subscriptionId: SUBSCRIPTION, tenantId: azure.tenantId, clientId: CLIENT, authorityHost: azure.url, endpoint: azure.url, timeoutSeconds: 20, ...changes }) as AzureSettings;
  const all = { AZURE_SECRET: SECRET, ...env };
  const context: CloudContext = { env: all, secret: (reference: SecretReference) => resolveSecret(reference, { env: all, baseDir: "/" }) };
  return cloud.open("azure", settings, context);
}

const withSecret = { clientSecret: { env: "AZURE_SECRET" } };

/** What was thrown; its every visible part must be free of secrets and tokens. */
async function refusal(opening: Promise<unknown>): Promise<GuidedError> {
  const error = await opening.then(
    () => Promise.reject(new Error("nothing was refused")),
    (thrown: GuidedError) => thrown,
  );
  expect(error).toBeInstanceOf(GuidedError);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/canary|eyJ/);
  return error;
}

test("an app with a secret is confirmed by its subscription, and the provider gets what signs it in", async () => {
  const session = await open(withSecret);
  expect(session.expectedAccount).toBe(SUBSCRIPTION);
  expect(await session.confirm()).toEqual({ caller: `app ${CLIENT} (object ${OBJECT})`, account: SUBSCRIPTION });
  expect(session.impose({ clientSecret: "stale", useMsi: "true", location: "westeurope" }).config).toEqual({ location: "westeurope", tenantId: azure.tenantId, clientId: CLIENT, clientSecret: SECRET });
  expect(session.key).not.toContain("canary");
  expect([session.expiresAt, session.renew]).toEqual([undefined, undefined]);
});

test("the caller is asked for at every confirmation, so a role that was taken away in between is noticed", async () => {
  const session = await open(withSecret);
  await session.confirm();
  azure.subscriptions.get(SUBSCRIPTION)!.delete(OBJECT);
  const { code, hint } = await refusal(session.confirm());
  expect(code).toBe("IDENTITY_REFUSED");
  expect(hint).toBe(`az role assignment create --assignee-object-id ${OBJECT} --assignee-principal-type ServicePrincipal --role Reader --scope /subscriptions/${SUBSCRIPTION}`);
});

test("a wrong secret is refused with what to do, and never repeated though the server repeats it", async () => {
  const { code, message, hint } = await refusal(open({ clientSecret: { env: "WRONG" } }, { WRONG: "canary-wrong-secret" }));
  expect(code).toBe("IDENTITY_REFUSED");
  expect(message).toContain("AADSTS7000215");
  expect(hint).toContain(`az ad app credential reset --id ${CLIENT}`);
});

test("a subscription that the directory does not know is the wrong account", async () => {
  const session = await open({ ...withSecret, subscriptionId: OTHER });
  const { code, message } = await refusal(session.confirm());
  expect(code).toBe("WRONG_ACCOUNT");
  expect(message).toContain(OTHER);
});

test("another directory, and an app that is not in it, are named", async () => {
  expect(await refusal(open({ ...withSecret, tenantId: OTHER }))).toMatchObject({ code: "IDENTITY_REFUSED", hint: expect.stringContaining("tenantId") });
  expect(await refusal(open({ ...withSecret, clientId: OTHER }))).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining("AADSTS700016") });
});

test("a federated token that is nowhere, and whose it would be, is said without asking anybody", async () => {
  const before = azure.asked.length;
  expect((await refusal(open({ credentials: "workload-identity" }))).message).toContain("there is no federated token");
  expect((await refusal(open({ credentials: "workload-identity", clientId: undefined }))).hint).toContain("identities.azure.clientId");
  expect(azure.asked.length).toBe(before);
});

testInFolder("on AKS the federated token is read anew at every renewal, and the session ends when the token does", async ({ dir }) => {
  const file = `${dir}/token`;
  const give = (seconds: number) => writeFileSync(file, `${jsonWebToken({ iss: "https://issuer.example", sub: "system:serviceaccount:trueup:reader", exp: Math.floor(Date.now() / 1000) + seconds })}\n`);
  give(600);
  const session = await open({ credentials: "workload-identity", tenantId: undefined, clientId: undefined }, { AZURE_FEDERATED_TOKEN_FILE: file, AZURE_TENANT_ID: azure.tenantId, AZURE_CLIENT_ID: CLIENT });
  expect((await session.confirm())!.account).toBe(SUBSCRIPTION);
  const { config } = session.impose({ clientSecret: "stale" });
  expect(config).toEqual({ useOidc: "true", oidcToken: expect.stringMatching(/^eyJ/), tenantId: azure.tenantId, clientId: CLIENT });
  expect(session.expiresAt!.getTime()).toBeLessThan(Date.now() + 601_000);
  give(3600);
  const [renewed, again] = await Promise.all([session.renew!(), session.renew!()]);
  expect(renewed.expiresAt!.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  expect(renewed.key).not.toBe(session.key);
  expect(again.key).toBe(renewed.key);
  give(-5);
  expect(await refusal(renewed.renew!().then(ended => ended.confirm()))).toMatchObject({ message: expect.stringContaining("AADSTS700024") });
});

test("a federated token that no credential of the app fits is refused with the credential to add", async () => {
  const token = jsonWebToken({ iss: "https://issuer.example", sub: "somebody:else", exp: Math.floor(Date.now() / 1000) + 600 });
  const { message, hint } = await refusal(open({ credentials: "workload-identity", token: { env: "TOKEN" } }, { TOKEN: token }));
  expect(message).toContain("AADSTS700213");
  expect(hint).toContain(`az ad app federated-credential create --id ${CLIENT}`);
  expect(hint).toContain('"subject":"somebody:else"');
});

test("in GitHub Actions the provider asks for its tokens by itself, so the session does not end", async () => {
  azure.apps.get(CLIENT)!.federated = { issuer: azure.gitHub.issuer, subject: azure.gitHub.subject };
  const session = await open({ credentials: "workload-identity" }, azure.gitHub.env);
  expect((await session.confirm())!.caller).toContain(OBJECT);
  const { config, env } = session.impose({});
  expect(config).toMatchObject({ useOidc: "true", oidcRequestUrl: azure.gitHub.env["ACTIONS_ID_TOKEN_REQUEST_URL"], oidcRequestToken: azure.gitHub.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] });
  expect(env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]).toBe("");
  expect(session.expiresAt).toBeUndefined();
  expect(await refusal(open({ credentials: "workload-identity" }, { ...azure.gitHub.env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "canary-no" }))).toMatchObject({ hint: expect.stringContaining("id-token: write") });
});

test("a machine's managed identity signs in without any secret", async () => {
  azure.subscriptions.get(SUBSCRIPTION)!.set(azure.machine.objectId, [{ actions: ["*/read"] }]);
  Object.assign(process.env, azure.machine.env);
  try {
    const session = await open({ credentials: "managed-identity", clientId: azure.machine.clientId, tenantId: undefined });
    expect((await session.confirm())!.caller).toContain(azure.machine.objectId);
    expect(session.impose({ clientSecret: "stale" }).config).toEqual({ useMsi: "true", clientId: azure.machine.clientId, tenantId: azure.tenantId });
    expect(await refusal(open({ credentials: "managed-identity", clientId: OTHER }))).toMatchObject({ code: "IDENTITY_REFUSED", hint: expect.stringContaining("az vm identity assign") });
  } finally {
    for (const name of Object.keys(azure.machine.env)) delete process.env[name];
  }
});

test("each subscription that a provider works in is confirmed by itself", async () => {
  const session = await open({ ...withSecret, subscriptions: [OTHER] });
  const provider = { urn: "urn", package: "azure-native", config: { subscriptionId: SUBSCRIPTION }, recorded: [{ id: `/subscriptions/${OTHER}/resourceGroups/shared` }] };
  expect(await refusal(session.at!(provider).confirm())).toMatchObject({ message: expect.stringContaining(OTHER) });
  azure.subscriptions.set(OTHER, new Map([[OBJECT, []]]));
  expect(await session.at!(provider).confirm()).toMatchObject({ account: SUBSCRIPTION });
  const elsewhere = session.at!({ ...provider, config: { subscriptionId: OTHER } });
  expect([elsewhere.expectedAccount, (await elsewhere.confirm())!.account, elsewhere.key]).toEqual([OTHER, OTHER, session.key]);
});

test("being throttled is waited for; never being answered ends at the deadline", async () => {
  azure.faults.throttle = { path: /^\/subscriptions/, times: 2 };
  const session = await open({ ...withSecret, timeoutSeconds: 20 });
  expect((await session.confirm())!.account).toBe(SUBSCRIPTION);
  const impatient = await open({ ...withSecret, timeoutSeconds: 1 });
  azure.faults.hang = /^\/subscriptions/;
  expect(await refusal(impatient.confirm())).toMatchObject({ code: "TIMED_OUT", message: expect.stringContaining(azure.url) });
  azure.faults.hang = /token$/;
  expect((await refusal(open({ ...withSecret, timeoutSeconds: 1 }))).code).toBe("TIMED_OUT");
});

test("where nobody answers at all, that is what is said", async () => {
  const nobody = "https://127.0.0.1:9";
  expect((await refusal(open({ ...withSecret, authorityHost: nobody }))).code).toBe("CLOUD_UNREACHABLE");
  expect((await refusal(open({ ...withSecret, endpoint: nobody }).then(session => session.confirm()))).code).toBe("CLOUD_UNREACHABLE");
});

test("a Reader is proven to read only; who may more is told with what and how to end it, page by page", async () => {
  const session = await open(withSecret);
  expect(await session.proveReadOnly!()).toEqual({ state: "proven", how: `Microsoft.Authorization/permissions of /subscriptions/${SUBSCRIPTION}` });
  azure.subscriptions.get(SUBSCRIPTION)!.set(OBJECT, [{ actions: ["*/read"] }, { actions: ["Microsoft.Network/*"] }]);
  expect(await session.proveReadOnly!()).toMatchObject({ state: "writes", permissions: ["Microsoft.Network/*"], fix: expect.stringContaining("--role Reader --scope") });
  azure.subscriptions.get(SUBSCRIPTION)!.delete(OBJECT);
  expect(await session.proveReadOnly!()).toMatchObject({ state: "untold", fix: expect.stringContaining("az role assignment create") });
});

test("ambient credentials are left alone, and nobody is confirmed by them", async () => {
  const session = await open({ credentials: "ambient", subscriptionId: undefined });
  expect(await session.confirm()).toBeUndefined();
  expect(session.impose({ clientSecret: "theirs" })).toEqual({ config: { clientSecret: "theirs" }, env: {} });
});
