import { writeFileSync } from "node:fs";
import { inspect } from "node:util";
import { afterAll, beforeEach, expect } from "vitest";
import { GuidedError, type CloudContext, type SecretReference } from "../../../model/index.ts";
import { cloud } from "../../../providers/clouds/gcp/gcp.ts";
import type { GcpSettings } from "../../../providers/clouds/gcp/settings.ts";
import { resolveSecret } from "../../../providers/secrets/resolve-secret.ts";
import { startGcpFront, type GcpFront } from "../../cloud/fronts/gcp.ts";
import { testInFolder as test } from "../../scratch-folder.ts";

const READER = "trueup-reader@acme-prod.iam.gserviceaccount.com";
const google: GcpFront = await startGcpFront();

afterAll(() => google.stop());
beforeEach(() => {
  google.impersonators.clear();
  google.impersonators.set(READER, new Set([google.federatedMember]));
  google.projects.clear();
  google.projects.set("acme-prod", { state: "ACTIVE", permissions: new Map([[`serviceAccount:${READER}`, []]]) });
  google.tokenSeconds = 3600;
  delete google.faults.hang;
  delete google.faults.throttle;
});

/** Opens it from workload identity federation, whose token is in the folder. */
function open(dir: string, changes: object = {}, { subject = google.subjectToken, impersonates }: { subject?: string; impersonates?: string } = {}) {
  writeFileSync(`${dir}/subject`, subject);
  writeFileSync(`${dir}/credentials.json`, google.externalAccount(`${dir}/subject`, impersonates));
  const settings = cloud.settings.parse({ credentials: "impersonation", serviceAccount: READER, project: "acme-prod", source: { file: `${dir}/credentials.json` }, endpoints: google.endpoints, timeoutSeconds: 20, ...changes }) as GcpSettings;
  const env = { GOOGLE_APPLICATION_CREDENTIALS: `${dir}/credentials.json` };
  const context: CloudContext = { env, secret: (reference: SecretReference) => resolveSecret(reference, { env, baseDir: dir }) };
  return cloud.open("google", settings, context);
}

/** What was thrown; its every visible part must be free of tokens. */
async function refusal(opening: Promise<unknown>): Promise<GuidedError> {
  const error = await opening.then(
    () => Promise.reject(new Error("nothing was refused")),
    (thrown: GuidedError) => thrown,
  );
  expect(error).toBeInstanceOf(GuidedError);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/ya29|canary|subject-/);
  return error;
}

test("a service account is impersonated with scopes that only read, and Google says whose the token is", async ({ dir }) => {
  const session = await open(dir);
  expect(await session.confirm()).toEqual({ caller: READER, account: "acme-prod" });
  expect(session.expectedAccount).toBe("acme-prod");
  const { config } = session.impose({ credentials: "stale", project: "acme-prod" });
  expect(config).toEqual({ project: "acme-prod", accessToken: expect.stringMatching(/^ya29/) });
  const { member, scopes } = google.ownerOf(config["accessToken"] as string)!;
  expect(member).toBe(`serviceAccount:${READER}`);
  expect(scopes).toContain("https://www.googleapis.com/auth/cloud-platform.read-only");
  expect(scopes).not.toContain("https://www.googleapis.com/auth/cloud-platform");
  expect(session.key).not.toContain("ya29");
});

test("the application default credentials of the process impersonate where no source is named", async ({ dir }) => {
  const session = await open(dir, { source: undefined });
  expect((await session.confirm())!.caller).toBe(READER);
});

test("credentials that impersonate the account by themselves give no token that may do more", async ({ dir }) => {
  const session = await open(dir, {}, { impersonates: READER });
  expect((await session.confirm())!.caller).toBe(READER);
  expect(google.ownerOf(session.impose({}).config["accessToken"] as string)!.scopes).not.toContain("https://www.googleapis.com/auth/cloud-platform");
});

test("who may not impersonate is refused with the binding to add", async ({ dir }) => {
  google.impersonators.get(READER)!.clear();
  const { code, message, hint } = await refusal(open(dir));
  expect(code).toBe("IDENTITY_REFUSED");
  expect(message).toContain(`could not impersonate ${READER}: HTTP 403 PERMISSION_DENIED`);
  expect(hint).toBe(`gcloud iam service-accounts add-iam-policy-binding ${READER} --member='${google.federatedMember}' --role=roles/iam.workloadIdentityUser`);
});

test("a service account that is not there, credentials that are none, and a federated token that is refused are told apart", async ({ dir }) => {
  expect(await refusal(open(dir, { serviceAccount: "nobody@acme-prod.iam.gserviceaccount.com" }))).toMatchObject({ hint: expect.stringContaining("gcloud iam service-accounts create nobody") });
  expect(await refusal(open(dir, {}, { subject: "canary-subject" }))).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining("invalid_grant") });
  writeFileSync(`${dir}/not-json`, "canary-key");
  expect(await refusal(open(dir, { source: { file: `${dir}/not-json` } }))).toMatchObject({ message: expect.stringContaining("`source` holds no credentials of Google") });
});

