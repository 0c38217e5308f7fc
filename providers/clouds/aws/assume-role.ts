import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { GuidedError, type Caller, type CloudContext } from "../../../model/index.ts";
import { ownerOf } from "./partition.ts";
import type { AwsSettings } from "./settings.ts";

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/**
 * Assumes the role with session policies that allow reading only, so that even a role that may write gives a session that may not.
 * @throws {GuidedError} IDENTITY_REFUSED naming the role, SECRET_MISSING where an access key is not where the settings say
 */
export async function assumeRole(name: string, settings: AwsSettings, context: CloudContext): Promise<AwsCredentials> {
  const { partition } = ownerOf(settings.roleArn);
  const client = new STSClient({ region: settings.region, ...sourceOf(settings, context) });
  try {
    const { Credentials } = await client.send(
      new AssumeRoleCommand({
        RoleArn: settings.roleArn,
        RoleSessionName: settings.sessionName,
        DurationSeconds: settings.durationSeconds,
        PolicyArns: (settings.policyArns ?? [`arn:${partition}:iam::aws:policy/ReadOnlyAccess`]).map(arn => ({ arn })),
        ...(settings.externalId ? { ExternalId: settings.externalId } : {}),
        ...(settings.allow.length > 0 ? { Policy: allowing(settings.allow) } : {}),
      }),
    );
    return {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
      expiration: Credentials!.Expiration!,
    };
  } catch (error) {
    throw refused(name, settings, error as Error);
  } finally {
    client.destroy();
  }
}

/** Who assumes the role. */
function sourceOf({ profile, accessKey }: AwsSettings, { secret }: CloudContext): Pick<STSClientConfig, "credentials" | "profile"> {
  if (accessKey) return { credentials: { accessKeyId: secret(accessKey.id), secretAccessKey: secret(accessKey.secret) } };
  return profile ? { profile } : {};
}

/** Asks STS who these credentials are. @throws {GuidedError} IDENTITY_REFUSED where it does not say */
export async function whoIs(name: string, settings: AwsSettings, credentials: AwsCredentials): Promise<Caller> {
  const client = new STSClient({ region: settings.region, credentials });
  try {
    const { Arn, Account } = await client.send(new GetCallerIdentityCommand({}));
    return { caller: Arn!, account: Account! };
  } catch (error) {
    throw refused(name, settings, error as Error);
  } finally {
    client.destroy();
  }
}

function allowing(actions: string[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
}

function refused(name: string, settings: AwsSettings, error: Error): GuidedError {
  return new GuidedError(
    "IDENTITY_REFUSED",
    `Identity "${name}": the role ${settings.roleArn} could not be assumed in ${settings.region}: ${error.name}: ${error.message}`,
    hintFor(error, name, settings),
    { cause: error },
  );
}

function hintFor(error: Error, name: string, settings: AwsSettings): string {
  if (error.name === "CredentialsProviderError" && settings.profile !== undefined) return `Add profile ${settings.profile}, which identities.${name} names, to the AWS configuration files, or correct the name.`;
  if (error.name === "CredentialsProviderError") return `Give this process AWS credentials that may assume the role (environment, web identity or instance role), or set \`profile\` or \`accessKey\` of identities.${name}.`;
  if (/AccessDenied/.test(error.name)) {
    return `Let the role's trust policy name this process's identity${settings.externalId ? ` with the external ID of identities.${name}` : ", and set externalId if the role wants one"}, and allow this identity sts:AssumeRole on ${settings.roleArn}.`;
  }
  return `Check identities.${name} in trueup.yaml and this machine's access to STS in ${settings.region}.`;
}
