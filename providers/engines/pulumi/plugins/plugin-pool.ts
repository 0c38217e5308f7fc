import pLimit from "p-limit";
import { GuidedError } from "../../../../model/index.ts";
import type { ConfigureResponse } from "../proto.ts";
import { configurePlugin } from "./configure-plugin.ts";
import { startEngineHost, type EngineHost } from "./engine-host.ts";
import { locatePlugin } from "./locate-plugin.ts";
import { needKey, type PluginNeed } from "./plugin-need.ts";
import { startPlugin, type Plugin } from "./plugin.ts";

/** A configured plugin, shared with others of the same need. */
export interface PluginLease {
  plugin: Plugin;
  /** Whether it takes secrets with their marks. */
  acceptsSecrets: boolean;
  /** The ConfigureResponse it gave. */
  configured: ConfigureResponse;
  /** Somebody found that it hangs: whoever still has something to ask leases another one. */
  isRetired(): boolean;
  /** It hung: nobody new gets it, and it is ended once those who have it gave it back. Their other calls may still be answered. */
  retire(): void;
  /** Gives it back. Calls that are still under way are let finish. */
  release(): void;
}

export interface PoolOptions {
  env: NodeJS.ProcessEnv;
  /** Milliseconds for a start, and for a Configure. */
  startMs: number;
  /** Plugins without a user that are kept warm. */
  keepIdle: number;
}

/** One configured process and how many use it. */
interface Shared {
  plugin: Plugin;
  configured: ConfigureResponse;
  users: number;
  /** It hung: it serves who has it, and is ended after the last of them. */
  isRetired: boolean;
}

/** Plugins that start at once: each takes a core and, the large ones, hundreds of megabytes while it does. */
const STARTS_AT_ONCE = 4;

/**
 * Keeps one plugin process for each distinct need, and shares it between stacks. There are never more than the needs in use and `keepIdle`;
 * of those that nobody uses, the ones that were given back last stay.
 */
export class PluginPool {
  readonly #options: PoolOptions;
  readonly #shared = new Map<string, Promise<Shared>>();
  /** Of `#shared`, those that are configured. */
  readonly #started = new Map<string, Shared>();
  /** Those that nobody uses, in the order in which they were given back. */
  readonly #idle = new Map<string, Shared>();
  readonly #spares = new Map<string, Promise<Plugin>>();
  /** Needs whose plugin hung at its start: asking each of them again would cost every stack the whole deadline. */
  readonly #hung = new Map<string, { error: GuidedError; until: number }>();
  readonly #starts = pLimit(STARTS_AT_ONCE);
  #host: Promise<EngineHost> | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** @throws {GuidedError} PLUGIN_MISSING, PLUGIN_FAILED in the plugin's words, or TIMED_OUT */
  async lease(need: PluginNeed): Promise<PluginLease> {
    const key = needKey(need);
    const entry = await this.#taken(key, need);
    let isReleased = false;
    return {
      plugin: entry.plugin,
      configured: entry.configured,
      acceptsSecrets: entry.configured.getAcceptsecrets(),
      isRetired: () => entry.isRetired,
      retire: () => {
        entry.isRetired = true;
      },
      release: () => {
        if (!isReleased) this.#giveBack(key, entry);
        isReleased = true;
      },
    };
  }

  /** A plugin nobody configured yet, for questions that come before the configuration. The next lease with the same environment takes it over. */
  unconfigured(name: string, version: string | undefined): Promise<Plugin> {
    const key = spareKey(name, version);
    const spare = this.#spares.get(key) ?? this.#start(name, version, {});
    this.#spares.set(key, spare);
    return spare;
  }

