import { GuidedError, type CloudContext } from "../../../model/index.ts";
import type { AwsSettings } from "./settings.ts";

/** Read, or asked for, at every call: such tokens last minutes, and what writes the file replaces it. @throws {GuidedError} SECRET_MISSING, CLOUD_UNREACHABLE */
export async function webIdentityToken(name: string, { token, audience }: NonNullable<AwsSettings["webIdentity"]>, { secret, env }: CloudContext): Promise<string> {
  return token ? secret(token).trim() : gitHubToken(name, audience, env);
}

/** https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token */
async function gitHubToken(name: string, audience: string, env: NodeJS.ProcessEnv): Promise<string> {
  const [url, bearer] = [env["ACTIONS_ID_TOKEN_REQUEST_URL"], env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]];
  if (!url || !bearer) {
    throw new GuidedError("SECRET_MISSING", `Identity "${name}" wants a token of the GitHub Actions runner, but ACTIONS_ID_TOKEN_REQUEST_URL is not set.`, `Give the job \`permissions: { id-token: write }\`; outside of GitHub Actions, set webIdentity.token of identities.${name}.`);
  }
  const place = new URL(url);
  place.searchParams.set("audience", audience);
  const answer = await fetch(place, { headers: { authorization: `Bearer ${bearer}` }, signal: AbortSignal.timeout(15_000) }).catch((cause: Error) => {
    // Node quotes a token that no header takes.
    throw cause.message.includes(bearer) ? unanswered(name, "its token has characters that no header takes") : unanswered(name, cause.message, cause);
  });
  if (!answer.ok) throw unanswered(name, `HTTP ${answer.status}`);
  const { value } = (await answer.json().catch(() => ({}))) as { value?: unknown };
  if (typeof value !== "string" || value === "") throw unanswered(name, "there is no token in its answer");
  return value;
}

function unanswered(name: string, why: string, cause?: Error): GuidedError {
  return new GuidedError("CLOUD_UNREACHABLE", `Identity "${name}": the GitHub Actions runner gave no token: ${why}.`, "Run the job again; its token service answers only while the job runs.", { cause });
}
