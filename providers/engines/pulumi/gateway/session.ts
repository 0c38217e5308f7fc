import { GuidedError, type CallerEvidence, type IdentityFor, type JsonObject, type Observation } from "../../../../model/index.ts";
import type { PluginPool } from "../plugins/plugin-pool.ts";
import { createScrubber, type Scrubber } from "../scrubber.ts";
import type { Fingerprint } from "../wire-values.ts";

/** What one stack's calls through the gateway share: where plugins and identities come from, and what was seen. */
export interface Session {
  /** `read`: a refresh, in which nothing may ask for a write. `preview`: dry-run Create and Update pass too. */
  purpose: "read" | "preview";
  pool: PluginPool;
  identityFor: IdentityFor;
  fingerprint: Fingerprint;
  /** Milliseconds one Read may take, retries included. */
  readMs: number;
  /** Plugin versions by package, from the state; for questions that come before a Configure names one. */
  versions: ReadonlyMap<string, string>;
  /** Resources read with `.get()`, and the ignoreChanges of the others, from the state, by URN. */
  facts: ReadonlyMap<string, { external: boolean; ignoreChanges: string[] }>;
  /** By provider URN: outputs of the resources it made, secrets masked. */
  made: ReadonlyMap<string, readonly JsonObject[]>;
  scrubber: Scrubber;
  /** By URN, in the order of the reads. */
  observations: Map<string, Observation>;
  /** By provider URN. */
  callers: Map<string, CallerEvidence>;
}

export type SessionOptions = Omit<Session, "scrubber" | "observations" | "callers">;

export function createSession(options: SessionOptions): Session {
  return { ...options, scrubber: createScrubber(), observations: new Map(), callers: new Map() };
}

/** Makes any failure one of ours, without the secrets it may quote. */
export function asGuided(error: unknown, scrubber: Scrubber): GuidedError {
  if (error instanceof GuidedError) return new GuidedError(error.code, scrubber.scrub(error.message), scrubber.scrub(error.hint), { cause: error });
  return new GuidedError("PLUGIN_FAILED", scrubber.scrub(error instanceof Error ? error.message : String(error)), "Run the scan again with TRUEUP_DEBUG=1 to see where it came from.", { cause: error });
}
