import { existsSync, readFileSync } from "node:fs";
import type { JsonObject } from "../../../model/json.ts";
import { text } from "../plugin/config.ts";

/** Who asks: the impersonated account, else the one that the credentials name. */
export function identityOf(config: JsonObject): string {
  const own = accountOf(text(config, "credentials") ?? process.env["GOOGLE_CREDENTIALS"] ?? process.env["GOOGLE_APPLICATION_CREDENTIALS"]);
  const impersonated = text(config, "impersonateServiceAccount") ?? process.env["GOOGLE_IMPERSONATE_SERVICE_ACCOUNT"];
  if (impersonated) return `${impersonated} through ${own ?? "default credentials"}`;
  return own ?? (text(config, "accessToken") ?? process.env["GOOGLE_OAUTH_ACCESS_TOKEN"] ? "an access token" : "default credentials");
}

/** Credentials are JSON or the path of a file with it. */
function accountOf(credentials: string | undefined): string | undefined {
  if (!credentials) return undefined;
  const json = credentials.trimStart().startsWith("{") ? credentials : existsSync(credentials) ? readFileSync(credentials, "utf8") : "{}";
  return (JSON.parse(json) as { client_email?: string }).client_email ?? "unnamed credentials";
}
