import { createHash, createHmac, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { matchesGlob } from "../glob.ts";
import { listening, stopped } from "./listening.ts";

export interface Role {
  arn: string;
  /** ARNs of the users or OIDC providers that may assume it. */
  trusts: string[];
  externalId?: string;
  /** What its own policies allow, as `*:Describe*` or `*:*`. */
  allows: string[];
}

export interface User {
  arn: string;
  accessKeyId: string;
  accessKeySecret: string;
}

export interface FrontSettings {
  users: User[];
  roles: Role[];
  /** OIDC tokens that are taken, by provider ARN. */
  tokens?: Record<string, string[]>;
}

/** One question as the front saw it. */
export interface AlicloudCall {
  action: string;
  /** ARN of who asked; `anonymous` where the call is not signed. */
  caller: string;
  parameters: Record<string, string>;
  /** The error code of a refused call. */
  error?: string;
}

/** Alibaba Cloud's token service, and of its VPC service the dry run of CreateVpc. */
export interface AlicloudFront {
  /** As STS_ENDPOINT takes it. */
  endpoint: string;
  calls: AlicloudCall[];
  roles: Role[];
  /** Makes every session so far expire. */
  expireSessions(): void;
  /** From now on it takes questions and never answers. */
  hang(): void;
  /** A text that every refusal quotes, as careless services quote requests. */
  quote(text: string): void;
  stop(): Promise<void>;
}

interface Session {
  arn: string;
  secret: string;
  token: string;
  role: Role;
  policy: { Statement: { Effect: string; Action: string[] }[] } | undefined;
  hasExpired: boolean;
}

class Refused extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 403) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Starts one on a free port of 127.0.0.1. It checks signatures (ACS3-HMAC-SHA256), trust, external IDs, and lets a session policy cut the role's permissions. */
export async function startAlicloudFront({ users, roles, tokens = {} }: FrontSettings): Promise<AlicloudFront> {
  const sessions = new Map<string, Session>();
  const calls: AlicloudCall[] = [];
  const mood = { hangs: false, quoted: "" };

  function answer(request: IncomingMessage, parameters: Record<string, string>): object {
    const action = String(request.headers["x-acs-action"]);
    const call: AlicloudCall = { action, caller: "anonymous", parameters };
    calls.push(call);
    try {
      const caller = whoSigned(request, parameters);
      if (caller) call.caller = caller.arn;
      return reply(action, caller, parameters);
    } catch (error) {
      call.error = (error as Refused).code;
      throw error;
    }
  }

  function whoSigned(request: IncomingMessage, parameters: Record<string, string>): User | Session | undefined {
    const header = request.headers.authorization;
    if (!header) return undefined;
    const [, id = "", names = "", signature = ""] = /Credential=([^,]+),SignedHeaders=([^,]+),Signature=(\w+)/.exec(header) ?? [];
    const caller = sessions.get(id) ?? users.find(({ accessKeyId }) => accessKeyId === id);
    if (!caller) throw new Refused("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404);
    const secret = "secret" in caller ? caller.secret : caller.accessKeySecret;
    if (signatureOf(request, parameters, { secret, names: names.split(";") }) !== signature) throw new Refused("SignatureDoesNotMatch", "Specified signature is not matched with our calculation.", 400);
    if ("token" in caller && request.headers["x-acs-security-token"] !== caller.token) throw new Refused("InvalidSecurityToken.MismatchWithAccessKey", "The security token does not belong to the access key.", 400);
    if ("hasExpired" in caller && caller.hasExpired) throw new Refused("InvalidSecurityToken.Expired", "Specified SecurityToken is expired.", 400);
    return caller;
  }

  function reply(action: string, caller: User | Session | undefined, parameters: Record<string, string>): object {
    if (action === "AssumeRoleWithOIDC") {
      const provider = parameters["OIDCProviderArn"]!;
      if (!tokens[provider]?.includes(parameters["OIDCToken"]!)) throw new Refused("AuthenticationFail.OIDCToken.Invalid", "The OIDC token is invalid.", 400);
      return open(parameters, provider);
    }
    if (!caller) throw new Refused("MissingAccessKeyId", "An access key is missing.", 400);
    if (action === "AssumeRole") return open(parameters, caller.arn);
    if (action === "GetCallerIdentity") return { AccountId: caller.arn.split(":")[3], Arn: caller.arn, IdentityType: "token" in caller ? "AssumedRoleUser" : "RAMUser" };
    if (action === "CreateVpc" && parameters["DryRun"] === "true") {
      if (!may(caller, "vpc:CreateVpc")) throw new Refused("Forbidden.RAM", "User not authorized to operate on the specified resource, or this API does not support RAM.");
      throw new Refused("DryRunOperation", "Request validation has been passed with DryRun flag set.", 400);
    }
    throw new Refused("InvalidAction.NotFound", `There is no ${action}.`, 404);
  }

  function open(parameters: Record<string, string>, by: string): object {
    const role = roles.find(({ arn }) => arn === parameters["RoleArn"]);
    if (!role) throw new Refused("EntityNotExist.Role", "The role does not exist.", 404);
    if (!role.trusts.includes(by) || (role.externalId !== undefined && role.externalId !== parameters["ExternalId"])) throw new Refused("NoPermission", "You are not authorized to do this action. You should be authorized by RAM.");
    if ((parameters["Policy"] ?? "").length > 2048) throw new Refused("InvalidParameter.PolicyGrammar", "The policy is too long.", 400);
    const [id, secret, token] = [`STS.${randomBytes(9).toString("hex")}`, randomBytes(20).toString("hex"), randomBytes(60).toString("base64")];
    const name = `${role.arn.replace(":role/", ":assumed-role/")}/${parameters["RoleSessionName"]}`;
    sessions.set(id, { arn: name, secret, token, role, policy: parameters["Policy"] ? JSON.parse(parameters["Policy"]) : undefined, hasExpired: false });
    const ends = new Date(Date.now() + Number(parameters["DurationSeconds"] ?? 3600) * 1000);
    return { AssumedRoleUser: { Arn: name, AssumedRoleId: `3:${parameters["RoleSessionName"]}` }, Credentials: { AccessKeyId: id, AccessKeySecret: secret, SecurityToken: token, Expiration: ends.toISOString().replace(/\.\d+/, "") } };
  }

  const server = createServer((request, response) => {
    void parametersOf(request).then(parameters => {
      if (mood.hangs) return;
      try {
        send(response, 200, answer(request, parameters));
      } catch (error) {
        const { code = "InternalError", message, status = 500 } = error as Refused;
        send(response, status, { Code: code, Message: mood.quoted ? `${message} (${mood.quoted})` : message });
      }
    });
  });
  return {
    endpoint: `http://127.0.0.1:${await listening(server)}`,
    calls,
    roles,
    expireSessions: () => sessions.forEach(session => (session.hasExpired = true)),
    hang: () => void (mood.hangs = true),
    quote: text => void (mood.quoted = text),
    stop: () => stopped(server),
  };
}

function may(caller: User | Session, action: string): boolean {
  if (!("role" in caller)) return false;
  const matches = (actions: string[]) => actions.some(pattern => matchesGlob(pattern, action));
  if (!matches(caller.role.allows)) return false;
  if (!caller.policy) return true;
  const { Statement } = caller.policy;
  return Statement.some(({ Effect, Action }) => Effect === "Allow" && matches(Action)) && !Statement.some(({ Effect, Action }) => Effect === "Deny" && matches(Action));
}

/** https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature */
function signatureOf(request: IncomingMessage, parameters: Record<string, string>, { secret, names }: { secret: string; names: string[] }): string {
  const { searchParams, pathname } = new URL(request.url!, "http://front");
  const query = [...searchParams].map(([key, value]) => `${encoded(key)}=${encoded(value)}`).sort().join("&");
  const headers = names.map(name => `${name}:${String(request.headers[name] ?? "").trim()}\n`).join("");
  const canonical = [request.method, pathname, query, headers, names.join(";"), sha256(parameters[BODY] ?? "")].join("\n");
  return createHmac("sha256", secret).update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`).digest("hex");
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The body as it came; no parameter has such a name. */
const BODY = " body";

async function parametersOf(request: IncomingMessage): Promise<Record<string, string>> {
  const body = Buffer.concat(await request.toArray()).toString();
  return { ...Object.fromEntries(new URL(request.url!, "http://front").searchParams), ...Object.fromEntries(new URLSearchParams(body)), ...(body && { [BODY]: body }) };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ RequestId: randomBytes(8).toString("hex"), ...body }));
}
