import { randomUUID } from "node:crypto";
import { trustedCertificate } from "./certificate.ts";
import { jsonWebToken, startFront, type Asked, type Front, type Told } from "./front.ts";

/** An app in the directory. */
export interface App {
  objectId: string;
  secret?: string;
  /** The one federated credential that it trusts. */
  federated?: { issuer: string; subject: string };
}

interface Permission {
  actions: string[];
  notActions?: string[];
  dataActions?: string[];
}

/** The sign-in server and Resource Manager of an Azure with one directory. */
export interface AzureFront extends Front {
  tenantId: string;
  /** By client id; tests change them. */
  apps: Map<string, App>;
  /** By subscription id: what each object id may do there. Whoever is not in it knows nothing of the subscription. */
  subscriptions: Map<string, Map<string, Permission[]>>;
  /** The machine's own identity, for whoever knows `IDENTITY_HEADER`. */
  machine: { objectId: string; clientId: string; env: Record<string, string> };
  /** What GitHub Actions puts into a job's environment. */
  gitHub: { env: Record<string, string>; issuer: string; subject: string };
  /** Certificate that a child process has to trust. */
  caFile: string;
  /** How long an access token lives. */
  tokenSeconds: number;
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow · https://learn.microsoft.com/rest/api/resources/subscriptions/get */
export async function startAzureFront(): Promise<AzureFront> {
  const certificate = await trustedCertificate();
  const tenantId = randomUUID();
  const apps: AzureFront["apps"] = new Map();
  const subscriptions: AzureFront["subscriptions"] = new Map();
  const tokens = new Map<string, { objectId: string; ends: number }>();
  const machine = { objectId: randomUUID(), clientId: randomUUID(), header: randomUUID() };
  const gitHub = { bearer: randomUUID(), issuer: "https://token.actions.githubusercontent.com", subject: "repo:acme/infra:ref:refs/heads/main" };

  function answer(asked: Asked): Told {
    const [, first, second = ""] = asked.url.pathname.split("/");
    if (asked.url.pathname.endsWith("/.well-known/openid-configuration")) return { json: discovery(`${front.url}/${first}`) };
    if (asked.url.pathname.endsWith("/oauth2/v2.0/token")) return first === tenantId ? signIn(asked) : noSignIn("AADSTS90002", `Tenant '${first}' not found.`);
    if (first === "msi") return machineToken(asked);
    if (first === "github") return asked.bearer === gitHub.bearer ? { json: { value: jsonWebToken({ iss: gitHub.issuer, sub: gitHub.subject, exp: inSeconds(300) }) } } : { status: 403, json: {} };
    if (first === "subscriptions") return resourceManager(asked, second.toLowerCase());
    return { status: 404, json: {} };
  }

  function signIn({ form }: Asked): Told {
    const clientId = form.get("client_id")!;
    const app = apps.get(clientId);
    const [secret, assertion] = [form.get("client_secret"), form.get("client_assertion")];
    if (!app) return noSignIn("AADSTS700016", `Application '${clientId}' was not found.`);
    // Servers do repeat what they were sent; nobody may pass that on.
    if (secret !== null && secret !== app.secret) return noSignIn("AADSTS7000215", `Invalid client secret provided: ${secret}.`);
    if (assertion !== null) {
      const { iss, sub, exp } = JSON.parse(Buffer.from(assertion.split(".")[1]!, "base64url").toString()) as { iss?: string; sub?: string; exp?: number };
      if (iss !== app.federated?.issuer || sub !== app.federated?.subject) return noSignIn("AADSTS700213", `No matching federated identity record found for presented assertion subject '${sub}': ${assertion}`);
      if (exp === undefined || exp * 1000 < Date.now()) return noSignIn("AADSTS700024", `Client assertion is not within its valid time range: ${assertion}`);
    }
    return secret === null && assertion === null ? noSignIn("AADSTS7000216", "client_assertion or client_secret is required.") : { json: issue(app.objectId, clientId) };
  }

  function machineToken({ headers, url }: Asked): Told {
    const wanted = url.searchParams.get("client_id");
    if (headers["x-identity-header"] !== machine.header || (wanted !== null && wanted !== machine.clientId)) return { status: 400, json: { error: "invalid_request" } };
    const { access_token, expires_in } = issue(machine.objectId, machine.clientId);
    return { json: { access_token, expires_on: String(inSeconds(expires_in)), resource: url.searchParams.get("resource"), token_type: "Bearer", client_id: machine.clientId } };
  }

  function issue(objectId: string, clientId: string) {
    const token = jsonWebToken({ aud: "https://management.azure.com", iss: `${front.url}/${tenantId}/`, appid: clientId, oid: objectId, tid: tenantId, jti: randomUUID(), exp: inSeconds(front.tokenSeconds) });
    tokens.set(token, { objectId, ends: inSeconds(front.tokenSeconds) });
    return { token_type: "Bearer", expires_in: front.tokenSeconds, ext_expires_in: front.tokenSeconds, access_token: token };
  }

  function resourceManager({ url, bearer }: Asked, subscription: string): Told {
    const held = tokens.get(bearer);
    if (!held || held.ends * 1000 < Date.now()) return refused(401, "InvalidAuthenticationToken", `The access token is invalid: ${bearer}`);
    const members = subscriptions.get(subscription);
    if (!members) return refused(404, "SubscriptionNotFound", `The subscription '${subscription}' could not be found.`);
    const permissions = members.get(held.objectId);
    if (!permissions) return refused(403, "AuthorizationFailed", `The client with object id '${held.objectId}' does not have authorization; token ${bearer}`);
    if (/^\/subscriptions\/[^/]+$/.test(url.pathname)) return { json: { id: `/subscriptions/${subscription}`, subscriptionId: subscription, tenantId, displayName: "Acme", state: "Enabled" } };
    if (!url.pathname.endsWith("/providers/Microsoft.Authorization/permissions")) return refused(404, "NotFound", "");
    return page(permissions, Number(url.searchParams.get("$skiptoken") ?? 0), url);
  }

  const base = await startFront(answer, certificate);
  const front: AzureFront = Object.assign(base, {
    tenantId,
    apps,
    subscriptions,
    machine: { objectId: machine.objectId, clientId: machine.clientId, env: { IDENTITY_ENDPOINT: `${base.url}/msi/token`, IDENTITY_HEADER: machine.header } },
    gitHub: { issuer: gitHub.issuer, subject: gitHub.subject, env: { ACTIONS_ID_TOKEN_REQUEST_URL: `${base.url}/github/token?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: gitHub.bearer } },
    caFile: certificate.file,
    tokenSeconds: 3600,
    stop: stopping(base, certificate.forget),
  });
  return front;
}

function stopping({ stop }: Front, forget: () => void): () => Promise<void> {
  return async () => {
    await stop();
    forget();
  };
}

function discovery(base: string): object {
  return { issuer: `${base}/v2.0`, token_endpoint: `${base}/oauth2/v2.0/token`, authorization_endpoint: `${base}/oauth2/v2.0/authorize`, jwks_uri: `${base}/keys`, end_session_endpoint: `${base}/logout`, response_types_supported: ["code"], subject_types_supported: ["pairwise"] };
}

function noSignIn(code: string, text: string): Told {
  return { status: 401, json: { error: "invalid_client", error_description: `${code}: ${text} Trace ID: ${randomUUID()}`, error_codes: [Number(code.slice("AADSTS".length))] } };
}

function refused(status: number, code: string, message: string): Told {
  return { status, json: { error: { code, message } } };
}

/** One at a time, as an answer with many comes. */
function page(permissions: Permission[], skip: number, url: URL): Told {
  const next = new URL(url.pathname, "https://elsewhere.example");
  next.search = `api-version=2022-04-01&$skiptoken=${skip + 1}`;
  return { json: { value: permissions.slice(skip, skip + 1).map(permission => ({ notActions: [], dataActions: [], notDataActions: [], ...permission })), ...(skip + 1 < permissions.length ? { nextLink: next.href } : {}) } };
}

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}
