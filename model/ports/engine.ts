import type { StackObservation } from "../observation.ts";
import type { StackRef, StackState } from "../stack.ts";
import type { CloudSession, ProviderInUse } from "./cloud.ts";
import type { PreviewDigest } from "../preview-digest.ts";

/** The states of one backend. Reads only: never locks, never writes. */
export interface Backend {
  /** The key in `trueup.yaml`. */
  name: string;
  /** Every project and stack in it. @throws {GuidedError} BACKEND_UNREACHABLE, naming the address */
  list(): Promise<StackRef[]>;
  /** One stack's state, secrets still encrypted. @throws {GuidedError} STACK_MISSING or BACKEND_UNREACHABLE */
  state(ref: StackRef): Promise<StackState>;
}

/** Chooses the identity for one provider resource of a stack. @throws {GuidedError} IDENTITY_MISSING, IDENTITY_REFUSED, WRONG_ACCOUNT */
export type IdentityFor = (provider: ProviderInUse) => Promise<CloudSession>;

export interface ReadLimits {
  /** Milliseconds one Read may take before it counts as timed out. */
  readMs: number;
  /** Milliseconds the whole stack may take. */
  stackMs: number;
}

/** Reads one stack back from its cloud. Never writes to cloud, state or checkout, takes no lock, and never throws for what one stack did: that is in the observation. */
export interface StackReader {
  read(state: StackState, identityFor: IdentityFor, limits: ReadLimits): Promise<StackObservation>;
}

export interface PreviewRequest {
  ref: StackRef;
  /** The project directory: where Pulumi.yaml is. */
  dir: string;
  /** Read the cloud before comparing. */
  refresh: boolean;
  identityFor: IdentityFor;
  /** Milliseconds. */
  deadlineMs: number;
}

/** Runs `pulumi preview` of a program through the gateway: no write, no lock. */
export interface Previewer {
  /** @throws {GuidedError} ENGINE_FAILED with the engine's diagnostics, or TIMED_OUT */
  preview(request: PreviewRequest): Promise<PreviewDigest>;
}
