import type { Caller, CloudContext } from "../../../model/index.ts";
import type { Asker } from "./asker.ts";
import { clientConfig, sdk, type Credentials } from "./open-api.ts";
import { refused } from "./refusal.ts";
import { sessionPolicy } from "./session-policy.ts";
import type { AlicloudSettings } from "./settings.ts";

export interface AlicloudCredentials {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken: string;
  expiresAt: Date;
}

/**
 * Assumes the role with a session policy that allows reading only, so that even a role that may write gives a session that may not.
 * @throws {GuidedError} IDENTITY_REFUSED naming the role, CLOUD_UNREACHABLE, TIMED_OUT, SECRET_MISSING where a key is not where the settings say
 */
export async function assumeRole(asker: Asker): Promise<AlicloudCredentials> {
  const { settings, context } = asker;
  const source = sourceOf(settings, context);
  const session = { roleArn: settings.roleArn, roleSessionName: settings.sessionName, durationSeconds: settings.durationSeconds, policy: sessionPolicy(settings.allow) };
  const { client, requests } = openSts(asker, source.credentials);
  try {
    const { body } = source.oidc
      ? await client.assumeRoleWithOIDC(new requests.AssumeRoleWithOIDCRequest({ ...session, OIDCProviderArn: source.oidc.providerArn, OIDCToken: source.oidc.token }))
      : await client.assumeRole(new requests.AssumeRoleRequest({ ...session, ...(settings.externalId ? { externalId: settings.externalId } : {}) }));
    const { accessKeyId, accessKeySecret, securityToken, expiration } = body!.credentials!;
    return { accessKeyId: accessKeyId!, accessKeySecret: accessKeySecret!, securityToken: securityToken!, expiresAt: new Date(expiration!) };
  } catch (error) {
    throw refused(asker, error, source.secrets);
  }
}

/** Asks the token service who these credentials are. @throws {GuidedError} IDENTITY_REFUSED, CLOUD_UNREACHABLE or TIMED_OUT where it does not say */
export async function whoIs(asker: Asker, { accessKeyId, accessKeySecret, securityToken }: AlicloudCredentials): Promise<Caller> {
  const { client } = openSts(asker, { accessKeyId, accessKeySecret, securityToken });
  try {
    const { body } = await client.getCallerIdentity();
    return { caller: body!.arn!, account: body!.accountId! };
  } catch (error) {
    throw refused(asker, error, [accessKeySecret, securityToken]);
  }
}

interface Source {
  credentials: Credentials;
  oidc?: { providerArn: string; token: string };
  /** What must not come back in a message. */
  secrets: string[];
}

/** Who assumes the role. */
function sourceOf({ accessKey, oidc }: AlicloudSettings, { secret }: CloudContext): Source {
  if (oidc) {
    const token = secret(oidc.token).trim();
    return { credentials: {}, oidc: { providerArn: oidc.providerArn, token }, secrets: [token] };
  }
  if (!accessKey) return { credentials: { credential: ambientCredentials() }, secrets: [] };
  const [accessKeyId, accessKeySecret, securityToken] = [secret(accessKey.id), secret(accessKey.secret), accessKey.token && secret(accessKey.token)];
  return { credentials: { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) }, secrets: [accessKeySecret, ...(securityToken ? [securityToken] : [])] };
}

/** What Alibaba Cloud's own tools would use here: environment, RRSA, aliyun CLI profile, instance role, credentials URI. */
function ambientCredentials() {
  return new (sdk("@alicloud/credentials").default)();
}

function openSts({ settings, context }: Asker, credentials: Credentials) {
  const requests = sdk("@alicloud/sts20150401");
  const { $OpenApiUtil } = sdk("@alicloud/openapi-core");
  const config = new $OpenApiUtil.Config(clientConfig({ service: "sts", region: settings.region, env: context.env }, credentials));
  return { client: new requests.default(config), requests };
}