  /** Ends every plugin. */
  async close(): Promise<void> {
    const all = [...this.#spares.values(), ...[...this.#shared.values()].map(async entry => (await entry).plugin)];
    this.#shared.clear();
    this.#started.clear();
    this.#idle.clear();
    this.#spares.clear();
    for (const plugin of await Promise.allSettled(all)) if (plugin.status === "fulfilled") plugin.value.end("now");
    (await this.#host)?.close();
    this.#host = undefined;
  }

  /** An idle one may be ended between the moment it is there and the moment it is taken; then another is started. */
  async #taken(key: string, need: PluginNeed): Promise<Shared> {
    const entry = await this.#current(key, need);
    const taken = entry.plugin.isAlive ? entry : await this.#current(key, need);
    taken.users += 1;
    this.#idle.delete(key);
    return taken;
  }

  /** The process for this need, started where there is none, or where the last one ended or was retired. */
  async #current(key: string, need: PluginNeed): Promise<Shared> {
    const existing = await this.#shared.get(key)?.catch(() => undefined);
    if (existing && (existing.isRetired || !existing.plugin.isAlive)) this.#forget(key, existing);
    this.#refuseHung(key);
    const starting = this.#shared.get(key) ?? this.#startConfigured(need);
    this.#shared.set(key, starting);
    try {
      const entry = await starting;
      if (this.#shared.get(key) === starting) this.#started.set(key, entry);
      return entry;
    } catch (error) {
      if (this.#shared.get(key) === starting) this.#shared.delete(key);
      if (error instanceof GuidedError && error.code === "TIMED_OUT") this.#hung.set(key, { error, until: Date.now() + 2 * this.#options.startMs });
      throw error;
    }
  }

  #refuseHung(key: string): void {
    const hung = this.#hung.get(key);
    if (!hung) return;
    if (hung.until > Date.now()) throw hung.error;
    this.#hung.delete(key);
  }

  async #startConfigured(need: PluginNeed): Promise<Shared> {
    const plugin = await this.#take(need);
    try {
      return { plugin, configured: await configurePlugin(plugin, need, this.#options.startMs), users: 0, isRetired: false };
    } catch (error) {
      plugin.end("now");
      throw error;
    }
  }

  #take(need: PluginNeed): Promise<Plugin> {
    const key = spareKey(need.package, need.version);
    const spare = Object.keys(need.env).length === 0 ? this.#spares.get(key) : undefined;
    if (!spare) return this.#start(need.package, need.version, need.env);
    this.#spares.delete(key);
    return spare;
  }

  async #start(name: string, version: string | undefined, extra: Record<string, string>): Promise<Plugin> {
    this.#host ??= startEngineHost();
    const { address } = await this.#host;
    const env = withOverrides(this.#options.env, extra);
    const binary = await locatePlugin(name, version, env);
    return this.#starts(() => startPlugin({ name, binary, engineAddress: address, env, startMs: this.#options.startMs }));
  }

  #giveBack(key: string, entry: Shared): void {
    entry.users -= 1;
    if (entry.users > 0) return;
    if (entry.isRetired || !entry.plugin.isAlive) {
      this.#forget(key, entry);
      entry.plugin.end();
      return;
    }
    this.#idle.set(key, entry);
    for (const [oldest, unused] of [...this.#idle].slice(0, Math.max(0, this.#idle.size - this.#options.keepIdle))) {
      this.#forget(oldest, unused);
      unused.plugin.end();
    }
  }

  /** Another one may have taken its place already. */
  #forget(key: string, entry: Shared): void {
    if (this.#idle.get(key) === entry) this.#idle.delete(key);
    if (this.#started.get(key) !== entry) return;
    this.#started.delete(key);
    this.#shared.delete(key);
  }
}

function withOverrides(env: NodeJS.ProcessEnv, extra: Record<string, string>): NodeJS.ProcessEnv {
  const merged = { ...env, ...extra };
  for (const [name, value] of Object.entries(extra)) if (value === "") delete merged[name];
  return merged;
}

function spareKey(name: string, version: string | undefined): string {
  return `${name}@${version ?? ""}`;
}
