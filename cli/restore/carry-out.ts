import { GuidedError } from "../../model/guided-error.ts";
import type { PreviewDigest } from "../../model/preview-digest.ts";
import type { RestoreReport } from "../../model/restore-report.ts";
import type { UpdateResult } from "../../model/ports/engine.ts";
import { isDone, notAllowed, planDifferences } from "../../reconcile/restore/compare-plan.ts";
import type { Order } from "../../reconcile/restore/order.ts";
import { permitWrites } from "../../reconcile/restore/permit-writes.ts";
import type { Engine } from "../wire.ts";
import type { OrderPlace } from "./open-order.ts";
import { ownCredentials } from "./own-credentials.ts";

export interface CarryOutOptions {
  dryRun: boolean;
  /** Milliseconds that a preview may take. */
  previewMs: number;
  /** Milliseconds that the update may take; what it has begun then is finished. */
  updateMs: number;
  now: Date;
  stop?: AbortSignal;
}

export type Outcome = Pick<RestoreReport, "outcome" | "written" | "because"> & { hint?: string };

/** Plans an order once more, refuses it unless the plan is what was reviewed, carries it out, and looks whether it is done. @throws {GuidedError} where it could not be told */
export async function carryOut(order: Order, place: OrderPlace, engine: Engine, options: CarryOutOptions): Promise<Outcome> {
  const hindrance = expiryOf(order, options.now) ?? (await lockOf(place, engine));
  if (hindrance) return hindrance;
  const preview = (): Promise<PreviewDigest> => engine.previewer.preview({ ...place, refresh: true, targets: targetsOf(order), identityFor: ownCredentials, deadlineMs: options.previewMs });
  const plan = await preview();
  if (isDone(plan)) return { outcome: "already", written: [], because: [] };
  const against = againstPlan(order, plan);
  if (against) return against;
  if (options.dryRun) return { outcome: "would", written: [], because: [] };
  if (options.stop?.aborted) return { outcome: "failed", written: [], because: ["It was told to end before anything was written"], hint: "Run it again." };
  const result = await engine.updater.update({
    ...place,
    targets: targetsOf(order),
    identityFor: ownCredentials,
    permit: permitWrites(order),
    deadlineMs: options.updateMs,
    message: `Reconciliation order ${order.id}`,
    ...(options.stop ? { stop: options.stop } : {}),
  });
  return outcomeOf(result, preview);
}

function targetsOf({ plan }: Order): string[] {
  return plan.map(({ urn }) => urn);
}

function expiryOf({ expires }: Order, now: Date): Outcome | undefined {
  if (now.toISOString() < new Date(expires).toISOString()) return undefined;
  return refusedFor([`It expired at ${expires}`], "What is still drifted gets a new order from the next `trueup reconcile`.");
}

async function lockOf({ ref }: OrderPlace, engine: Engine): Promise<Outcome | undefined> {
  const update = await engine.backend(ref.backend).updateInProgress(ref);
  if (!update) return undefined;
  return refusedFor([`An update holds the stack${update.by === undefined ? "" : `, of ${update.by}`}${update.since === undefined ? "" : `, since ${update.since}`}`], "Run it again when that is over; where the update has died, `pulumi cancel` gives the lock back.");
}

/** What a plan does that was not reviewed, or is not allowed. @throws {GuidedError} ENGINE_FAILED where it ends in an error of its own */
function againstPlan(order: Order, plan: PreviewDigest): Outcome | undefined {
  const forbidden = notAllowed(order, plan);
  const differences = plan.errors.length > 0 ? [] : planDifferences(order, plan);
  if (differences.length > 0) return refusedFor([...forbidden, ...differences], "Delete the order's file; what is still drifted gets a new order from the next `trueup reconcile`.");
  if (forbidden.length > 0) return refusedFor(forbidden, "If that is what you want, write the URN into `allow` of the order by a pull request; its merge runs the order again.");
  const [error] = plan.errors;
  if (error === undefined) return undefined;
  throw new GuidedError("ENGINE_FAILED", `The plan of order ${order.id} ends with an error: ${error.split("\n")[0]}`, "Run `pulumi preview --refresh` in the project to see all of it.");
}

async function outcomeOf({ written, refused, failure }: UpdateResult, preview: () => Promise<PreviewDigest>): Promise<Outcome> {
  if (refused.length > 0) return { ...refusedFor(refused.map(({ operation, urn, because }) => `The ${operation} of ${urn} was stopped: ${because.replace(/\.$/, "")}`), "Something changed between plan and update. Look at the stack with `pulumi preview --refresh`."), written };
  if (failure?.code === "STACK_LOCKED" && written.length === 0) return refusedFor([failure.message], "Run it again when that is over.");
  if (failure) return { outcome: "failed", written, because: [`${failure.code}: ${failure.message}`], hint: failure.hint };
  const left = await preview();
  if (isDone(left)) return { outcome: "done", written, because: [] };
  const why = left.errors[0]?.split("\n")[0] ?? "a preview afterwards still shows changes of its resources";
  return { outcome: "failed", written, because: [`It was carried out, and is not over: ${why}`], hint: "Look at the stack with `pulumi preview --refresh`." };
}

function refusedFor(because: string[], hint: string): Outcome {
  return { outcome: "refused", written: [], because, hint };
}
