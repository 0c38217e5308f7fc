import { expect, test } from "vitest";
import type { ProviderInUse } from "../../../model/index.ts";
import { failureOf } from "../../../providers/clouds/gcp/failure.ts";
import { cloud } from "../../../providers/clouds/gcp/gcp.ts";
import { impose } from "../../../providers/clouds/gcp/impose.ts";
import type { GcpSettings } from "../../../providers/clouds/gcp/settings.ts";
import { WRITE_PERMISSIONS } from "../../../providers/clouds/gcp/write-permissions.ts";

function covers(changes: object, provider: Partial<ProviderInUse>): true | string {
  const settings = cloud.settings.parse({ credentials: "impersonation", serviceAccount: "reader@acme-prod.iam.gserviceaccount.com", project: "acme-prod", ...changes }) as GcpSettings;
  return cloud.covers(settings, { urn: "urn:pulumi:prod::shop::pulumi:providers:gcp::default", package: "gcp", config: {}, recorded: [], ...provider });
}

test("an identity is for the providers of its projects, by configuration and by what they made", () => {
  expect(covers({}, { config: { project: "acme-prod" } })).toBe(true);
  expect(covers({}, {})).toBe(true);
  expect(covers({}, { config: { project: "acme-dev" } })).toBe("it is for project acme-prod, the provider works in acme-dev");
  expect(covers({}, { recorded: [{ project: "acme-dev" }] })).toContain("acme-dev");
  expect(covers({}, { recorded: [{ selfLink: "https://www.googleapis.com/compute/v1/projects/acme-dev/global/networks/n" }] })).toContain("acme-dev");
  expect(covers({}, { recorded: [{ project: "123456789012" }] })).toBe(true);
});

test("globs name more projects, and one resource elsewhere keeps the identity from the whole provider", () => {
  expect(covers({ projects: ["acme-*"] }, { config: { project: "acme-dev" } })).toBe(true);
  expect(covers({ projects: ["acme-*"] }, { config: { project: "acme-dev" }, recorded: [{ project: "acme-dev" }, { project: "emca-dev" }] })).toBe("it is for project acme-prod, acme-*, the provider works in emca-dev");
});

test("a sovereign cloud of Google is another one", () => {
  expect(covers({}, { config: { universeDomain: "s3nsapis.fr" } })).toBe("it is for googleapis.com, the provider works in s3nsapis.fr");
  expect(covers({ universeDomain: "s3nsapis.fr" }, { config: { universeDomain: "s3nsapis.fr" } })).toBe(true);
});

test("whatever says as whom a provider asks is replaced, whatever says where it works stays", () => {
  const stale = { accessToken: "old", credentials: "old", impersonateServiceAccount: "old", impersonateServiceAccountDelegates: '["old"]', externalCredentials: '{"identityToken":"old"}', scopes: '["old"]' };
  const place = { project: "acme-prod", region: "europe-west1", userProjectOverride: "true", billingProject: "acme-billing", computeCustomEndpoint: "https://compute.example" };
  const { config, env } = impose({ ...stale, ...place }, "ya29.new", "acme-prod");
  expect(config).toEqual({ ...place, accessToken: "ya29.new" });
  for (const name of ["GOOGLE_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_OAUTH_ACCESS_TOKEN", "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT"]) expect(env[name], name).toBe("");
  expect(env["GOOGLE_PROJECT"]).toBe("acme-prod");
});

test("what writes is asked for in one question, which takes at most 100", () => {
  expect(WRITE_PERMISSIONS.length).toBeLessThanOrEqual(100);
  expect(new Set(WRITE_PERMISSIONS).size).toBe(WRITE_PERMISSIONS.length);
});

test("no scope that may write is among the defaults, and no secret can stand in the settings", () => {
  const complete = { credentials: "impersonation", serviceAccount: "reader@acme-prod.iam.gserviceaccount.com", project: "acme-prod" };
  const { scopes } = cloud.settings.parse(complete) as GcpSettings;
  expect(scopes.filter(scope => !/(read-only|read_only|readonly|\.read)$/.test(scope))).toEqual([]);
  expect(cloud.settings.safeParse({ ...complete, source: '{"type":"service_account"}' }).success).toBe(false);
});

test("what impersonating needs is missed when the configuration is read", () => {
  expect(cloud.settings.safeParse({ credentials: "impersonation" }).error!.issues.map(({ path, message }) => [path.join("."), message])).toEqual(["serviceAccount", "project"].map(key => [key, "must be there for `credentials: impersonation`"]));
  expect(cloud.settings.safeParse({ credentials: "ambient" }).success).toBe(true);
});

test.each([
  ["an API", { response: { status: 403, data: { error: { status: "PERMISSION_DENIED", message: "canary", details: [{ reason: "IAM_PERMISSION_DENIED" }] } } } }, { status: 403, code: "IAM_PERMISSION_DENIED" }],
  ["a token service", { status: 400, response: { status: 400, data: { error: "invalid_grant", error_description: "canary" } } }, { status: 400, code: "invalid_grant" }],
  ["gRPC", { code: 7, message: "7 PERMISSION_DENIED: canary" }, { status: 403, code: "PERMISSION_DENIED" }],
  ["the network", { code: "ECONNREFUSED", message: "connect" }, { status: 0, code: "ECONNREFUSED" }],
  ["something else", new TypeError("canary"), { status: 0, code: "TypeError" }],
])("of an error of %s, codes alone are taken", (_, error, failure) => {
  expect(failureOf(error)).toEqual(failure);
});
