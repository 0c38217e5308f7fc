import { expect, test } from "vitest";
import type { ProviderInUse } from "../../../model/index.ts";
import { cloud } from "../../../providers/clouds/azure-native/azure-native.ts";
import { impose } from "../../../providers/clouds/azure-native/impose.ts";
import { writesIn } from "../../../providers/clouds/azure-native/permissions.ts";
import type { AzureSettings } from "../../../providers/clouds/azure-native/settings.ts";

const [ONE, TWO, TENANT] = ["11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222", "99999999-9999-9999-9999-999999999999"];

function covers(changes: object, provider: Partial<ProviderInUse>): true | string {
  const settings = cloud.settings.parse({ credentials: "managed-identity", subscriptionId: ONE, ...changes }) as AzureSettings;
  return cloud.covers(settings, { urn: "urn:pulumi:prod::shop::pulumi:providers:azure-native::default", package: "azure-native", config: {}, recorded: [], ...provider });
}

test("an identity is for the providers of its subscriptions, by configuration and by what they made", () => {
  expect(covers({}, { config: { subscriptionId: ONE } })).toBe(true);
  expect(covers({}, { config: { subscriptionId: ONE.toUpperCase() } })).toBe(true);
  expect(covers({}, { recorded: [{ id: `/subscriptions/${ONE}/resourceGroups/shop` }] })).toBe(true);
  expect(covers({}, { config: { subscriptionId: TWO } })).toBe(`it is for subscription ${ONE}, the provider works in ${TWO}`);
  expect(covers({}, { recorded: [{ id: `/subscriptions/${TWO}/resourceGroups/shop` }] })).toContain(TWO);
  expect(covers({ subscriptions: [TWO] }, { config: { subscriptionId: TWO } })).toBe(true);
});

test("one resource in a subscription that the identity is not for keeps it from the whole provider", () => {
  const recorded = [{ id: `/subscriptions/${ONE}/resourceGroups/a` }, { id: `/subscriptions/${TWO}/resourceGroups/b` }];
  expect(covers({}, { config: { subscriptionId: ONE }, recorded })).toContain(TWO);
});

test.each([
  [{ environment: "china" }, "china"],
  [{ environment: "AzureUSGovernment" }, "usgovernment"],
  [{ environment: "global" }, "public"],
  [{ location: "China North 3" }, "china"],
  [{ location: "usgovvirginia" }, "usgovernment"],
  [{ location: "westeurope" }, "public"],
  [{}, "public"],
])("a provider with %o works in the Azure cloud %s", (config, environment) => {
  expect(covers({ environment }, { config })).toBe(true);
  expect(covers({ environment: environment === "china" ? "public" : "china" }, { config })).toMatch(new RegExp(`the provider works in ${environment}$`));
});

test("what a way to sign in needs is missed when the configuration is read", () => {
  const missing = (given: object) => cloud.settings.safeParse(given).error?.issues.map(({ path }) => path.join(".")) ?? [];
  expect(missing({ credentials: "client-secret", tenantId: TENANT })).toEqual(["subscriptionId", "clientId", "clientSecret"]);
  expect(missing({ credentials: "managed-identity" })).toEqual(["subscriptionId"]);
  expect(missing({ credentials: "ambient" })).toEqual([]);
});

test("azuread is covered by directory, because it has no subscription", () => {
  expect(covers({ tenantId: TENANT }, { package: "azuread", config: { tenantId: TENANT } })).toBe(true);
  expect(covers({ tenantId: TENANT }, { package: "azuread", config: { tenantId: ONE } })).toBe(`it is for the directory ${TENANT}, the provider works in ${ONE}`);
});

test("whatever signs a provider in is replaced, whatever says where it works stays", () => {
  const stale = { clientId: "old", clientSecret: "old", clientCertificatePath: "/old.pfx", useOidc: "true", oidcToken: "old", oidcRequestUrl: "https://old", useMsi: "true", msiEndpoint: "http://old", useCli: "true", tenantId: "old", auxiliaryTenantIds: '["old"]', useDefaultAzureCredential: "true" };
  const place = { subscriptionId: ONE, environment: "china", location: "chinanorth3", metadataHost: "metadata.example", partnerId: "p" };
  const { config, env } = impose({ ...stale, ...place, resourceProviderRegistrations: "all" }, { config: { clientId: "new", clientSecret: "s", tenantId: "t" }, authorityHost: "https://login.chinacloudapi.cn", subscriptionId: ONE });
  expect(config).toEqual({ ...place, clientId: "new", clientSecret: "s", tenantId: "t" });
  expect(JSON.stringify(config)).not.toContain("old");
  for (const name of ["ARM_CLIENT_SECRET", "ARM_CLIENT_CERTIFICATE_PATH", "ARM_USE_OIDC", "ARM_OIDC_TOKEN", "ARM_USE_MSI", "AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"]) expect(env[name], name).toBe("");
  expect(env).toMatchObject({ ARM_SUBSCRIPTION_ID: ONE, ARM_USE_CLI: "false", ARM_SKIP_PROVIDER_REGISTRATION: "true", AZURE_AUTHORITY_HOST: "https://login.chinacloudapi.cn" });
});

const held = (actions: string[], notActions: string[] = [], dataActions: string[] = []) => [{ actions, notActions, dataActions, notDataActions: [] }];

test.each([
  ["Reader", held(["*/read"]), []],
  ["Contributor", held(["*"], ["Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write"]), ["*"]],
  ["a wildcard with every write taken away", held(["*"], ["*/write", "*/delete", "*/action"]), []],
  ["a wildcard below one service", held(["Microsoft.Compute/*"]), ["Microsoft.Compute/*"]],
  ["keys of a storage account, with which everything in it can be written", held(["*/read", "Microsoft.Storage/storageAccounts/listKeys/action"]), ["Microsoft.Storage/storageAccounts/listKeys/action"]],
  ["the settings of a web app, which its provider can read in no other way", held(["*/read", "Microsoft.Web/sites/config/list/Action"]), []],
  ["blobs", held(["*/read"], [], ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"]), ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"]],
  ["secrets, only to read them", held([], [], ["Microsoft.KeyVault/vaults/secrets/getSecret/action", "Microsoft.KeyVault/vaults/secrets/readMetadata/action"]), []],
  ["an action that another assignment excludes", [...held(["Microsoft.Sql/servers/write"]), ...held(["*/read"], ["Microsoft.Sql/*"])], ["Microsoft.Sql/servers/write"]],
])("of %s, what writes is told", (_, permissions, writes) => {
  expect(writesIn(permissions)).toEqual(writes);
});
