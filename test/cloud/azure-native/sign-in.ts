import type { JsonObject } from "../../../model/json.ts";
import { text } from "../plugin/config.ts";
import { CloudFailure } from "../plugin/provider.ts";
import { subscriptionOf } from "./shapes.ts";
import { words } from "./words.ts";

/** Where TEST_CLOUD_AZURE is the address of a front, signs in there with what the real provider would take, in its order, and looks at the subscription; elsewhere everybody is let in. */
export async function signIn(config: JsonObject): Promise<void> {
  const front = process.env["TEST_CLOUD_AZURE"];
  if (!front) return;
  const setting = (key: string, variable: string) => text(config, key) ?? (process.env[variable] || undefined);
  // The real one prefers a certificate to all else; none of these tests has one.
  if (setting("clientCertificatePath", "ARM_CLIENT_CERTIFICATE_PATH")) throw new CloudFailure(words.unconfigured);
  const secret = setting("clientSecret", "ARM_CLIENT_SECRET");
  const assertion = setting("useOidc", "ARM_USE_OIDC") === "true" ? setting("oidcToken", "ARM_OIDC_TOKEN") : undefined;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: setting("clientId", "ARM_CLIENT_ID") ?? "",
    ...(secret ? { client_secret: secret } : assertion ? { client_assertion: assertion } : {}),
  });
  const signedIn = await fetch(`${front}/${setting("tenantId", "ARM_TENANT_ID")}/oauth2/v2.0/token`, { method: "POST", body: form });
  if (!signedIn.ok) throw new CloudFailure(words.unconfigured);
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const subscription = await fetch(`${front}/subscriptions/${subscriptionOf(config)}`, { headers: { authorization: `Bearer ${token}` } });
  if (!subscription.ok) throw new CloudFailure(words.unconfigured);
}
