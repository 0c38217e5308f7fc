import { parse } from "yaml";
import { z } from "zod";
import { GuidedError, isJsonObject, type Json, type JsonObject } from "../../../model/index.ts";

const cluster = z.looseObject({
  server: z.string(),
  "certificate-authority": z.string().optional(),
  "certificate-authority-data": z.string().optional(),
  "insecure-skip-tls-verify": z.boolean().optional(),
  "tls-server-name": z.string().optional(),
  "proxy-url": z.string().optional(),
});

const exec = z.looseObject({
  apiVersion: z.string(),
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  provideClusterInfo: z.boolean().optional(),
});

const user = z.looseObject({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  "client-certificate": z.string().optional(),
  "client-certificate-data": z.string().optional(),
  "client-key": z.string().optional(),
  "client-key-data": z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  exec: exec.optional(),
  "auth-provider": z.looseObject({ name: z.string() }).optional(),
});

/** https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
const kubeconfig = z.looseObject({
  "current-context": z.string().nullish(),
  clusters: z.array(z.object({ name: z.string(), cluster })),
  contexts: z.array(z.object({ name: z.string(), context: z.looseObject({ cluster: z.string(), user: z.string().default(""), namespace: z.string().optional() }) })),
  users: z.array(z.object({ name: z.string(), user: user.nullish().transform(value => value ?? {}) })).nullish(),
});

export type KubeCluster = z.infer<typeof cluster>;
export type KubeUser = z.infer<typeof user>;
export type KubeExec = z.infer<typeof exec>;

/** One context of a kubeconfig: a cluster, and who talks to it. */
export interface KubeEntry {
  cluster: KubeCluster;
  user: KubeUser;
  namespace?: string;
}

export interface Chosen {
  /** Default: the current one. */
  context?: string | undefined;
  /** The name of another cluster than the context's. */
  cluster?: string | undefined;
}

/**
 * One context of a kubeconfig's text, which is YAML or JSON.
 * @param from where it comes from, for messages, which never quote it
 * @throws {GuidedError} IDENTITY_REFUSED where it is no kubeconfig or has no such context
 */
export function entryOf(text: string, chosen: Chosen, from: string): KubeEntry {
  const { clusters, contexts, users, "current-context": current } = parsed(text, from);
  const wanted = chosen.context ?? (current || undefined);
  const context = contexts.find(({ name }) => name === wanted)?.context;
  if (!context) throw broken(from, wanted === undefined ? "has no current context" : `has no context "${wanted}"; there are ${listed(contexts)}`);
  const name = chosen.cluster ?? context.cluster;
  const found = clusters.find(candidate => candidate.name === name)?.cluster;
  if (!found) throw broken(from, `has no cluster "${name}"; there are ${listed(clusters)}`);
  return { cluster: found, user: users?.find(candidate => candidate.name === context.user)?.user ?? {}, ...(context.namespace ? { namespace: context.namespace } : {}) };
}

function parsed(text: string, from: string): z.infer<typeof kubeconfig> {
  const result = kubeconfig.safeParse(document(text, from));
  if (result.success) return result.data;
  throw broken(from, `is no kubeconfig: ${result.error.issues[0]!.path.join(".") || "it"} is not as it should be`);
}

/** What YAML says of a mistake quotes its line, which may be a key. */
function document(text: string, from: string): unknown {
  try {
    return parse(text, { logLevel: "silent" });
  } catch {
    throw broken(from, "is neither YAML nor JSON");
  }
}

function broken(from: string, what: string): GuidedError {
  return new GuidedError("IDENTITY_REFUSED", `The kubeconfig ${from} ${what}.`, "See `kubectl config view --minify --flatten`, or set `context` of the identity.");
}

function listed(entries: readonly { name: string }[]): string {
  return entries.map(({ name }) => name).join(", ") || "none";
}

/** The text of the kubeconfig that a provider's configuration holds; `undefined` where it has none, or only the path of one on the machine that deployed. */
export function kubeconfigIn({ kubeconfig: given }: JsonObject): string | undefined {
  if (isJsonObject(given as Json)) return JSON.stringify(given);
  if (typeof given !== "string") return undefined;
  return given.includes("\n") || given.trimStart().startsWith("{") ? given : undefined;
}

/** A kubeconfig of one context, as JSON. */
export function kubeconfigOf({ cluster: to, user: as, namespace }: KubeEntry): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "cluster", cluster: to }],
    users: [{ name: "trueup", user: as }],
    contexts: [{ name: "trueup", context: { cluster: "cluster", user: "trueup", ...(namespace === undefined ? {} : { namespace }) } }],
    "current-context": "trueup",
  });
}

/** What of a user must never be told. */
export function secretsOf(user: KubeUser): string[] {
  const key = user["client-key-data"];
  const fromAuthProvider = Object.values((user["auth-provider"]?.["config"] ?? {}) as Record<string, unknown>);
  return [user.token, user.password, key, key && Buffer.from(key, "base64").toString(), ...(user.exec?.env ?? []).map(({ value }) => value), ...fromAuthProvider].filter(text => typeof text === "string" && text !== "") as string[];
}

/** Two spellings of one address: https://Api.example:443/ is https://api.example. */
export function isSameServer(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

function normal(server: string): string {
  return URL.parse(server)?.href.replace(/\/+$/, "") ?? server;
}
