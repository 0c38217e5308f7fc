import pLimit from "p-limit";
import { GuidedError } from "../model/guided-error.ts";
import type { ReconciledStack, ReconcileReport } from "../model/reconcile-report.ts";
import { stackName } from "../model/stack.ts";
import { keyOfHome, openPlaces } from "./open-places.ts";
import { planStack } from "./plan/plan-stack.ts";
import { NO_DRIFT, type StackPlan } from "./plan/stack-plan.ts";
import type { ReconcileOrder, ReconcilePorts, ReconcilingStack } from "./ports.ts";
import { orFailure } from "./or-failure.ts";
import type { Plans, Run } from "./run.ts";
import { openScene, type SourcedStack } from "./scene.ts";
import { settlePlaces } from "./settle-places.ts";
import { failedStack, tellStack } from "./tell-stack.ts";

/**
 * Ends the drift of each stack as the configuration, or a person, says: proven pull requests, opened, updated and closed.
 * Never throws for what one stack did: that is in the report. Running it twice gives the same pull requests.
 */
export async function reconcile(order: ReconcileOrder, ports: ReconcilePorts): Promise<ReconcileReport> {
  const places = openPlaces(ports, order.settings);
  try {
    const run = { order, ports, places, atOnce: pLimit(order.parallel) };
    const plans = await planStacks(order.stacks.filter(hasSource), run);
    const settlements = await settlePlaces(plans, run);
    const stacks = order.stacks.map(stack => (hasSource(stack) ? tell(stack, plans.get(stack)!, settlements(stack)) : withoutSource(stack)));
    return { schema: "trueup/reconcile/v1", direction: order.direction ?? "configured", dryRun: order.dryRun, trueup: order.trueup, stacks };
  } finally {
    await places.close();
  }
}

async function planStacks(stacks: readonly SourcedStack[], run: Run): Promise<Plans> {
  const plans = new Map<SourcedStack, StackPlan | GuidedError>();
  const homes = Map.groupBy(stacks, ({ source }) => keyOfHome(source));
  await Promise.all([...homes.values()].map(async ofHome => {
    const place = await orFailure(() => run.places.open(ofHome[0]!.source));
    const planOne = async (stack: SourcedStack): Promise<void> => void plans.set(stack, place instanceof GuidedError ? place : stack.isInSync ? NO_DRIFT : await orFailure(async () => planStack(await openScene(stack, place, run))));
    await Promise.all(ofHome.map(stack => run.atOnce(planOne, stack)));
  }));
  return plans;
}

function hasSource(stack: ReconcilingStack): stack is SourcedStack {
  return stack.source !== undefined;
}

function tell({ ref }: SourcedStack, plan: StackPlan | GuidedError, settled: Parameters<typeof tellStack>[2]): ReconciledStack {
  return plan instanceof GuidedError ? failedStack(ref, plan, settled) : tellStack(ref, plan, settled);
}

function withoutSource({ ref }: ReconcilingStack): ReconciledStack {
  const refusal = { code: "no-source", message: "It is not known where the program of this stack is.", hint: "Add `source: { forge, repository, path }` to its rule under `stacks` in trueup.yaml." };
  return { stack: stackName(ref), outcome: "failed", refused: [refusal], resources: [], closed: [], others: [] };
}
