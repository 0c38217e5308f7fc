import type { Source } from "../model/config.ts";
import { GuidedError } from "../model/guided-error.ts";
import type { Checkout } from "../model/ports/checkout.ts";
import type { ForgeRepository } from "../model/ports/forge.ts";
import type { ReconciledStack, ReconcileReport } from "../model/reconcile-report.ts";
import { stackName } from "../model/stack.ts";
import { adoptStack } from "./adopt-stack.ts";
import type { AdoptingStack, ReconcileOrder, ReconcilePorts } from "./ports.ts";

/**
 * Takes the drift of each stack into its program: one proven pull request for each drifted resource.
 * Never throws for what one stack did: that is in the report. Running it twice gives the same pull requests.
 */
export async function reconcile(order: ReconcileOrder, ports: ReconcilePorts): Promise<ReconcileReport> {
  const told = new Map<AdoptingStack, ReconciledStack>();
  for (const stack of order.stacks) if (!stack.source) told.set(stack, withoutSource(stack));
  for (const stacks of byProgram(order.stacks)) {
    for (const [stack, result] of await reconcileProgram(stacks, order, ports)) told.set(stack, result);
  }
  return { schema: "trueup/reconcile/v1", direction: "adopt", dryRun: order.dryRun, trueup: order.trueup, stacks: order.stacks.map(stack => told.get(stack)!) };
}

type Sourced = AdoptingStack & { source: Source };

/** Stacks that share a checkout: the same branch of the same repository. */
function byProgram(stacks: AdoptingStack[]): Sourced[][] {
  const sourced = stacks.filter((stack): stack is Sourced => stack.source !== undefined);
  const groups = Map.groupBy(sourced, ({ source }) => JSON.stringify([source.forge, source.repository, source.branch]));
  return [...groups.values()];
}

async function reconcileProgram(stacks: Sourced[], order: ReconcileOrder, ports: ReconcilePorts): Promise<Map<AdoptingStack, ReconciledStack>> {
  const told = new Map<AdoptingStack, ReconciledStack>();
  const [{ source }] = stacks as [Sourced];
  await orFailed(stacks, told, async () => {
    const repository = await ports.openRepository(source);
    const base = source.branch ?? repository.defaultBranch;
    const checkout = await ports.openCheckout({ cloneUrl: repository.cloneUrl, branch: base, credentials: repository.credentials, ...(repository.author && { author: repository.author }) });
    try {
      await reconcileStacks(stacks, { repository, base, checkout }, { order, ports, told });
    } finally {
      await checkout.dispose();
    }
  });
  return told;
}

interface Place {
  repository: ForgeRepository;
  /** Branch that pull requests go to. */
  base: string;
  checkout: Checkout;
}

async function reconcileStacks(stacks: Sourced[], place: Place, run: { order: ReconcileOrder; ports: ReconcilePorts; told: Map<AdoptingStack, ReconciledStack> }): Promise<void> {
  const scene = { ...place, prepared: new Set<string>() };
  for (const stack of stacks) await orFailed([stack], run.told, async () => void run.told.set(stack, await adoptStack(stack, scene, run)));
}

/** Runs `work`; what goes wrong becomes the result of those stacks that have none yet. */
async function orFailed(stacks: AdoptingStack[], told: Map<AdoptingStack, ReconciledStack>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof GuidedError)) throw error;
    for (const stack of stacks) if (!told.has(stack)) told.set(stack, failed(stack, error));
  }
}

function failed({ ref }: AdoptingStack, { code, message, hint }: GuidedError): ReconciledStack {
  return { stack: stackName(ref), outcome: "failed", refused: [{ code: "failed", message: `${code}: ${message}`, hint }], resources: [], closed: [] };
}

function withoutSource({ ref }: AdoptingStack): ReconciledStack {
  const refusal = { code: "no-source", message: "It is not known where the program of this stack is.", hint: "Add `source: { forge, repository, path }` to its rule under `stacks` in trueup.yaml." };
  return { stack: stackName(ref), outcome: "failed", refused: [refusal], resources: [], closed: [] };
}