test("a project is asked for at every confirmation: refused, being deleted, or not there, nothing is believed", async ({ dir }) => {
  const session = await open(dir);
  const project = google.projects.get("acme-prod")!;
  project.state = "DELETE_REQUESTED";
  expect((await refusal(session.confirm())).code).toBe("WRONG_ACCOUNT");
  project.permissions.clear();
  expect(await refusal(session.confirm())).toMatchObject({ code: "IDENTITY_REFUSED", hint: expect.stringContaining(`gcloud projects add-iam-policy-binding acme-prod --member=serviceAccount:${READER} --role=roles/viewer`) });
});

test("each project that a provider works in is confirmed by itself", async ({ dir }) => {
  const session = await open(dir, { projects: ["acme-*"] });
  const provider = { urn: "urn", package: "gcp", config: { project: "acme-prod" }, recorded: [{ project: "acme-shared" }] };
  expect(await refusal(session.at!(provider).confirm())).toMatchObject({ message: expect.stringContaining("acme-shared") });
  google.projects.set("acme-shared", { state: "ACTIVE", permissions: new Map([[`serviceAccount:${READER}`, []]]) });
  expect(await session.at!(provider).confirm()).toEqual({ caller: READER, account: "acme-prod" });
  const elsewhere = session.at!({ ...provider, config: { project: "acme-shared" } });
  expect([elsewhere.expectedAccount, elsewhere.key]).toEqual(["acme-shared", session.key]);
});

test("a token ends, and all who need a new one share it, each in its own project", async ({ dir }) => {
  google.tokenSeconds = 2;
  const session = await open(dir, { projects: ["acme-*"] });
  expect(session.expiresAt!.getTime()).toBeLessThanOrEqual(Date.now() + 2000);
  await new Promise(ended => setTimeout(ended, session.expiresAt!.getTime() - Date.now() + 50));
  expect(await refusal(session.confirm())).toMatchObject({ code: "IDENTITY_REFUSED", message: expect.stringContaining("invalid_token") });
  google.tokenSeconds = 3600;
  const before = google.asked.length;
  const there = session.at!({ urn: "urn", package: "gcp", config: { project: "acme-dev" }, recorded: [] });
  const [renewed, renewedThere] = await Promise.all([session.renew!(), there.renew!()]);
  expect(google.asked.slice(before).filter(asked => asked.endsWith(":generateAccessToken"))).toHaveLength(1);
  expect(renewed.key).not.toBe(session.key);
  expect(renewedThere).toMatchObject({ key: renewed.key, expectedAccount: "acme-dev" });
  expect((await renewed.confirm())!.caller).toBe(READER);
});

test("being throttled is waited for; never being answered ends at the deadline", async ({ dir }) => {
  google.faults.throttle = { path: /^\/v3\/projects/, times: 2 };
  expect((await (await open(dir)).confirm())!.account).toBe("acme-prod");
  const session = await open(dir, { timeoutSeconds: 1 });
  for (const hang of [/^\/v3\/projects/, /^\/tokeninfo/]) {
    google.faults.hang = hang;
    expect((await refusal(session.confirm())).code).toBe("TIMED_OUT");
  }
  for (const hang of [/^\/sts/, /generateAccessToken/]) {
    google.faults.hang = hang;
    expect((await refusal(open(dir, { timeoutSeconds: 1 }))).code).toBe("TIMED_OUT");
  }
});

test("an account without a permission that writes is proven to read only; one with them is told which and how to end it", async ({ dir }) => {
  const session = await open(dir, { scopes: ["https://www.googleapis.com/auth/cloud-platform"] });
  expect(await session.proveReadOnly!()).toMatchObject({ state: "proven", how: expect.stringContaining("testIamPermissions of acme-prod") });
  google.projects.get("acme-prod")!.permissions.set(`serviceAccount:${READER}`, ["compute.instances.delete", "compute.instances.get"]);
  const told = { permissions: ["compute.instances.delete"], fix: expect.stringContaining("gcloud projects remove-iam-policy-binding acme-prod") };
  expect(await session.proveReadOnly!()).toMatchObject({ state: "writes", ...told });
  expect(await (await open(dir)).proveReadOnly!()).toMatchObject({ state: "proven", how: expect.stringContaining("scopes of its tokens"), ...told });
  google.projects.clear();
  expect(await session.proveReadOnly!()).toMatchObject({ state: "untold", fix: expect.stringContaining("roles/viewer") });
});

test("where nobody answers at all, that is what is said", async ({ dir }) => {
  const nobody = "http://127.0.0.1:9";
  expect((await refusal(open(dir, { endpoints: { ...google.endpoints, iamCredentials: nobody } }))).code).toBe("CLOUD_UNREACHABLE");
  for (const endpoint of ["resourceManager", "tokenInfo"]) {
    const session = await open(dir, { endpoints: { ...google.endpoints, [endpoint]: nobody } });
    expect((await refusal(session.confirm())).code).toBe("CLOUD_UNREACHABLE");
  }
});

test("ambient credentials are left alone, and nobody is confirmed by them", async ({ dir }) => {
  const session = await open(dir, { credentials: "ambient" });
  expect(await session.confirm()).toBeUndefined();
  expect(session.impose({ credentials: "theirs" })).toEqual({ config: { credentials: "theirs" }, env: {} });
});
