import { createHash } from "node:crypto";
import type { Cloud, CloudContext, CloudSession, ImposedConfig, JsonObject, ProviderInUse, ReadOnlyProof } from "../../../model/index.ts";
import { renewable } from "../_shared/renewable.ts";
import { accessOf } from "./access.ts";
import { openApi, type Api } from "./api.ts";
import { callerAt } from "./caller.ts";
import { isSameServer, kubeconfigIn, kubeconfigOf, secretsOf, type KubeEntry } from "./kubeconfig.ts";
import { proveReadOnly, untold } from "./prove-read-only.ts";
import { settings, type KubernetesSettings } from "./settings.ts";
import { refuseUnsafe, WITHOUT_AMBIENT, WITHOUT_UNSAFE, withoutSkipping } from "./unsafe-settings.ts";
import { readerOf, serverIn, type Reader } from "./who-reads.ts";

/** Kubernetes clusters, each by a token, a kubeconfig of one's own, or what the state has. */
export const cloud: Cloud<KubernetesSettings> = {
  id: "kubernetes",
  title: "Kubernetes",
  packages: ["kubernetes"],
  settings,
  covers: isOfProvider,
  open: (name, settings, context) => openSession({ name, settings, context }),
};

/** By the address that the provider's state names; where it names none, by the context in the kubeconfig of whoever deployed. */
function isOfProvider({ server, context, credentials }: KubernetesSettings, { config }: ProviderInUse): true | string {
  const there = serverIn(config);
  if (there !== undefined) return server === undefined || isSameServer(there, server) || `it is for the cluster at ${server}, the provider works in the one at ${there}`;
  const its = config["context"];
  if (credentials !== undefined || kubeconfigIn(config) !== undefined || typeof its !== "string" || its === "" || its === context) return true;
  return `it is for ${context === undefined ? "no context by name" : `the context ${context}`}, the provider works in the context ${its} of a kubeconfig that its state does not have`;
}

interface Identity {
  name: string;
  settings: KubernetesSettings;
  context: CloudContext;
}

interface Opened extends Identity {
  /** Who reads, anew: one for all clusters of the identity. */
  newer(had: Reader): Promise<Reader>;
}

/** The session as it is before a provider says which cluster. */
async function openSession(identity: Identity): Promise<CloudSession> {
  const read = () => readerOf(identity.name, identity.settings, identity.context);
  return sessionOf({ ...identity, newer: renewable(read) }, await read());
}

function sessionOf(identity: Opened, reader: Reader): CloudSession {
  const at = ({ config }: Pick<ProviderInUse, "config">) => sessionAt(identity, reader, config);
  return {
    ...asking(identity, reader.own),
    ...ending(reader, async () => sessionOf(identity, await identity.newer(reader))),
    key: keyOf(identity.name, reader.own),
    impose: config => at({ config }).impose(config),
    at,
  };
}

/** The session at the cluster of one provider. @throws {GuidedError} why this provider must not be read so */
function sessionAt(identity: Opened, reader: Reader, config: JsonObject): CloudSession {
  refuseUnsafe(config, identity.context.env);
  const entry = reader.entryFor(config);
  return {
    ...asking(identity, entry),
    ...ending(reader, async () => sessionAt(identity, await identity.newer(reader), config)),
    key: keyOf(identity.name, entry),
    impose: given => imposed(given, entry, { reader, env: identity.context.env }),
  };
}

/** Everything that is asked of the cluster itself. */
function asking({ name, settings, context }: Identity, entry: KubeEntry | undefined): Pick<CloudSession, "identity" | "expectedAccount" | "confirm" | "proveReadOnly"> {
  const access = entry ? accessOf(entry) : "which cluster it reaches is known only with a provider";
  return {
    identity: name,
    ...(settings.cluster === undefined ? {} : { expectedAccount: settings.cluster }),
    confirm: async () => (typeof access === "string" ? undefined : during(openApi(name, access, context.env), api => callerAt(api, name, settings.cluster))),
    proveReadOnly: async (): Promise<ReadOnlyProof> => (typeof access === "string" ? untold(access) : during(openApi(name, access, context.env), api => proveReadOnly(api, entry?.namespace))),
  };
}

async function during<Told>(api: Api, ask: (api: Api) => Promise<Told>): Promise<Told> {
  try {
    return await ask(api);
  } finally {
    api.close();
  }
}

function ending({ expiresAt }: Reader, renew: () => Promise<CloudSession>): Pick<CloudSession, "expiresAt" | "renew"> {
  return expiresAt ? { expiresAt, renew } : {};
}

function keyOf(name: string, entry: KubeEntry | undefined): string {
  return `kubernetes:${createHash("sha256").update(JSON.stringify([name, entry ?? null])).digest("hex").slice(0, 16)}`;
}

/** The kubeconfig in the provider's configuration, never on a disk; its namespace and all that is no way to a cluster stay. */
function imposed(config: JsonObject, entry: KubeEntry | undefined, { reader, env }: { reader: Reader; env: NodeJS.ProcessEnv }): ImposedConfig {
  refuseUnsafe(config, env);
  const kept = withoutSkipping(config);
  if (!entry) return { config: kept, env: WITHOUT_UNSAFE };
  const secrets = secretsOf(entry.user);
  if (!reader.replaces) return { config: kept, env: WITHOUT_AMBIENT, secrets };
  const { context: _, cluster: __, ...rest } = kept;
  return { config: { ...rest, kubeconfig: kubeconfigOf(entry) }, env: WITHOUT_AMBIENT, secrets };
}
