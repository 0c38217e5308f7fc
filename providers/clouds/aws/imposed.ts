import { devNull } from "node:os";
import type { ImposedConfig, JsonObject } from "../../../model/index.ts";
import type { AwsCredentials } from "./assume-roles.ts";

/**
 * Where else the providers would take credentials from; `roleArn` is the one that Cloud Control would work with on behalf of aws-native.
 * https://www.pulumi.com/registry/packages/aws/api-docs/provider/, https://www.pulumi.com/registry/packages/aws-native/api-docs/provider/
 */
const CREDENTIAL_KEYS: ReadonlySet<string> = new Set([
  ...["accessKey", "secretKey", "token", "profile", "assumeRole", "assumeRoles", "assumeRoleWithWebIdentity", "roleArn"],
  ...["sharedConfigFiles", "sharedCredentialsFiles", "sharedCredentialsFile"],
]);

/** https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html#EVarSettings; the two without ID are names of old. */
const CREDENTIAL_VARIABLES = [
  ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_ACCESS_KEY", "AWS_SECRET_KEY"],
  ...["AWS_PROFILE", "AWS_DEFAULT_PROFILE"],
  ...["AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE"],
  ...["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"],
];

const WITHOUT_AMBIENT_CREDENTIALS: Record<string, string> = {
  ...Object.fromEntries(CREDENTIAL_VARIABLES.map(variable => [variable, ""])),
  AWS_EC2_METADATA_DISABLED: "true",
  // Without the variable the file in the home folder would be read.
  AWS_SHARED_CREDENTIALS_FILE: devNull,
};

/** A provider's configuration with the session's credentials in place of all it had; region, endpoints and the rest stay. Pure. */
export function imposed(config: JsonObject, { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials): ImposedConfig {
  const kept = Object.fromEntries(Object.entries(config).filter(([key]) => !CREDENTIAL_KEYS.has(key)));
  return { config: { ...kept, accessKey: accessKeyId, secretKey: secretAccessKey, token: sessionToken }, env: WITHOUT_AMBIENT_CREDENTIALS };
}
