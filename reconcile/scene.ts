import type { Source } from "../model/config.ts";
import { GuidedError } from "../model/guided-error.ts";
import type { Checkout } from "../model/ports/checkout.ts";
import type { ForgeRepository } from "../model/ports/forge.ts";
import type { PreviewDigest } from "../model/preview-digest.ts";
import { stackName, type StackRef } from "../model/stack.ts";
import type { AdoptingStack, ReconcileOrder, ReconcilePorts } from "./ports.ts";

/** One stack in its checkout, with the previews of the program as it is. */
export interface Scene {
  stack: AdoptingStack & { source: Source };
  order: ReconcileOrder;
  ports: ReconcilePorts;
  repository: ForgeRepository;
  /** Branch that pull requests go to. */
  base: string;
  checkout: Checkout;
  /** Folders of the checkout in which `prepare` has run. */
  prepared: Set<string>;
  /** Project folder in the repository. */
  folder: string;
  /** Against the state. */
  plain: PreviewDigest;
  /** Against the cloud. */
  refreshed: PreviewDigest;
  /** A preview of the program as it stands in the checkout now. */
  preview(ref: StackRef, options: { refresh: boolean }): Promise<PreviewDigest>;
  /** Plain previews of the other stacks of this program, as it is; made when they are first needed. */
  siblingPreviews: Map<string, PreviewDigest>;
}

/** The same program against the state and against the cloud, at the same time. Neither is left running when the other fails: the checkout is edited next. */
export async function bothPreviews(preview: Scene["preview"], ref: StackRef): Promise<[plain: PreviewDigest, refreshed: PreviewDigest]> {
  const [plain, refreshed] = await Promise.allSettled([preview(ref, { refresh: false }), preview(ref, { refresh: true })]);
  if (plain.status === "rejected") throw plain.reason;
  if (refreshed.status === "rejected") throw refreshed.reason;
  return [plain.value, refreshed.value];
}

/** A preview with errors proves nothing, neither drift nor its absence. */
export function sound(digest: PreviewDigest, ref: StackRef): PreviewDigest {
  const [error] = digest.errors;
  if (error === undefined) return digest;
  throw new GuidedError("ENGINE_FAILED", `The preview of ${stackName(ref)} ends with an error: ${error.split("\n")[0]}`, "Run `pulumi preview --refresh` in the project to see all of it.");
}
