import type { LastUpdate, StackRef, UpdateInProgress } from "../../../../model/index.ts";

/**
 * One way to the states of a backend. Reads only.
 * Every method may throw `NotUnderstood` (another way has to be taken), `BucketFailure` or a `GuidedError`.
 */
export interface StateSource {
  /** Whether this way can be taken at all. */
  check(): Promise<void>;
  list(): Promise<Omit<StackRef, "backend">[]>;
  /** `{ version, deployment }`, as `pulumi stack export` prints it, secrets still encrypted. */
  exported(ref: StackRef): Promise<unknown>;
  updateInProgress(ref: StackRef): Promise<UpdateInProgress | undefined>;
  /** The newest that succeeded; of one kind alone where `kind` says so. */
  lastUpdate(ref: StackRef, kind: string | undefined): Promise<LastUpdate | undefined>;
}
