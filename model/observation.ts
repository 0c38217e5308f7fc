import type { Json } from "./json.ts";
import type { StackRef } from "./stack.ts";
import type { UnknownReason } from "./verdict.ts";

/** What one Read came to. Only `read` and `gone` are answers of the cloud; all others mean that we could not tell. */
export type ReadOutcome = { kind: "read" } | { kind: "gone" } | { kind: "unanswered"; reason: UnknownReason; message: string };

/** Properties of a resource; every secret in them is a `SecretMark`. */
export interface ResourceValues {
  inputs: Json;
  outputs: Json;
}

/** The provider's own judgement: would an unchanged program change this resource back? */
export interface ProviderDiff {
  changes: "none" | "some" | "unknown";
  /** Pulumi property paths, from the detailed diff where the provider gives one, else top-level keys. */
  paths: string[];
}

/** What the gateway saw of one resource during one read of its stack. */
export interface Observation {
  urn: string;
  type: string;
  /** URN of the provider resource that reads it. */
  provider: string;
  /** Read with `.get()`: compared on outputs alone, like the engine does. */
  external: boolean;
  outcome: ReadOutcome;
  recorded: ResourceValues;
  /** Only for outcome `read`; `inputs` is absent where the provider returned none. */
  found?: { inputs?: Json; outputs: Json };
  diff?: ProviderDiff;
  /** Property paths of the state's `ignoreChanges`, as written there. */
  ignoreChanges: string[];
  durationMs: number;
}

/** Who a provider's calls were made as, and whether that was confirmed both before and after the reads. */
export interface CallerEvidence {
  provider: string;
  identity: string;
  caller?: string;
  account?: string;
  confirmed: boolean;
  /** Why it is not confirmed. */
  note?: string;
}

/** Everything one read of one stack gave. */
export interface StackObservation {
  stack: StackRef;
  observations: Observation[];
  callers: CallerEvidence[];
  /** Set when the read of the stack ended early; what was observed before stays valid. */
  failure?: { reason: UnknownReason; code: string; message: string; hint: string };
  durationMs: number;
}
