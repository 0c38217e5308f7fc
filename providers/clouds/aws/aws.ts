import { createHash } from "node:crypto";
import { GuidedError, type Cloud, type CloudSession, type JsonObject, type ProviderInUse } from "../../../model/index.ts";
import { assumeRole, whoIs, type AwsCredentials } from "./assume-role.ts";
import { ownerOf, partitionOf } from "./partition.ts";
import { settings, type AwsSettings } from "./settings.ts";

/** Amazon Web Services in every partition, by a role that is assumed with read-only session policies. */
export const cloud: Cloud<AwsSettings> = {
  id: "aws",
  title: "Amazon Web Services (also China, GovCloud and the European Sovereign Cloud)",
  packages: ["aws", "aws-native"],
  settings,
  covers: isOfProvider,
  async open(name, settings, context) {
    const role = ownerOf(settings.roleArn);
    if (partitionOf(settings.region) !== role.partition) {
      throw new GuidedError(
        "IDENTITY_REFUSED",
        `Identity "${name}": region ${settings.region} is in partition ${partitionOf(settings.region)}, but the role ${settings.roleArn} is in ${role.partition}.`,
        `Use a region of ${role.partition} in identities.${name}: a role is only known to its own partition's STS.`,
      );
    }
    return sessionOf(name, settings, await assumeRole(name, settings, context));
  },
};

/** By what the provider worked in, as far as its region and the ARNs of what it made tell. */
function isOfProvider(settings: AwsSettings, { config, recorded }: ProviderInUse): true | string {
  const role = ownerOf(settings.roleArn);
  const made = recorded.flatMap(({ arn }) => (typeof arn === "string" ? ownerOf(arn) : []));
  const partition = typeof config["region"] === "string" ? partitionOf(config["region"]) : made[0]?.partition;
  if (partition !== undefined && partition !== role.partition) return `it is for partition ${role.partition}, the provider works in ${partition}`;
  // Not every ARN names an account: those of buckets and of AWS's own policies do not.
  const account = made.find(owner => /^\d{12}$/.test(owner.account))?.account;
  const expected = settings.account ?? role.account;
  return account === undefined || account === expected || `it is for account ${expected}, the provider works in ${account}`;
}

function sessionOf(name: string, settings: AwsSettings, credentials: AwsCredentials): CloudSession {
  return {
    identity: name,
    key: createHash("sha256").update(credentials.sessionToken).digest("hex").slice(0, 16),
    expectedAccount: settings.account ?? ownerOf(settings.roleArn).account,
    confirm: () => whoIs(name, settings, credentials),
    impose: config => ({ config: imposed(config, credentials), env: WITHOUT_AMBIENT_CREDENTIALS }),
  };
}

/** Where else the provider would take credentials from. https://www.pulumi.com/registry/packages/aws/api-docs/provider/ */
const CREDENTIAL_KEYS: ReadonlySet<string> = new Set(["accessKey", "secretKey", "token", "profile", "assumeRole", "assumeRoles", "assumeRoleWithWebIdentity", "sharedConfigFiles", "sharedCredentialsFiles"]);

const WITHOUT_AMBIENT_CREDENTIALS: Record<string, string> = Object.fromEntries(
  ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"].map(variable => [variable, ""]),
);

function imposed(config: JsonObject, credentials: AwsCredentials): JsonObject {
  const kept = Object.fromEntries(Object.entries(config).filter(([key]) => !CREDENTIAL_KEYS.has(key)));
  return { ...kept, accessKey: credentials.accessKeyId, secretKey: credentials.secretAccessKey, token: credentials.sessionToken };
}
