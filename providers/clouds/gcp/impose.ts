import type { ImposedConfig, JsonObject } from "../../../model/index.ts";

/** What decides as whom the providers ask. https://www.pulumi.com/registry/packages/gcp/api-docs/provider/ · https://www.pulumi.com/registry/packages/google-native/api-docs/provider/ */
const CREDENTIAL_KEYS: ReadonlySet<string> = new Set(["accessToken", "credentials", "externalCredentials", "impersonateServiceAccount", "impersonateServiceAccountDelegates", "scopes"]);

/** Where else the providers would take credentials or a project from. */
const AMBIENT: readonly string[] = [
  ...["GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON", "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_OAUTH_ACCESS_TOKEN", "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT", "CLOUDSDK_AUTH_ACCESS_TOKEN"],
  ...["GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"],
];

/** Takes every credential out of a provider's configuration and environment, and puts a token of the identity in. Pure. */
export function impose(config: JsonObject, accessToken: string, project: string): ImposedConfig {
  const kept = Object.fromEntries(Object.entries(config).filter(([key]) => !CREDENTIAL_KEYS.has(key)));
  // Only for a provider whose configuration names no project.
  return { config: { ...kept, accessToken }, env: { ...Object.fromEntries(AMBIENT.map(name => [name, ""])), GOOGLE_PROJECT: project } };
}
