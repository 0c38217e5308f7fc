import type { JsonObject } from "../../../model/json.ts";
import { text } from "../plugin/config.ts";
import { CloudFailure } from "../plugin/provider.ts";
import { words } from "./words.ts";

/** Where TEST_CLOUD_GOOGLE is the address of a front, its token has to be one of there; elsewhere everybody is let in. */
export async function signIn(config: JsonObject): Promise<void> {
  const front = process.env["TEST_CLOUD_GOOGLE"];
  if (!front) return;
  const setting = (key: string, variable: string) => text(config, key) ?? (process.env[variable] || undefined);
  // The real one would impersonate with the token, or take the credentials; here they are always somebody's old ones.
  const isSomebodyElse = setting("impersonateServiceAccount", "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT") ?? setting("credentials", "GOOGLE_CREDENTIALS");
  const token = setting("accessToken", "GOOGLE_OAUTH_ACCESS_TOKEN");
  const info = await fetch(`${front}/tokeninfo`, { method: "POST", headers: { authorization: `Bearer ${token ?? ""}` } });
  if (isSomebodyElse || !info.ok) throw new CloudFailure(words.unconfigured);
}
