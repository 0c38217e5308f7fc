import type { CloudSession, GuidedError } from "../../../../model/index.ts";
import type { PluginLease, PluginNeed } from "../plugins/plugin-pool.ts";

/**
 * One gRPC connection of the engine to the gateway. The engine opens one for each provider resource of the stack,
 * so a connection stands for one provider instance: it is unconfigured first, then ready or failed.
 */
export interface Connection {
  package: string;
  /** URN of the provider resource; known from its Configure on. */
  provider?: string;
  need?: PluginNeed;
  lease?: PluginLease;
  identity?: CloudSession;
  /** Why this provider cannot be asked: every Read through it is `unknown` for this reason. */
  failure?: GuidedError;
  /** How often its plugin had to be started again. */
  restarts?: number;
}
