import type { Source } from "../model/config.ts";
import type { OpenCheckout } from "../model/ports/checkout.ts";
import type { IdentityFor, Previewer } from "../model/ports/engine.ts";
import type { ForgeRepository } from "../model/ports/forge.ts";
import type { PreviewDigest } from "../model/preview-digest.ts";
import type { StackRef } from "../model/stack.ts";

/** A stack whose drift is to be adopted. */
export interface AdoptingStack {
  ref: StackRef;
  /** Where its program is, the path filled in. */
  source?: Source;
  /** Other stacks of the same program: an edit must not change them. */
  siblings: StackRef[];
}

export interface ReconcileOrder {
  stacks: AdoptingStack[];
  /** Says what it would do; pushes and opens nothing. */
  dryRun: boolean;
  /** Our own version. */
  trueup: string;
  /** Milliseconds that one preview may take. */
  deadlineMs: number;
}

/** Everything outside that reconciliation works with. */
export interface ReconcilePorts {
  previewer: Previewer;
  openCheckout: OpenCheckout;
  /** @throws {GuidedError} FORGE_REFUSED, FORGE_UNREACHABLE, SECRET_MISSING */
  openRepository(source: Source): Promise<ForgeRepository>;
  identityFor(ref: StackRef): IdentityFor;
  /** What policy forbids in the resources of a preview, one text for each violation; equal texts are the same violation. */
  violations(digest: PreviewDigest): Promise<string[]>;
}
