import { tmpdir } from "node:os";
import { GuidedError, type Backend, type CallLimiter, type Config, type Previewer, type SecretReference, type StackReader, type StackRef, type Updater } from "../../../model/index.ts";
import { inProcessLimiter } from "../../limiter/in-process-limiter.ts";
import { pulumiBackend, type ParseExport } from "./backend.ts";
import { checkSecrets } from "./check-secrets.ts";
import { chooseReader } from "./choose-reader.ts";
import { directReader } from "./direct/direct-reader.ts";
import { engineEnv } from "./engine-env.ts";
import { engineReader, type ReaderOptions } from "./engine-reader.ts";
import { keyedFingerprint } from "./fingerprint.ts";
import { PluginPool } from "./plugins/plugin-pool.ts";
import { enginePreviewer } from "./previewer.ts";
import { runPulumi } from "./run-pulumi.ts";
import { engineUpdater } from "./updater.ts";
import type { Fingerprint } from "./wire-values.ts";

export interface PulumiEngineOptions {
  backends: Config["backends"];
  limits: Config["limits"];
  /** Folder of trueup.yaml. */
  baseDir: string;
  env: NodeJS.ProcessEnv;
  secret(reference: SecretReference): string;
  /** The store's key, 32 bytes: makes fingerprints comparable between scans. */
  fingerprintKey: Uint8Array;
  parseExport: ParseExport;
  /** Provider packages that some identity can be for: a program may bring one that its stack's state does not have yet. */
  knownPackages: readonly string[];
  /** Holds calls to the clouds back; default: one for this process alone. */
  limiter?: CallLimiter;
  /** Plugins without a user that are kept running; default 4. Large ones hold hundreds of megabytes each. */
  warmPlugins?: number;
  /** Told when a stack is read through the engine because it cannot be read directly, and why. */
  onFallBack?(stack: string, because: string): void;
}

/** The Pulumi engine, as all that Trueup asks of one. */
export interface PulumiEngine {
  backend(name: string): Backend;
  reader: StackReader;
  previewer: Previewer;
  /** The one that writes. */
  updater: Updater;
  /** Makes the keyed fingerprints that stand for secrets in what the reader gives; the same for anything else that is to be compared without being kept. */
  fingerprint: Fingerprint;
  /** `v3.250.0`. @throws {GuidedError} ENGINE_MISSING, also for an engine too old for lock-free refresh previews */
  version(): Promise<string>;
  /** Whether the secrets of a stack can be decrypted. @throws {GuidedError} PASSPHRASE_WRONG */
  checkSecrets(ref: StackRef): Promise<void>;
  /** Ends every plugin process. */
  close(): Promise<void>;
}

/** Milliseconds in which a plugin must start and take its configuration. */
const PLUGIN_START = 60_000;
const WARM_PLUGINS = 4;

/** The Pulumi engine and everything that runs under it. Nothing is started before it is needed. */
export function pulumiEngine(options: PulumiEngineOptions): PulumiEngine {
  const settingsOf = (name: string): Config["backends"][string] => {
    const settings = options.backends[name];
    if (!settings) throw new GuidedError("CONFIG_INVALID", `There is no backend "${name}"; there are ${Object.keys(options.backends).join(", ")}.`, "Add it under `backends` in trueup.yaml.");
    return settings;
  };
  const envOf = (name: string): NodeJS.ProcessEnv => engineEnv(settingsOf(name), options.secret, { env: options.env, dir: options.baseDir });
  const backends = new Map<string, Backend>();
  const backend = (name: string): Backend => {
    const settings = settingsOf(name);
    const open = backends.get(name) ?? pulumiBackend(name, { url: settings.url, env: () => envOf(name), parseExport: options.parseExport });
    backends.set(name, open);
    return open;
  };
  const pool = new PluginPool({ env: options.env, startMs: PLUGIN_START, keepIdle: options.warmPlugins ?? WARM_PLUGINS });
  const limiter = options.limiter ?? inProcessLimiter(options.limits);
  const reading = { pool, limiter, fingerprint: keyedFingerprint(options.fingerprintKey), envOf };
  const version = once(() => engineVersion(options.env));
  const running = { ...reading, backendOf: backend, version, knownPackages: options.knownPackages, readMs: options.limits.readSeconds * 1000 };
  return {
    backend,
    version,
    reader: readerOf(reading, options),
    fingerprint: reading.fingerprint,
    previewer: enginePreviewer(running),
    updater: engineUpdater(running),
    checkSecrets: async ref => checkSecrets(ref, envOf(ref.backend)),
    close: () => pool.close(),
  };
}

/** `TRUEUP_READER=engine` reads every stack through the engine: to see whether a verdict is the direct reader's. */
function readerOf(reading: ReaderOptions, { env, onFallBack }: PulumiEngineOptions): StackReader {
  const engine = engineReader(reading);
  if (env["TRUEUP_READER"] === "engine") return engine;
  return chooseReader({ direct: directReader(reading), engine, ...(onFallBack ? { onFallBack } : {}) });
}

/** 3.229.0 is the first whose refresh preview takes no lock in do-it-yourself backends. */
const OLDEST = [3, 229, 0] as const;

async function engineVersion(env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await runPulumi({ args: ["version"], cwd: tmpdir(), env, deadlineMs: 30_000 });
  const version = stdout.trim();
  const parts = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  if (!parts || isOlder(parts, OLDEST)) {
    throw new GuidedError("ENGINE_MISSING", `The engine on PATH is ${version || "of unknown version"}; Trueup needs v${OLDEST.join(".")} or newer, the first whose refresh preview takes no lock.`, "Update it: https://www.pulumi.com/docs/install/");
  }
  return version;
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const at = than.findIndex((part, i) => version[i] !== part);
  return at >= 0 && version[at]! < than[at]!;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
