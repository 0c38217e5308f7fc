import { GuidedError } from "../../../model/index.ts";
import { claimsOf, nameOf, type TokenOwner } from "./claims.ts";
import { authorityHostOf, type SignIn } from "./sign-in.ts";
import type { AzureSettings } from "./settings.ts";

// No error here carries what the SDK or the server said in full, nor a `cause`: both may repeat the request, and in it a secret or a token.

/** Codes of Entra ID that say what to do. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const MEANING: Record<string, [what: string, hint: (place: Place) => string]> = {
  AADSTS7000215: ["the client secret is not one of this app", ({ name, app }) => `Put the secret's value, not its id, where identities.${name}.clientSecret points, or make one: az ad app credential reset --id ${app} --append`],
  AADSTS7000222: ["the client secret has expired", ({ name, app }) => `Make a new one, az ad app credential reset --id ${app} --append, and put it where identities.${name}.clientSecret points; or use \`credentials: workload-identity\`, which has none.`],
  AADSTS700016: ["this directory has no such app", ({ name }) => `Correct identities.${name}.clientId or tenantId; az ad app list --display-name trueup-reader --query "[].appId" names it.`],
  AADSTS90002: ["there is no such directory", ({ name }) => `Correct identities.${name}.tenantId or environment; az account show --query tenantId names it.`],
  AADSTS700024: ["the federated token has ended", ({ name }) => `Keep the token that identities.${name} signs in with fresh: on AKS and in GitHub Actions leave \`token\` out, so that a new one is asked for.`],
  AADSTS70021: ["no federated credential of this app fits the token", federate],
  AADSTS700211: ["no federated credential of this app has the token's issuer", federate],
  AADSTS700212: ["no federated credential of this app has the token's audience", federate],
  AADSTS700213: ["no federated credential of this app has the token's subject", federate],
};

interface Place {
  name: string;
  app: string;
  /** Claims of the federated token, where there is one; neither is a secret. */
  issuer: string;
  subject: string;
}

function federate({ app, issuer, subject }: Place): string {
  return `az ad app federated-credential create --id ${app} --parameters '${JSON.stringify({ name: "trueup", issuer, subject, audiences: ["api://AzureADTokenExchange"] })}'`;
}

/** Why nobody could sign in. */
export async function signInRefused(name: string, settings: AzureSettings, signIn: SignIn, error: unknown): Promise<GuidedError> {
  if (error instanceof GuidedError) return error;
  const { message = "", name: kind = "Error", code: systemCode } = error as { message?: string; name?: string; code?: string };
  const who = `Identity "${name}": ${signIn.clientId === undefined ? "the machine's managed identity" : `app ${signIn.clientId}`} could not sign in${settings.tenantId ? ` to ${settings.tenantId}` : ""} at ${authorityHostOf(settings)}`;
  const code = /AADSTS\d+/.exec(message)?.[0];
  const [what, hint] = (code !== undefined && MEANING[code]) || [];
  if (what && hint) return new GuidedError("IDENTITY_REFUSED", `${who}: ${code}, ${what}.`, hint(await placeOf(name, signIn)));
  if (settings.credentials === "managed-identity") {
    return new GuidedError("IDENTITY_REFUSED", `${who}: ${code ?? kind}.`, `Give this machine the identity (az vm identity assign, az containerapp identity assign …), or use other \`credentials\` for identities.${name}.`);
  }
  const network = code === undefined ? networkCode(systemCode, message) : undefined;
  if (network !== undefined) return unreachable(name, authorityHostOf(settings), network);
  return new GuidedError("IDENTITY_REFUSED", `${who}: ${code ?? kind}.`, code ? `Look ${code} up at https://login.microsoftonline.com/error and correct identities.${name}.` : `Check identities.${name} in trueup.yaml.`);
}

async function placeOf(name: string, { clientId = "<clientId>", federated }: SignIn): Promise<Place> {
  const { iss, sub } = claimsOf((await federated?.read().catch(() => "")) ?? "");
  return { name, app: clientId, issuer: typeof iss === "string" ? iss : "<issuer>", subject: typeof sub === "string" ? sub : "<subject>" };
}

/** What stopped a request on its way, as `ECONNREFUSED` or `SELF_SIGNED_CERT_IN_CHAIN`; undefined where it was something else. */
export function networkCode(code: string | undefined, message: string): string | undefined {
  if (code !== undefined && /^[A-Z_]{4,}$/.test(code)) return code;
  return /\b(E[A-Z]{4,}|[A-Z_]*CERT[A-Z_]*|endpoints_resolution_error)\b/.exec(message)?.[0];
}

export function unanswered(name: string, place: string, { timeoutSeconds }: AzureSettings, status?: number): GuidedError {
  const what = status === undefined ? `gave no answer within ${timeoutSeconds} seconds` : `answered HTTP ${status}, however often it was asked`;
  return new GuidedError("TIMED_OUT", `Identity "${name}": ${place} ${what}.`, `Check this machine's way to ${place} (HTTPS_PROXY), try again later, or raise identities.${name}.timeoutSeconds.`);
}

export function unreachable(name: string, place: string, why: string): GuidedError {
  return new GuidedError("CLOUD_UNREACHABLE", `Identity "${name}": ${place} could not be reached: ${why}.`, `Check this machine's way to ${place}: HTTPS_PROXY, and NODE_EXTRA_CA_CERTS where a proxy has a certificate of its own.`);
}

export function wrongDirectory(name: string, expected: string, { tenantId }: TokenOwner): GuidedError {
  return new GuidedError("WRONG_ACCOUNT", `Identity "${name}" is of the directory ${tenantId}, but ${expected} is expected.`, `Correct identities.${name}.tenantId in trueup.yaml.`);
}

/** What Resource Manager answered in place of the subscription. */
export function subscriptionRefused(name: string, subscription: string, owner: TokenOwner, answer: { status: number; code?: string }): GuidedError {
  const who = nameOf(owner);
  const said = `HTTP ${answer.status}${answer.code ? ` ${answer.code}` : ""}`;
  if (answer.status === 404 || answer.code === "InvalidAuthenticationTokenTenant") {
    return new GuidedError("WRONG_ACCOUNT", `Identity "${name}": ${who} of the directory ${owner.tenantId ?? "it signed in to"} knows no subscription ${subscription} (${said}).`, `Correct identities.${name}.subscriptionId or tenantId, or let it read the subscription: ${assignReader(subscription, owner)}`);
  }
  return new GuidedError("IDENTITY_REFUSED", `Identity "${name}": ${who} may not read subscription ${subscription} (${said}).`, assignReader(subscription, owner));
}

/** The command that lets an identity read a subscription, and nothing more. */
export function assignReader(subscription: string, { objectId = "<object id>" }: TokenOwner): string {
  return `az role assignment create --assignee-object-id ${objectId} --assignee-principal-type ServicePrincipal --role Reader --scope /subscriptions/${subscription}`;
}
