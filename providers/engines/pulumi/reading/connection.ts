import type { CloudSession, GuidedError, JsonObject } from "../../../../model/index.ts";
import type { PluginLease } from "../plugins/plugin-pool.ts";

/**
 * One provider instance of a stack: it is unconfigured first, then ready or failed. The engine opens one gRPC connection to the gateway
 * for each provider resource; the direct reader makes one for each.
 */
export interface Connection {
  package: string;
  /** URN of the provider resource; known once it is configured. */
  provider?: string;
  /** Its configuration as the state has it, secrets unwrapped: what an identity is imposed on, anew whenever that is renewed. */
  config?: JsonObject;
  lease?: PluginLease;
  identity?: CloudSession;
  /** When `identity` is to be renewed, in milliseconds since the epoch. */
  renewAt?: number;
  /** Why this provider cannot be asked: every Read through it is `unknown` for this reason. */
  failure?: GuidedError;
  /** How often its plugin had to be started again. */
  restarts: number;
  /** A change of plugin that is under way; whoever comes meanwhile waits for it. */
  changing?: Promise<void>;
  /** Reads that the cloud answered. */
  answered: number;
  /** Calls that never came back. */
  hung: number;
  /** Reads that failed without a word since the last answer. */
  wordless: number;
  /** Reads whose whole deadline the rate limit outlasted, since the last answer: further ones are tried once, then not at all. */
  outlasted: number;
}

export function newConnection(name: string): Connection {
  return { package: name, restarts: 0, answered: 0, hung: 0, wordless: 0, outlasted: 0 };
}
