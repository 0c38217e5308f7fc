import { gaxios, Impersonated } from "google-auth-library";
import type { CloudContext } from "../../../model/index.ts";
import { unlessAborted } from "../../_shared/unless-aborted.ts";
import { impersonationRefused, sourceRefused, unanswered } from "./refusals.ts";
import { sourceOf } from "./source.ts";
import type { Impersonating } from "./settings.ts";

export interface AccessToken {
  token: string;
  expiresAt: Date;
}

/** Without this scope Google does not say whose a token is. */
const WHOSE = "https://www.googleapis.com/auth/userinfo.email";

/** A token of the service account. @throws {GuidedError} IDENTITY_REFUSED, TIMED_OUT, SECRET_MISSING */
export async function impersonate(name: string, settings: Impersonating, context: CloudContext): Promise<AccessToken> {
  const source = sourceOf(name, settings, context);
  const signal = AbortSignal.timeout(settings.timeoutSeconds * 1000);
  const transporter = new gaxios.Gaxios({ signal });
  const client = source.client(transporter);
  await unlessAborted(signal, client.then(async found => found.getAccessToken())).catch(error => Promise.reject(signal.aborted ? unanswered(name, settings, "the token service of its credentials") : sourceRefused(name, settings, error)));
  const impersonated = new Impersonated({
    sourceClient: await client,
    targetPrincipal: settings.serviceAccount,
    targetScopes: [...new Set([...settings.scopes, WHOSE])],
    delegates: settings.delegates,
    lifetime: settings.lifetimeSeconds,
    universeDomain: settings.universeDomain,
    ...(settings.endpoints.iamCredentials ? { endpoint: settings.endpoints.iamCredentials.replace(/\/+$/, "") } : {}),
    transporter,
  });
  const { token } = await unlessAborted(signal, impersonated.getAccessToken()).catch(error => Promise.reject(signal.aborted ? unanswered(name, settings, "the IAM Credentials API") : impersonationRefused(name, settings, source.member, error)));
  return { token: token!, expiresAt: new Date(impersonated.credentials.expiry_date!) };
}
