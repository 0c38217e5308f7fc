import type { ImposedConfig, JsonObject } from "../../../model/index.ts";
import type { AlicloudCredentials } from "./sts.ts";

/** Where else the provider would take credentials from. https://www.pulumi.com/registry/packages/alicloud/api-docs/provider/ */
const CREDENTIAL_KEYS: ReadonlySet<string> = new Set(["accessKey", "secretKey", "securityToken", "ecsRoleName", "assumeRole", "assumeRoleWithOidc", "profile", "sharedCredentialsFile", "credentialsUri"]);

/** The variables that the provider falls back to, each under every name it has had. https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/provider.go */
const CREDENTIAL_VARIABLES = [
  ...["ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_ID"],
  ...["ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_ACCESS_KEY_SECRET"],
  ...["ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN"],
  ...["ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA", "ALICLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_CREDENTIALS_URI"],
  ...["ALICLOUD_ASSUME_ROLE_ARN", "ALIBABA_CLOUD_ROLE_ARN", "ALICLOUD_ASSUME_ROLE_SESSION_NAME", "ALIBABA_CLOUD_ROLE_SESSION_NAME", "ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION"],
  ...["ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE"],
  ...["ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE", "ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE"],
];

const WITHOUT_AMBIENT_CREDENTIALS: Record<string, string> = Object.fromEntries(CREDENTIAL_VARIABLES.map(variable => [variable, ""]));

/** A provider's configuration with the session's credentials in place of all it had; region, endpoints and the rest stay. */
export function imposed(config: JsonObject, { accessKeyId, accessKeySecret, securityToken }: AlicloudCredentials): ImposedConfig {
  const kept = Object.fromEntries(Object.entries(config).filter(([key]) => !CREDENTIAL_KEYS.has(key)));
  return { config: { ...kept, accessKey: accessKeyId, secretKey: accessKeySecret, securityToken }, env: WITHOUT_AMBIENT_CREDENTIALS };
}
