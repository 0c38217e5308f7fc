import { randomUUID } from "node:crypto";
import { startFront, type Asked, type Front, type Told } from "./front.ts";

export interface Project {
  state: "ACTIVE" | "DELETE_REQUESTED";
  /** By member: the permissions it has. Who has none may not even see the project. */
  permissions: Map<string, string[]>;
}

/** The token services, IAM Credentials and Resource Manager of a Google Cloud. */
export interface GcpFront extends Front {
  projects: Map<string, Project>;
  /** By service account: who may impersonate it. */
  impersonators: Map<string, Set<string>>;
  /** What workload identity federation takes for a token of its issuer, and who comes out of it. */
  subjectToken: string;
  federatedMember: string;
  /** JSON of external_account credentials whose subject token is in this file. */
  externalAccount(subjectTokenFile: string, impersonates?: string): string;
  /** For the settings of an identity. */
  endpoints: { iamCredentials: string; resourceManager: string; tokenInfo: string };
  /** How long an access token lives at most. */
  tokenSeconds: number;
  /** A token that somebody has from elsewhere. */
  tokenOf(member: string): string;
  /** From now on it is none. */
  revoke(token: string): void;
  /** Who a token is of and what it is good for; undefined where it is none, or has ended. */
  ownerOf(token: string): { member: string; scopes: string[] } | undefined;
}

const POOL = "iam.googleapis.com/projects/1234567890/locations/global/workloadIdentityPools/ci";

/** https://cloud.google.com/iam/docs/reference/credentials/rest · https://cloud.google.com/iam/docs/reference/sts/rest · https://cloud.google.com/resource-manager/reference/rest/v3/projects */
export async function startGcpFront(): Promise<GcpFront> {
  const projects: GcpFront["projects"] = new Map();
  const impersonators: GcpFront["impersonators"] = new Map();
  const tokens = new Map<string, { member: string; scopes: string[]; ends: number }>();
  const subjectToken = `subject-${randomUUID()}`;
  const federatedMember = `principalSet://${POOL}/*`;

  function answer(asked: Asked): Told {
    const path = decodeURIComponent(asked.url.pathname);
    const account = /^\/v1\/projects\/-\/serviceAccounts\/([^:]+):generateAccessToken$/.exec(path)?.[1];
    const [, project, verb] = /^\/v3\/projects\/([^:]+)(?::(\w+))?$/.exec(path) ?? [];
    if (path === "/sts") return exchange(asked);
    if (path === "/tokeninfo") return tokenInfo(asked);
    if (account) return impersonate(asked, account);
    if (project) return ofProject(asked, project, verb);
    return { status: 404, json: {} };
  }

  function exchange({ form }: Asked): Told {
    const given = form.get("subject_token");
    if (given !== subjectToken) return { status: 400, json: { error: "invalid_grant", error_description: `The subject token ${given} was not issued by the provider.` } };
    return { json: { access_token: issue(federatedMember, [form.get("scope") ?? ""], front.tokenSeconds), issued_token_type: "urn:ietf:params:oauth:token-type:access_token", token_type: "Bearer", expires_in: front.tokenSeconds } };
  }

  function impersonate({ bearer, body }: Asked, account: string): Told {
    const source = front.ownerOf(bearer);
    const { scope, lifetime } = JSON.parse(body) as { scope: string[]; lifetime: string };
    if (!source) return refused(401, "UNAUTHENTICATED", `invalid token ${bearer}`);
    const allowed = impersonators.get(account);
    if (!allowed) return refused(404, "NOT_FOUND", `Unknown service account ${account}`);
    if (!allowed.has(source.member)) return refused(403, "PERMISSION_DENIED", `Permission 'iam.serviceAccounts.getAccessToken' denied for ${bearer}`);
    const seconds = Math.min(Number.parseInt(lifetime, 10), front.tokenSeconds);
    return { json: { accessToken: issue(`serviceAccount:${account}`, scope, seconds), expireTime: new Date(Date.now() + seconds * 1000).toISOString() } };
  }

  function tokenInfo({ bearer }: Asked): Told {
    const owner = front.ownerOf(bearer);
    if (!owner) return { status: 400, json: { error: "invalid_token", error_description: `Invalid Value ${bearer}` } };
    const mayTell = owner.scopes.includes("https://www.googleapis.com/auth/userinfo.email");
    return { json: { scope: owner.scopes.join(" "), expires_in: 3000, ...(mayTell ? { email: owner.member.replace(/^serviceAccount:/, "") } : {}) } };
  }

  function ofProject({ bearer, body }: Asked, id: string, verb: string | undefined): Told {
    const owner = front.ownerOf(bearer);
    if (!owner) return refused(401, "UNAUTHENTICATED", `Request had invalid authentication credentials: ${bearer}`);
    const project = projects.get(id);
    const held = project?.permissions.get(owner.member);
    if (!project || !held) return refused(403, "PERMISSION_DENIED", `The caller with ${bearer} does not have permission`);
    if (verb === undefined) return { json: { name: "projects/1234567890", projectId: id, state: project.state, displayName: "Acme" } };
    const { permissions } = JSON.parse(body) as { permissions: string[] };
    return permissions.length > 100 ? refused(400, "INVALID_ARGUMENT", "too many") : { json: { permissions: permissions.filter(permission => held.includes(permission)) } };
  }

  function issue(member: string, scopes: string[], seconds: number): string {
    const token = `ya29.${randomUUID()}-${randomUUID()}`;
    tokens.set(token, { member, scopes, ends: Date.now() + seconds * 1000 });
    return token;
  }

  const base = await startFront(answer);
  const front: GcpFront = Object.assign(base, {
    projects,
    impersonators,
    subjectToken,
    federatedMember,
    tokenSeconds: 3600,
    endpoints: { iamCredentials: base.url, resourceManager: base.url, tokenInfo: `${base.url}/tokeninfo` },
    externalAccount: (file: string, impersonates?: string) =>
      JSON.stringify({
        ...{ type: "external_account", audience: `//${POOL}/providers/runner`, subject_token_type: "urn:ietf:params:oauth:token-type:jwt", token_url: `${base.url}/sts`, credential_source: { file } },
        ...(impersonates ? { service_account_impersonation_url: `${base.url}/v1/projects/-/serviceAccounts/${impersonates}:generateAccessToken` } : {}),
      }),
    tokenOf: (member: string) => issue(member, ["https://www.googleapis.com/auth/cloud-platform"], 3600),
    revoke: (token: string) => void tokens.delete(token),
    ownerOf(token: string) {
      const held = tokens.get(token);
      return held && held.ends > Date.now() ? held : undefined;
    },
  });
  return front;
}

function refused(code: number, status: string, message: string): Told {
  return { status: code, json: { error: { code, status, message } } };
}
