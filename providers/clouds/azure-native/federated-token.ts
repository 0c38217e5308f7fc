import { GuidedError, type CloudContext } from "../../../model/index.ts";
import { claimsOf } from "./claims.ts";
import { httpClient } from "./http.ts";
import type { AzureSettings } from "./settings.ts";

/** Where a federated token comes from, for ourselves and for a provider plugin. */
export interface FederatedToken {
  /** A token that is good now. @throws {GuidedError} SECRET_MISSING */
  read(): Promise<string>;
  /** What makes a provider use it. Without an end where the provider asks for new ones by itself. */
  forPlugin(): { config: Record<string, string>; expiresAt?: Date };
}

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
const AUDIENCE = "api://AzureADTokenExchange";

/** The federated token that the settings or the surroundings of this process name; undefined where there is none. */
export function federatedToken({ token }: AzureSettings, { env, secret }: CloudContext): FederatedToken | undefined {
  const file = env["AZURE_FEDERATED_TOKEN_FILE"];
  if (token) return heldToken(() => secret(token));
  if (file) return heldToken(() => secret({ file }));
  const [url, bearer] = [env["ACTIONS_ID_TOKEN_REQUEST_URL"], env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]];
  return url && bearer ? gitHubToken(url, bearer) : undefined;
}

/** The plugin gets the token itself and not its file: providers read a file only once, so the end of what they read is the end of what they can do. */
function heldToken(read: () => string): FederatedToken {
  return {
    read: async () => read().trim(),
    forPlugin: () => {
      const token = read().trim();
      const { exp } = claimsOf(token);
      return { config: { useOidc: "true", oidcToken: token }, ...(typeof exp === "number" ? { expiresAt: new Date(exp * 1000) } : {}) };
    },
  };
}

/** https://docs.github.com/actions/reference/security/oidc: a token lives for minutes, but as many as wanted can be had while the job runs. */
function gitHubToken(url: string, bearer: string): FederatedToken {
  return {
    async read() {
      const address = new URL(url);
      address.searchParams.set("audience", AUDIENCE);
      const { status, body } = await httpClient().get(address.href, bearer, AbortSignal.timeout(10_000));
      const { value } = (body ?? {}) as { value?: unknown };
      if (typeof value === "string") return value;
      throw new GuidedError("IDENTITY_REFUSED", `GitHub Actions gave this job no federated token (HTTP ${status}).`, "Give the job `permissions: { id-token: write }`.");
    },
    forPlugin: () => ({ config: { useOidc: "true", oidcRequestUrl: url, oidcRequestToken: bearer } }),
  };
}
