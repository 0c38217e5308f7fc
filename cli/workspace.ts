import { resolve } from "node:path";
import type { Config, SecretReference } from "../model/config.ts";
import { isJsonObject } from "../model/json.ts";
import type { CloudContext } from "../model/ports/cloud.ts";
import type { CodeAhead } from "../model/ports/code-ahead.ts";
import type { Backend } from "../model/ports/engine.ts";
import type { Store } from "../model/ports/store.ts";
import type { CommandContext } from "./command.ts";
import { loadConfig } from "./load-config.ts";
import type { Engine, EngineOptions, Identities, StorePlace } from "./wire.ts";

/** Everything a command that works on the estate needs, made from one configuration. */
export interface Workspace {
  config: Config;
  /** Folder of trueup.yaml. */
  baseDir: string;
  store: Store;
  engine: Engine;
  /** All backends of the configuration. One whose secret is missing fails when it is asked, not before, so that the others go on. */
  backends: Backend[];
  identities: Identities;
  codeAhead: CodeAhead;
  cloudContext: CloudContext;
  secret(reference: SecretReference): string;
  /** Ends what runs for it, and removes what it fetched; the store is its owner's. */
  close(): Promise<void>;
}

/** A first fetch of a large repository takes its time. */
const GIT_MS = 5 * 60_000;

/**
 * Opens what the configuration names, lets `work` use it, and closes it again whatever happens.
 * @throws {GuidedError} CONFIG_MISSING, CONFIG_INVALID, STORE_BROKEN, and whatever `work` throws
 */
export async function withWorkspace<T>(context: Pick<CommandContext, "terminal" | "wire">, options: { config: string }, work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const loaded = loadConfig(context, options);
  return withStore(context, loaded, async store => {
    const workspace = await openWorkspace(context, loaded, { store });
    try {
      return await work(workspace);
    } finally {
      await workspace.close();
    }
  });
}

/** What a configuration names, on a store that is open. It has to be closed. */
export async function openWorkspace({ terminal, wire }: Pick<CommandContext, "terminal" | "wire">, { config, baseDir }: Pick<Workspace, "config" | "baseDir">, { store, ...more }: Pick<Workspace, "store"> & Pick<EngineOptions, "limiter" | "onFallBack">): Promise<Workspace> {
  const { env } = terminal;
  const cloudContext = cloudContextOf({ terminal, wire }, { baseDir });
  const { secret } = cloudContext;
  const engine = await openEngine({ terminal, wire }, { config, baseDir }, { ...more, fingerprintKey: await store.fingerprintKey() });
  const codeAhead = wire.openCodeAhead({ scratchDir: resolve(baseDir, config.store, "checkouts"), env, gitMs: GIT_MS });
  const close = async (): Promise<void> => void (await Promise.all([engine.close(), codeAhead.close()]));
  return { config, baseDir, store, engine, secret, cloudContext, codeAhead, close, backends: lazyBackends(config, engine), identities: wire.openIdentities(config.identities, cloudContext) };
}

/** The engine over the backends of a configuration, for commands that need neither identities nor a store. It has to be closed. */
export function openEngine({ terminal, wire }: Pick<CommandContext, "terminal" | "wire">, { config, baseDir }: Pick<Workspace, "config" | "baseDir">, more: Pick<EngineOptions, "fingerprintKey" | "limiter" | "onFallBack">): Promise<Engine> {
  const { secret } = cloudContextOf({ terminal, wire }, { baseDir });
  return wire.openEngine({ ...more, backends: config.backends, limits: config.limits, baseDir, env: withoutForgeTokens(terminal.env, config.forges), secret });
}

export function cloudContextOf({ terminal: { env }, wire }: Pick<CommandContext, "terminal" | "wire">, { baseDir }: Pick<Workspace, "baseDir">): CloudContext {
  return { env, secret: reference => wire.resolveSecret(reference, { env, baseDir }) };
}

/** Opens the store alone, for commands that only tell what is in it. @throws {GuidedError} STORE_BROKEN, STORE_BUSY, DATABASE_UNREACHABLE, and whatever `work` throws */
export async function withStore<T>({ terminal, wire }: Pick<CommandContext, "terminal" | "wire">, { config, baseDir }: Pick<Workspace, "config" | "baseDir">, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await wire.openStore(storePlace({ terminal, wire }, { config, baseDir }));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Where a configuration keeps its store. */
export function storePlace({ terminal, wire }: Pick<CommandContext, "terminal" | "wire">, { config, baseDir }: Pick<Workspace, "config" | "baseDir">): StorePlace {
  const secret = (reference: SecretReference): string => wire.resolveSecret(reference, { env: terminal.env, baseDir });
  return { folder: resolve(baseDir, config.store), secret, ...(config.database ? { database: config.database } : {}) };
}

/** The engine runs programs, and what may push to their repositories is none of their business. */
function withoutForgeTokens(env: NodeJS.ProcessEnv, forges: Config["forges"]): NodeJS.ProcessEnv {
  const rest = { ...env };
  for (const settings of Object.values(forges)) {
    for (const value of Object.values(settings)) if (isJsonObject(value) && typeof value["env"] === "string") delete rest[value["env"]];
  }
  return rest;
}

function lazyBackends(config: Config, engine: Engine): Backend[] {
  return Object.keys(config.backends).map(name => ({
    name,
    list: async () => engine.backend(name).list(),
    state: async ref => engine.backend(name).state(ref),
    updateInProgress: async ref => engine.backend(name).updateInProgress(ref),
    lastUpdate: async (ref, kind) => engine.backend(name).lastUpdate(ref, kind),
    how: async () => (await engine.backend(name).how?.()) ?? "",
  }));
}
