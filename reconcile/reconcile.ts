import pLimit from "p-limit";
import { GuidedError } from "../model/guided-error.ts";
import type { ReconciledStack, ReconcileReport } from "../model/reconcile-report.ts";
import { stackName } from "../model/stack.ts";
import { findDashboards } from "./lifecycle/dashboard/find-dashboards.ts";
import { keyOfHome, openPlaces } from "./open-places.ts";
import { planStack, type StackPlan } from "./plan/plan-stack.ts";
import type { Choices } from "./plan/decide.ts";
import type { ReconcileOrder, ReconcilePorts, ReconcilingStack } from "./ports.ts";
import { subjectId } from "./pull-request/identity.ts";
import { orFailure, type Plans, type Run } from "./run.ts";
import { openScene, type Place, type SourcedStack } from "./scene.ts";
import { settlePlaces } from "./settle-places.ts";
import { failedStack, tellStack } from "./tell-stack.ts";

/**
 * Ends the drift of each stack as the configuration, or a person, says: proven pull requests, opened, updated and closed.
 * Never throws for what one stack did: that is in the report. Running it twice gives the same pull requests.
 */
export async function reconcile(order: ReconcileOrder, ports: ReconcilePorts): Promise<ReconcileReport> {
  const places = openPlaces(ports);
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
    const opened = await orFailure(async () => {
      const place = await run.places.open(ofHome[0]!.source);
      return { place, choices: await choicesOf(place, run.order) };
    });
    const planOne = async (stack: SourcedStack): Promise<void> => void plans.set(stack, opened instanceof GuidedError ? opened : await orFailure(async () => planStack(await openScene(stack, opened.place, run), opened.choices(stackName(stack.ref)))));
    await Promise.all(ofHome.map(stack => run.atOnce(planOne, stack)));
  }));
  return plans;
}

/** What people ticked on the dashboard issues. */
async function choicesOf({ repository }: Place, { settings }: ReconcileOrder): Promise<(stack: string) => Choices> {
  const dashboards = settings.dashboard ? await findDashboards(repository, settings.labels[0]!) : undefined;
  return stack => subject => dashboards?.get(stack)?.commands.chosen.get(subjectId(subject));
}

function hasSource(stack: ReconcilingStack): stack is SourcedStack {
  return stack.source !== undefined;
}

function tell({ ref }: SourcedStack, plan: StackPlan | GuidedError, settled: Parameters<typeof tellStack>[2]): ReconciledStack {
  return plan instanceof GuidedError ? failedStack(ref, plan, settled) : tellStack(ref, plan, settled);
}

function withoutSource({ ref }: ReconcilingStack): ReconciledStack {
  const refusal = { code: "no-source", message: "It is not known where the program of this stack is.", hint: "Add `source: { forge, repository, path }` to its rule under `stacks` in trueup.yaml." };
  return { stack: stackName(ref), outcome: "failed", refused: [refusal], resources: [], closed: [] };
}
