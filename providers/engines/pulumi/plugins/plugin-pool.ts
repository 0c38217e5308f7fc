import { createHash } from "node:crypto";
import { GuidedError, type JsonObject } from "../../../../model/index.ts";
import { ConfigureRequest, ConfigureResponse, Struct } from "../proto.ts";
import { startEngineHost, type EngineHost } from "./engine-host.ts";
import { locatePlugin } from "./locate-plugin.ts";
import { startPlugin, type Plugin } from "./plugin.ts";

/** What makes two plugin processes interchangeable: equal values may share one, different ones never do. */
export interface PluginNeed {
  package: string;
  version?: string;
  /** Provider configuration, credentials of the scan's identity included. */
  config: JsonObject;
  /** Environment on top of ours; an empty string removes a variable. */
  env: Record<string, string>;
  /** `CloudSession.key`. */
  identityKey: string;
}

/** A configured plugin, shared with others of the same need. */
export interface PluginLease {
  plugin: Plugin;
  /** Whether it takes secrets with their marks. */
  acceptsSecrets: boolean;
  /** The serialised ConfigureResponse it gave. */
  configured: ConfigureResponse;
  /** It hung: nobody new gets it, and it is killed once those who have it gave it back. Their other calls may still be answered. */
  retire(): void;
  /** Gives it back. */
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
  acceptsSecrets: boolean;
  configured: ConfigureResponse;
  users: number;
  /** It hung or crashed: it serves who has it, and is killed after the last of them. */
  isRetired: boolean;
}

/** Keeps one plugin process for each distinct need, and shares it between stacks. */
export class PluginPool {
  readonly #options: PoolOptions;
  readonly #shared = new Map<string, Promise<Shared>>();
  readonly #spares = new Map<string, Promise<Plugin>>();
  #host: Promise<EngineHost> | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** @throws {GuidedError} PLUGIN_MISSING or PLUGIN_FAILED, in the plugin's words */
  async lease(need: PluginNeed): Promise<PluginLease> {
    const entry = await this.#current(needKey(need), need);
    entry.users += 1;
    let isReleased = false;
    return {
      ...entry,
      retire: () => {
        entry.isRetired = true;
      },
      release: () => {
        if (!isReleased) this.#giveBack(entry);
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
    this.#spares.clear();
    for (const plugin of await Promise.allSettled(all)) if (plugin.status === "fulfilled") plugin.value.end();
    (await this.#host)?.close();
    this.#host = undefined;
  }

  /** The process for this need, started where there is none, or where the last one ended or was retired. */
  async #current(key: string, need: PluginNeed): Promise<Shared> {
    const existing = await this.#shared.get(key)?.catch(() => undefined);
    if (existing && (existing.isRetired || !existing.plugin.isAlive)) this.#shared.delete(key);
    const starting = this.#shared.get(key) ?? this.#startConfigured(need);
    this.#shared.set(key, starting);
    try {
      return await starting;
    } catch (error) {
      if (this.#shared.get(key) === starting) this.#shared.delete(key);
      throw error;
    }
  }

  async #startConfigured(need: PluginNeed): Promise<Shared> {
    const plugin = await this.#take(need);
    try {
      return { plugin, ...(await configure(plugin, need, this.#options.startMs)), users: 0, isRetired: false };
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
    const env = withOverrides(this.#options.env, extra);
    const binary = await locatePlugin(name, version, env);
    return startPlugin({ name, binary, engineAddress: (await this.#host).address, env, startMs: this.#options.startMs });
  }

  #giveBack(entry: Shared): void {
    entry.users -= 1;
    if (entry.users > 0) return;
    if (entry.isRetired) entry.plugin.end("now");
    else void this.#endIdle();
  }

  async #endIdle(): Promise<void> {
    const idle: [string, Shared][] = [];
    for (const [key, entry] of this.#shared) {
      const started = await entry.catch(() => undefined);
      if (started?.users === 0) idle.push([key, started]);
    }
    for (const [key, entry] of idle.slice(0, Math.max(0, idle.length - this.#options.keepIdle))) {
      // Somebody may have taken it while we looked at the others.
      if (entry.users > 0) continue;
      this.#shared.delete(key);
      entry.plugin.end();
    }
  }
}

async function configure(plugin: Plugin, need: PluginNeed, timeoutMs: number): Promise<Pick<Shared, "acceptsSecrets" | "configured">> {
  const request = new ConfigureRequest();
  request.setArgs(Struct.fromJavaScript(need.config));
  const variables = request.getVariablesMap();
  // The older form of the same configuration, which some providers still read.
  for (const [key, value] of Object.entries(need.config)) {
    if (key !== "version") variables.set(`${need.package}:config:${key}`, typeof value === "string" ? value : JSON.stringify(value));
  }
  request.setAcceptsecrets(true);
  request.setAcceptresources(true);
  request.setSendsOldInputs(true);
  request.setSendsOldInputsToDelete(true);
  try {
    const configured = ConfigureResponse.deserializeBinary(await plugin.call("configure", request.serializeBinary(), timeoutMs));
    return { configured, acceptsSecrets: configured.getAcceptsecrets() };
  } catch (error) {
    const said = (error as { details?: string }).details ?? (error as Error).message;
    throw new GuidedError("PLUGIN_FAILED", `The provider plugin ${need.package} refused its configuration: ${said}`, "Check the provider's configuration in the stack and the identity that reads it (`trueup doctor`).", { cause: error });
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

/** A hash, so that credentials do not lie around as map keys. */
function needKey(need: PluginNeed): string {
  const sorted = (record: JsonObject): [string, unknown][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([need.package, need.version, sorted(need.config), sorted(need.env), need.identityKey]))
    .digest("hex");
}
