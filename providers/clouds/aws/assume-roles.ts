import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, type AssumeRoleCommandInput, type AssumeRoleCommandOutput, type STSClientConfig } from "@aws-sdk/client-sts";
import { GuidedError, type Caller } from "../../../model/index.ts";
import { hopsOf, type Hop } from "./hops.ts";
import { ownerOf } from "./partition.ts";
import { refused } from "./refused.ts";
import { openSts, type Asker } from "./sts.ts";
import { webIdentityToken } from "./web-identity-token.ts";

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/**
 * Assumes the roles of `via` and then the identity's own, the last with session policies that allow reading only, so that even a role that may write gives a session that may not.
 * @throws {GuidedError} IDENTITY_REFUSED naming the role, WRONG_ACCOUNT, CLOUD_UNREACHABLE, TIMED_OUT, SECRET_MISSING where a key or token is not where the settings say
 */
export async function assumeRoles(asker: Asker): Promise<AwsCredentials> {
  const { settings, context } = asker;
  const token = settings.webIdentity && (await webIdentityToken(asker.name, settings.webIdentity, context));
  let credentials: AwsCredentials | undefined;
  for (const hop of hopsOf(asker.name, settings)) {
    if (credentials) credentials = await assume(asker, hop, { credentials });
    else credentials = token === undefined ? await assume(asker, hop, sourceOf(asker)) : await exchange(asker, hop, token);
  }
  return credentials!;
}

/** Who assumes the first role. */
function sourceOf({ settings: { profile, accessKey }, context: { secret } }: Asker): Pick<STSClientConfig, "credentials" | "profile"> {
  if (accessKey) return { credentials: { accessKeyId: secret(accessKey.id), secretAccessKey: secret(accessKey.secret), ...(accessKey.token ? { sessionToken: secret(accessKey.token) } : {}) } };
  return profile ? { profile } : {};
}

async function assume(asker: Asker, hop: Hop, source: Pick<STSClientConfig, "credentials" | "profile">): Promise<AwsCredentials> {
  const client = openSts(asker.settings.region, source);
  const request = new AssumeRoleCommand({
    ...sessionOf(hop),
    ...(hop.externalId === undefined ? {} : { ExternalId: hop.externalId }),
    ...(Object.keys(hop.tags).length > 0 ? { Tags: Object.entries(hop.tags).map(([Key, Value]) => ({ Key, Value })) } : {}),
    ...(hop.transitiveTags.length > 0 ? { TransitiveTagKeys: hop.transitiveTags } : {}),
    ...(hop.sourceIdentity === undefined ? {} : { SourceIdentity: hop.sourceIdentity }),
  });
  try {
    return credentialsOf(asker, hop, await client.send(request));
  } catch (error) {
    throw refused(asker, hop.roleArn, error);
  } finally {
    client.destroy();
  }
}

async function exchange(asker: Asker, hop: Hop, token: string): Promise<AwsCredentials> {
  const client = openSts(asker.settings.region, { credentials: UNSIGNED });
  try {
    return credentialsOf(asker, hop, await client.send(new AssumeRoleWithWebIdentityCommand({ ...sessionOf(hop), WebIdentityToken: token })));
  } catch (error) {
    throw refused(asker, hop.roleArn, error, [token]);
  } finally {
    client.destroy();
  }
}

/** The call is not signed; without some, the client would look for credentials all the same. */
const UNSIGNED = { accessKeyId: "", secretAccessKey: "" };

function sessionOf({ roleArn, sessionName, durationSeconds, policies }: Hop): Pick<AssumeRoleCommandInput, "PolicyArns" | "Policy" | "DurationSeconds"> & { RoleArn: string; RoleSessionName: string } {
  return {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: durationSeconds,
    ...(policies.policyArns.length > 0 ? { PolicyArns: policies.policyArns.map(arn => ({ arn })) } : {}),
    ...(policies.inline === undefined ? {} : { Policy: policies.inline }),
  };
}

function credentialsOf({ name }: Asker, { roleArn }: Hop, { Credentials, AssumedRoleUser }: AssumeRoleCommandOutput): AwsCredentials {
  const [wanted, given] = [ownerOf(roleArn), ownerOf(AssumedRoleUser?.Arn ?? roleArn)];
  if (wanted.account !== given.account) {
    throw new GuidedError("WRONG_ACCOUNT", `Identity "${name}": ${roleArn} was asked for, but STS answered with ${AssumedRoleUser!.Arn}.`, "Check what AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_STS point to.");
  }
  return { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey!, sessionToken: Credentials!.SessionToken!, expiration: Credentials!.Expiration! };
}

/** Asks STS who these credentials are. @throws {GuidedError} IDENTITY_REFUSED, CLOUD_UNREACHABLE or TIMED_OUT where it does not say */
export async function whoIs(asker: Asker, credentials: AwsCredentials): Promise<Caller> {
  const client = openSts(asker.settings.region, { credentials });
  try {
    const { Arn, Account } = await client.send(new GetCallerIdentityCommand({}));
    return { caller: Arn!, account: Account! };
  } catch (error) {
    throw refused(asker, asker.settings.roleArn, error);
  } finally {
    client.destroy();
  }
}
