import { createVerify, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import type { RestAnswer } from "../planned-answers.ts";
import type { ApiRequest } from "../serve-forge.ts";
import { created, notFound, ok, refuse } from "./answers.ts";

/** Who asks. */
export interface Caller {
  login: string;
  isApp: boolean;
  /** Of an App's token. */
  permissions?: Record<string, string>;
}

interface InstallationToken {
  permissions: Record<string, string>;
  endsAt: number;
}

const KEYS = generateKeyPairSync("rsa", { modulusLength: 2048 });
const INSTALLATION = 100;

/** One GitHub App with one installation, in the repository `acme/infra` alone. https://docs.github.com/en/rest/apps/apps */
export class Apps {
  readonly id = 12_345;
  readonly privateKey = KEYS.privateKey.export({ type: "pkcs1", format: "pem" }) as string;
  readonly tokens = new Map<string, InstallationToken>();
  /** What the last token was asked for with. */
  lastRequest: unknown;
  private readonly publicKey: KeyObject = KEYS.publicKey;
  private readonly repository: string;
  private readonly permissions: Record<string, string>;
  private readonly tokenSeconds: number;

  constructor(repository: string, permissions: Record<string, string>, tokenSeconds: number) {
    this.repository = repository;
    this.permissions = permissions;
    this.tokenSeconds = tokenSeconds;
  }

  /** The App's permissions where the token is one that lives. */
  permissionsOf(token: string): Record<string, string> | undefined {
    const known = this.tokens.get(token);
    return known && known.endsAt > Date.now() ? known.permissions : undefined;
  }

  /** The requests that are made with a JWT; `undefined` where it is none of them. */
  answer({ method, path, headers, body }: ApiRequest): RestAnswer | undefined {
    const isFound = /^\/repos\/([^/]+\/[^/]+)\/installation$/.exec(path);
    const byId = /^\/app\/installations\/(\d+)(\/access_tokens)?$/.exec(path);
    if (!isFound && !byId) return undefined;
    const problem = this.problemOf(String(headers.authorization).replace(/^Bearer /, ""));
    if (problem) return refuse(401, problem);
    if (isFound) return isFound[1] === this.repository ? ok(this.installation()) : notFound;
    if (Number(byId![1]) !== INSTALLATION) return notFound;
    if (!byId![2]) return ok(this.installation());
    return method === "POST" ? this.makeToken(body as { repositories?: string[]; permissions?: Record<string, string> }) : notFound;
  }

  private installation(): unknown {
    return { id: INSTALLATION, app_id: this.id, account: { login: this.repository.split("/")[0] }, permissions: this.permissions, repository_selection: "selected", suspended_at: null };
  }

  private makeToken(request: { repositories?: string[]; permissions?: Record<string, string> }): RestAnswer {
    this.lastRequest = request;
    const permissions = request.permissions ?? this.permissions;
    const rank = (level: string | undefined): number => ["read", "write", "admin"].indexOf(level ?? "");
    if (Object.entries(permissions).some(([name, level]) => rank(this.permissions[name]) < rank(level))) return refuse(422, "The permissions requested are not granted to this installation.");
    if (request.repositories?.some(name => name !== this.repository.split("/")[1])) return refuse(422, "There is at least one repository that does not exist or is not accessible to the parent installation.");
    const token = `ghs_${randomBytes(18).toString("hex")}`;
    const endsAt = Date.now() + this.tokenSeconds * 1000;
    this.tokens.set(token, { permissions, endsAt });
    return created({ token, permissions, expires_at: new Date(endsAt).toISOString(), repository_selection: "selected" });
  }

  /** https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
  private problemOf(jwt: string): string | undefined {
    const [head = "", payload = "", signature = ""] = jwt.split(".");
    if (!createVerify("RSA-SHA256").update(`${head}.${payload}`).verify(this.publicKey, signature, "base64url")) return "A JSON web token could not be decoded";
    const { alg } = JSON.parse(Buffer.from(head, "base64url").toString()) as { alg: string };
    const { iat, exp, iss } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { iat: number; exp: number; iss: string | number };
    const now = Date.now() / 1000;
    if (alg !== "RS256") return "A JSON web token could not be decoded";
    if (String(iss) !== String(this.id)) return "'Issuer' claim ('iss') must be an Integer";
    if (iat > now + 1) return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    if (exp <= now) return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
    return exp - now > 600 ? "'Expiration time' claim ('exp') is too far in the future" : undefined;
  }
}

/** What a request takes of an App: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
export function mayDo({ permissions }: Caller, { method, path }: ApiRequest, route: string): boolean {
  if (!permissions) return true;
  const needed = neededFor(route, path);
  const isEnough = (name: string): boolean => (method === "GET" ? permissions[name] !== undefined : permissions[name] === "write");
  return needed.some(isEnough);
}

function neededFor(route: string, path: string): string[] {
  if (path.endsWith("/graphql")) return ["contents", "pull_requests"];
  if (route === "") return ["metadata", "contents"];
  if (route.startsWith("/git/")) return ["contents"];
  if (route.startsWith("/pulls")) return ["pull_requests"];
  if (route.startsWith("/check-runs")) return ["checks"];
  if (route.startsWith("/statuses")) return ["statuses"];
  return ["issues", "pull_requests"];
}
