import type { ConfigSchema, Source } from "../model/config.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { OpenCheckout } from "../model/ports/checkout.ts";
import type { IdentityFor, Previewer } from "../model/ports/engine.ts";
import type { ForgeRepository } from "../model/ports/forge.ts";
import type { PreviewDigest } from "../model/preview-digest.ts";
import type { PropertyPath } from "../model/property-path.ts";
import type { DirectionRule, OnDrift, ReconcileSettings } from "../model/reconcile-config.ts";
import type { Direction } from "../model/reconcile-report.ts";
import type { StackRef } from "../model/stack.ts";

/** A stack whose drift is to be ended. */
export interface ReconcilingStack {
  ref: StackRef;
  /** Where its program is, the path filled in. */
  source?: Source;
  onDrift: OnDrift;
  directions: DirectionRule[];
  /** Who looks after it. */
  owner?: string;
  /** A scan has just read all of it, and found no drift: nothing is previewed. */
  isInSync?: boolean;
  /** Other stacks of the same program: an edit must not change them. */
  siblings: StackRef[];
}

export interface ReconcileOrder {
  stacks: ReconcilingStack[];
  /** Asked for on the command line, in place of what the configuration says. */
  direction?: Direction;
  /** Says what it would do; pushes and opens nothing. */
  dryRun: boolean;
  settings: ReconcileSettings;
  /** Our own version. */
  trueup: string;
  /** Milliseconds that one preview may take. */
  deadlineMs: number;
  /** Stacks previewed at once. */
  parallel: number;
}

/** What a policy forbids in a preview. */
export interface Violation {
  urn: string;
  /** Its name. */
  policy: string;
  /** Equal texts are the same violation. May quote the value that is forbidden. */
  text: string;
}

/** How one resource differs from its program, as noise rules and exemptions look at it. */
export interface DifferingResource {
  urn: string;
  type: string;
  isDeleted: boolean;
  differences: readonly { path: PropertyPath; program?: Json; cloud?: Json }[];
  program: JsonObject;
  cloud: { inputs: JsonObject; outputs: JsonObject };
}

/** Everything outside that reconciliation works with. */
export interface ReconcilePorts {
  previewer: Previewer;
  openCheckout: OpenCheckout;
  /** @throws {GuidedError} FORGE_REFUSED, FORGE_UNREACHABLE, SECRET_MISSING */
  openRepository(source: Pick<Source, "forge" | "repository">): Promise<ForgeRepository>;
  identityFor(ref: StackRef): IdentityFor;
  /** What policy forbids in the resources of a preview of this stack. */
  violations(digest: PreviewDigest, ref: StackRef): Promise<Violation[]>;
  /** Says of resources of this stack which of their differences (by path as text; empty: all of a deleted one) are no drift, and why: noise, or agreed on by an exemption. */
  setAside(ref: StackRef): Promise<(resource: DifferingResource) => ReadonlyMap<string, string>>;
  /** Of `trueup.yaml`. */
  configSchema: ConfigSchema;
  /** Milliseconds since 1970. */
  now(): number;
  pause(milliseconds: number): Promise<void>;
}
