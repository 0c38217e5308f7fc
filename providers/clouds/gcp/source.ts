import { GoogleAuth, type AuthClient, type gaxios } from "google-auth-library";
import { GuidedError, isJsonObject, type CloudContext, type Json, type JsonObject } from "../../../model/index.ts";
import type { Impersonating } from "./settings.ts";

/** Who impersonates. */
export interface Source {
  client(transporter: gaxios.Gaxios): Promise<AuthClient>;
  /** As IAM names it, as `serviceAccount:ci@acme.iam.gserviceaccount.com`; undefined where its credentials do not tell. */
  member?: string;
}

/** The credentials that `source` names, else those of this process. @throws {GuidedError} SECRET_MISSING, IDENTITY_REFUSED where they are not what Google calls credentials */
export function sourceOf(name: string, settings: Impersonating, { env, secret }: CloudContext): Source {
  const scopes = ["https://www.googleapis.com/auth/cloud-platform"];
  const { universeDomain } = settings;
  if (!settings.source) {
    const file = env["GOOGLE_APPLICATION_CREDENTIALS"];
    return { client: transporter => new GoogleAuth({ scopes, ...(file ? { keyFilename: file } : {}), clientOptions: { transporter, universeDomain } }).getClient() };
  }
  const credentials = parsed(name, secret(settings.source));
  const member = memberOf(credentials);
  const own = withoutOwnImpersonation(credentials, settings.serviceAccount);
  return { client: transporter => new GoogleAuth({ scopes, credentials: own, clientOptions: { transporter, universeDomain } }).getClient(), ...(member ? { member } : {}) };
}

function parsed(name: string, text: string): JsonObject {
  try {
    const credentials = JSON.parse(text) as Json;
    if (isJsonObject(credentials) && typeof credentials["type"] === "string") return credentials;
  } catch {
    // Told below, without a word of the text: it may be a key.
  }
  throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}": \`source\` holds no credentials of Google: that is JSON with a \`type\`, as external_account or service_account.`, `Write one with \`gcloud iam workload-identity-pools create-cred-config\` and point identities.${name}.source at it.`);
}

/** https://cloud.google.com/iam/docs/principal-identifiers */
function memberOf({ client_email: email, audience }: JsonObject): string | undefined {
  if (typeof email === "string") return `serviceAccount:${email}`;
  const pool = typeof audience === "string" ? /\/\/([^/]+\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+)\//.exec(audience)?.[1] : undefined;
  return pool === undefined ? undefined : `principalSet://${pool}/*`;
}

/** Federated credentials often impersonate the very account by themselves. Then it would have to impersonate itself, which nobody lets it; and its tokens would be good for everything. */
function withoutOwnImpersonation(credentials: JsonObject, serviceAccount: string): JsonObject {
  const { service_account_impersonation_url: url, ...direct } = credentials;
  return typeof url === "string" && url.includes(`/${serviceAccount}:`) ? direct : credentials;
}
