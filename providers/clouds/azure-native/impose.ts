import type { ImposedConfig, JsonObject } from "../../../model/index.ts";

/**
 * What decides how the providers sign in, of all three together: they have their names in common.
 * https://www.pulumi.com/registry/packages/azure-native/api-docs/provider/ · …/azure/api-docs/provider/ · …/azuread/api-docs/provider/
 */
const CREDENTIAL_KEYS: ReadonlySet<string> = new Set([
  "adoPipelineServiceConnectionId", "auxiliaryTenantIds", "clientCertificate", "clientCertificatePassword", "clientCertificatePath", "clientId", "clientIdFilePath", "clientSecret", "clientSecretFilePath",
  "msiEndpoint", "oidcAudience", "oidcRequestToken", "oidcRequestUrl", "oidcToken", "oidcTokenFilePath", "tenantId", "useAksWorkloadIdentity", "useCli", "useDefaultAzureCredential", "useMsi", "useOidc",
  // Not credentials, but writes: the azure provider registers resource providers while it is configured, which a reader may not.
  "resourceProviderRegistrations", "resourceProvidersToRegister", "skipProviderRegistration",
]);

/** Where else the providers and the Azure SDK in them would take credentials, or another directory, cloud or subscription, from. */
const AMBIENT: readonly string[] = [
  ...["CLIENT_ID", "CLIENT_ID_FILE_PATH", "CLIENT_SECRET", "CLIENT_SECRET_FILE_PATH", "CLIENT_CERTIFICATE", "CLIENT_CERTIFICATE_PATH", "CLIENT_CERTIFICATE_PASSWORD", "TENANT_ID", "AUXILIARY_TENANT_IDS", "ENVIRONMENT"].map(name => `ARM_${name}`),
  ...["USE_MSI", "USE_OIDC", "USE_AKS_WORKLOAD_IDENTITY", "USE_DEFAULT_AZURE_CREDENTIAL", "MSI_ENDPOINT", "OIDC_TOKEN", "OIDC_TOKEN_FILE_PATH", "OIDC_REQUEST_TOKEN", "OIDC_REQUEST_URL", "OIDC_AUDIENCE", "OIDC_AZURE_SERVICE_CONNECTION_ID", "ADO_PIPELINE_SERVICE_CONNECTION_ID", "RESOURCE_PROVIDER_REGISTRATIONS"].map(name => `ARM_${name}`),
  ...["CLIENT_ID", "CLIENT_SECRET", "CLIENT_CERTIFICATE_PATH", "CLIENT_CERTIFICATE_PASSWORD", "TENANT_ID", "SUBSCRIPTION_ID", "FEDERATED_TOKEN_FILE", "USERNAME", "PASSWORD", "ENVIRONMENT"].map(name => `AZURE_${name}`),
  ...["ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI", "SYSTEM_ACCESSTOKEN"],
];

export interface ProviderSignIn {
  /** Configuration that makes a provider sign in as the identity. */
  config: Record<string, string>;
  authorityHost: string;
  /** For a provider whose configuration names none. */
  subscriptionId: string;
}

/** Takes every credential out of a provider's configuration and environment, and puts those of the identity in. Pure. */
export function impose(config: JsonObject, { config: ours, authorityHost, subscriptionId }: ProviderSignIn): ImposedConfig {
  const kept = Object.fromEntries(Object.entries(config).filter(([key]) => !CREDENTIAL_KEYS.has(key)));
  const withoutAmbient = Object.fromEntries(AMBIENT.map(name => [name, ""]));
  return {
    config: { ...kept, ...ours },
    env: {
      ...withoutAmbient,
      // As a variable, because azuread knows no such key.
      ARM_SUBSCRIPTION_ID: subscriptionId,
      ARM_USE_CLI: "false",
      ARM_SKIP_PROVIDER_REGISTRATION: "true",
      // The Azure SDK of a provider that hands it no cloud signs in where this variable says; without it, always in the public cloud.
      AZURE_AUTHORITY_HOST: authorityHost,
    },
  };
}
