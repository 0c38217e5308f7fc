import type { GuidedError } from "../guided-error.ts";
import type { StackObservation } from "../observation.ts";
import type { StackRef, StackState } from "../stack.ts";
import type { ReconcileSettings } from "../reconcile-config.ts";
import type { CloudSession, ProviderInUse } from "./cloud.ts";
import type { PreviewDigest, PreviewStep } from "../preview-digest.ts";

/** An update that is running, or that died without giving its lock back. */
export interface UpdateInProgress {
  /** ISO time, where the backend says it. */
  since?: string;
  /** Who runs it, as `ci@build-7 (pid 4711)`, where the backend says it. */
  by?: string;
}

/** What is known of an update that has ended. */
export interface LastUpdate {
  kind: string;
  /** ISO time at which it ended. */
  endedAt: string;
  /** Commit of the program, where it ran in a git checkout. */
  commit?: string;
  /** The checkout had changes that were not committed. */
  isDirty?: boolean;
}

/** The states of one backend. Reads only: never locks, never writes. */
export interface Backend {
  /** The key in `trueup.yaml`. */
  name: string;
  /** Every project and stack in it. @throws {GuidedError} BACKEND_UNREACHABLE, naming the address */
  list(): Promise<StackRef[]>;
  /** One stack's state, secrets still encrypted. @throws {GuidedError} STACK_MISSING or BACKEND_UNREACHABLE */
  state(ref: StackRef): Promise<StackState>;
  /** The update that holds the stack now; `undefined` where there is none, or where this kind of backend cannot tell. @throws {GuidedError} BACKEND_UNREACHABLE */
  updateInProgress(ref: StackRef): Promise<UpdateInProgress | undefined>;
  /**
   * The newest change of the recorded state that succeeded, as the backend's history has it: update, refresh, import or destroy; with `kind` the newest of that kind alone.
   * `undefined` where there is none. @throws {GuidedError} BACKEND_UNREACHABLE
   */
  lastUpdate(ref: StackRef, kind?: string): Promise<LastUpdate | undefined>;
  /** How it is read, for people, as `read directly` or `read by the engine, because …`. */
  how?(): Promise<string>;
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

/** What a program may see and take while it is only previewed: `reconcile.proof` of `trueup.yaml`. */
export type Confinement = ReconcileSettings["proof"];

export interface PreviewRequest {
  ref: StackRef;
  /** The project directory: where Pulumi.yaml is. */
  dir: string;
  /** Read the cloud before comparing. */
  refresh: boolean;
  identityFor: IdentityFor;
  /** Milliseconds. */
  deadlineMs: number;
  /** How the program is kept from what a preview does not need; absent: it runs in our own environment. */
  confinement?: Confinement;
  /** URNs: these alone are read and compared; default: all. */
  targets?: readonly string[];
}

/** Runs `pulumi preview` of a program through the gateway: no write, no lock. */
export interface Previewer {
  /** @throws {GuidedError} ENGINE_FAILED with the engine's diagnostics, or TIMED_OUT */
  preview(request: PreviewRequest): Promise<PreviewDigest>;
}

/** One write to a cloud. */
export interface Write {
  urn: string;
  operation: "create" | "update" | "delete";
}

/** Why a write may not be made; `undefined` where it may. */
export type Permit = (write: Write, step: PreviewStep) => string | undefined;

export interface UpdateRequest extends Omit<PreviewRequest, "refresh"> {
  targets: readonly string[];
  /**
   * Asked before each write: a step of the engine as a preview has it, secrets as "[secret]", but made of what is about to be written: of an update with the
   * provider's judgement of what it changes, of a creation with `newInputs`, of a deletion with `oldInputs`.
   */
  permit: Permit;
  /** Said in the stack's history. */
  message: string;
  /** Aborted where it should come to its end: what it has begun is finished. */
  stop?: AbortSignal;
}

/** How an update ended. */
export interface UpdateResult {
  /** What the cloud has taken, in order. */
  written: Write[];
  /** What was not let through. */
  refused: (Write & { because: string })[];
  /** Why it ended early. */
  failure?: GuidedError;
}

/** Runs `pulumi up --refresh` of a program for some resources alone, through the gateway: the one way in which something is written to a cloud, and only what its `permit` lets through. */
export interface Updater {
  /** Never throws for what the engine or a provider did: what was written before has to be told. @throws {GuidedError} where it could not begin */
  update(request: UpdateRequest): Promise<UpdateResult>;
}
