import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { GuidedError, type CloudContext, type JsonObject } from "../../../model/index.ts";
import { execCredential } from "./exec-credential.ts";
import { entryOf, isSameServer, kubeconfigIn, type KubeCluster, type KubeEntry, type KubeUser } from "./kubeconfig.ts";
import type { KubernetesSettings } from "./settings.ts";
import { tokenEnd } from "./token-end.ts";

/** Who reads, settled when the identity is opened, and which cluster that reaches for a provider. */
export interface Reader {
  /** The cluster and the user for a provider with this configuration. `undefined`: nothing of it is known. @throws {GuidedError} why this provider must not be read so */
  entryFor(config: JsonObject): KubeEntry | undefined;
  /** Whether the provider gets this entry in place of what it has. */
  replaces: boolean;
  /** The one cluster that it reaches, where that does not depend on the provider. */
  own?: KubeEntry;
  expiresAt?: Date;
}

/** @throws {GuidedError} IDENTITY_REFUSED where the settings do not say who reads, SECRET_MISSING, TOOL_MISSING */
export async function readerOf(name: string, settings: KubernetesSettings, context: CloudContext): Promise<Reader> {
  const kinds = (["credentials", "kubeconfig", "token"] as const).filter(kind => settings[kind] !== undefined);
  if (kinds.length !== 1) {
    throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}" has ${kinds.length === 0 ? "none" : kinds.map(kind => `\`${kind}\``).join(" and ")} of credentials, kubeconfig and token.`, `Give identities.${name} exactly one of them.`);
  }
  if (settings.token) return byToken(name, settings, context);
  if (settings.kubeconfig) return byKubeconfig(name, settings, context);
  return { replaces: false, entryFor: config => (settings.credentials === "ambient" ? undefined : fromState(name, config)) };
}

/** The kubeconfig that the provider has in its state. @throws {GuidedError} */
function fromState(name: string, config: JsonObject): KubeEntry {
  const entry = stateEntry(config);
  if (entry) return entry;
  const path = config["kubeconfig"];
  throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}" reads with the kubeconfig in the provider's state, and this provider has ${typeof path === "string" ? `only the path of one there: ${path}` : "none there"}.`, `Give identities.${name} a \`kubeconfig\` or a \`token\` of its own.`);
}

function stateEntry(config: JsonObject): KubeEntry | undefined {
  const text = kubeconfigIn(config);
  return text === undefined ? undefined : entryOf(text, { context: textOf(config, "context"), cluster: textOf(config, "cluster") }, "in the provider's state");
}

function textOf(config: JsonObject, key: string): string | undefined {
  const value = config[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

async function byKubeconfig(name: string, { kubeconfig, context: chosen, server }: KubernetesSettings, { secret, env }: CloudContext): Promise<Reader> {
  const entry = entryOf(secret(kubeconfig!), { context: chosen }, `of identity "${name}"`);
  const { user, expiresAt } = entry.user.exec ? await execCredential(name, entry.user.exec, { cluster: entry.cluster, env }) : { user: withoutFiles(name, entry.user, USER_FILES), expiresAt: undefined };
  const own = { ...entry, cluster: withoutFiles(name, entry.cluster, CLUSTER_FILES), user };
  const ends = expiresAt ?? tokenEnd(user.token);
  const entryFor = (config: JsonObject) => {
    const there = stateEntry(config);
    if (there && !isSameServer(there.cluster.server, server ?? own.cluster.server)) throw otherCluster(name, own.cluster, there.cluster);
    const namespace = there?.namespace ?? own.namespace;
    return { cluster: own.cluster, user: own.user, ...(namespace === undefined ? {} : { namespace }) };
  };
  return { replaces: true, own, entryFor, ...(ends ? { expiresAt: ends } : {}) };
}

function otherCluster(name: string, own: KubeCluster, there: KubeCluster): GuidedError {
  return new GuidedError("WRONG_ACCOUNT", `Identity "${name}" is for the cluster at ${own.server}, but the provider works in the one at ${there.server}.`, `Name an identity of that cluster in the stack's rule; where both are addresses of one cluster, say so: \`server: ${there.server}\` in identities.${name}.`);
}

const CLUSTER_FILES = { "certificate-authority": "certificate-authority-data" };
const USER_FILES = { "client-certificate": "client-certificate-data", "client-key": "client-key-data", tokenFile: "token" };

/** With the files that it names read into it: the plugin gets its kubeconfig as text. */
function withoutFiles<Part extends KubeCluster | KubeUser>(name: string, part: Part, files: Record<string, string>): Part {
  const embedded: Record<string, unknown> = { ...part };
  for (const [key, dataKey] of Object.entries(files)) {
    const file = embedded[key];
    delete embedded[key];
    // As in kubectl, what is embedded goes before what is named; a token is kept as it is, all else in base64.
    if (typeof file === "string" && !embedded[dataKey]) embedded[dataKey] = dataKey === "token" ? contentOf(name, key, file).toString().trim() : contentOf(name, key, file).toString("base64");
  }
  return embedded as Part;
}

function contentOf(name: string, key: string, file: string): Buffer {
  try {
    if (isAbsolute(file)) return readFileSync(file);
  } catch (cause) {
    throw new GuidedError("SECRET_MISSING", `Identity "${name}": ${file}, which \`${key}\` of its kubeconfig names, cannot be read (${(cause as NodeJS.ErrnoException).code}).`, "Put the file there, or embed it: `kubectl config view --raw --flatten --minify`.");
  }
  throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}": \`${key}\` of its kubeconfig is the relative path ${file}.`, "Embed what it names: `kubectl config view --raw --flatten --minify`.");
}

function byToken(name: string, { token: reference, server, ca }: KubernetesSettings, { secret }: CloudContext): Reader {
  const token = secret(reference!).trim();
  const user = { token };
  const ends = tokenEnd(token);
  const cluster = server === undefined ? undefined : { server, ...(ca ? { "certificate-authority-data": Buffer.from(secret(ca)).toString("base64") } : {}) };
  const own = cluster && { cluster, user };
  const entryFor = (config: JsonObject) => {
    const there = stateEntry(config);
    if (there) return { ...there, cluster: ca && cluster ? cluster : there.cluster, user };
    if (own) return own;
    throw new GuidedError("IDENTITY_REFUSED", `Identity "${name}" has a token but no address: the state of this provider has no kubeconfig.`, `Set \`server\` and \`ca\` of identities.${name}, or give it a \`kubeconfig\`.`);
  };
  return { replaces: true, entryFor, ...(own ? { own } : {}), ...(ends ? { expiresAt: ends } : {}) };
}

/** The address of the cluster that a provider's state names, where it does. */
export function serverIn(config: JsonObject): string | undefined {
  try {
    return stateEntry(config)?.cluster.server;
  } catch {
    // A kubeconfig that is broken says so when the provider is read.
    return undefined;
  }
}
