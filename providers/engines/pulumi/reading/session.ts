import { setMaxListeners } from "node:events";
import { GuidedError, type CallerEvidence, type CallLimiter, type IdentityFor, type JsonObject, type Observation, type PreviewStep, type Write } from "../../../../model/index.ts";
import type { PluginPool } from "../plugins/plugin-pool.ts";
import { createScrubber, type Scrubber } from "../scrubber.ts";
import type { Fingerprint } from "../wire-values.ts";

/** What the state says of one resource, as far as an observation of it tells it. */
export interface ResourceFacts {
  external: boolean;
  ignoreChanges: string[];
}

/** Decides on the writes of an update, and keeps what became of them. */
export interface WriteBook {
  /** Why a write may not be made; `undefined` where it may, which it may once. */
  refuse(write: Write, step: PreviewStep): string | undefined;
  /** Notes that the cloud has taken it. */
  note(write: Write): void;
}

/** What the calls of one stack share, whoever makes them: where plugins and identities come from, and what was seen. */
export interface Session {
  /** `read`: a refresh, in which nothing may ask for a write. `preview`: dry-run Create and Update pass too. `update`: and what `writes` lets through. */
  purpose: "read" | "preview" | "update";
  /** Of an update, and there alone. */
  writes?: WriteBook;
  pool: PluginPool;
  limiter: CallLimiter;
  identityFor: IdentityFor;
  fingerprint: Fingerprint;
  /** Milliseconds one Read may take, retries included; waiting for the limiter is not counted. */
  readMs: number;
  /** Plugin versions by package, from the state; for questions that come before a Configure names one. */
  versions: ReadonlyMap<string, string>;
  /** By URN. */
  facts: ReadonlyMap<string, ResourceFacts>;
  /** `<urn>::<id>` of resources that are on their way out: the engine reads them, and what comes of it is nobody's drift. */
  leaving: ReadonlySet<string>;
  /** By provider URN: outputs of the resources it made, secrets masked. */
  made: ReadonlyMap<string, readonly JsonObject[]>;
  scrubber: Scrubber;
  /** By URN, in the order of the reads; wire values and words as they came, so with every secret in them. Only `observed` lets them out, masked. */
  seen: Map<string, Observation>;
  /** By provider URN. */
  callers: Map<string, CallerEvidence>;
  /** Aborted when the session ends: what still waits for a plugin then is given up. */
  ended: AbortSignal;
  /** Gives up all that is still going on; `late`: because the stack's time was up, so that a plugin which had not answered may hang. */
  end(how?: "late"): void;
  isLate(): boolean;
}

export type SessionOptions = Omit<Session, "scrubber" | "seen" | "callers" | "ended" | "end" | "isLate">;

export function createSession(options: SessionOptions): Session {
  const controller = new AbortController();
  // Every call listens: a stack has as many as it has resources.
  setMaxListeners(0, controller.signal);
  let isLate = false;
  return {
    ...options,
    scrubber: createScrubber(),
    seen: new Map(),
    callers: new Map(),
    ended: controller.signal,
    end: how => {
      if (!controller.signal.aborted) isLate = how === "late";
      controller.abort();
    },
    isLate: () => isLate,
  };
}

/** Makes any failure one of ours, without the secrets it may quote. */
export function asGuided(error: unknown, scrubber: Scrubber): GuidedError {
  if (error instanceof GuidedError) return new GuidedError(error.code, scrubber.scrub(error.message), scrubber.scrub(error.hint), { cause: error });
  return new GuidedError("PLUGIN_FAILED", scrubber.scrub(error instanceof Error ? error.message : String(error)), "Run the scan again with TRUEUP_DEBUG=1 to see where it came from.", { cause: error });
}
