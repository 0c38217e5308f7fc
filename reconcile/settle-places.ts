import { GuidedError } from "../model/guided-error.ts";
import { stackName } from "../model/stack.ts";
import { settle } from "./lifecycle/settle.ts";
import { NO_NEWS, type OtherPullRequest, type Settled, type Settlement, type StackNews } from "./lifecycle/settlement.ts";
import { keyOfHome } from "./open-places.ts";
import type { StackPlan } from "./plan/stack-plan.ts";
import type { Candidate } from "./proposals/proposal.ts";
import { orFailure } from "./or-failure.ts";
import type { Plans, Run } from "./run.ts";
import { folderOf, type Home, type SourcedStack } from "./scene.ts";

/** What became of a stack's candidates and pull requests, in whatever repository they are. */
export interface StackSettlement {
  settledOf(candidate: Candidate): Settled;
  closed: Settlement["closed"];
  others: readonly OtherPullRequest[];
  failures: GuidedError[];
  dashboard?: string;
}

/** What goes to one repository. */
interface Delivery {
  home: Home;
  candidates: Candidate[];
  stacks: Set<SourcedStack>;
}

/** Brings every repository of the run to what its stacks ask for: code and orders to where the programs are, exemptions to where `trueup.yaml` is kept. */
export async function settlePlaces(plans: Plans, run: Run): Promise<(stack: SourcedStack) => StackSettlement> {
  const deliveries = deliveriesOf(plans, run);
  const results = await Promise.all([...deliveries.values()].map(async delivery => [delivery, await orFailure(() => settleOne(delivery, plans, run))] as const));
  return stack => settlementOf(stack, plans.get(stack)!, results);
}

function deliveriesOf(plans: Plans, { order }: Run): Map<string, Delivery> {
  const deliveries = new Map<string, Delivery>();
  const to = (home: Home): Delivery => {
    const delivery = deliveries.get(keyOfHome(home)) ?? { home, candidates: [], stacks: new Set() };
    deliveries.set(keyOfHome(home), delivery);
    return delivery;
  };
  for (const [stack, plan] of plans) {
    const own = to(stack.source);
    const config = order.settings.accept.config ? to(order.settings.accept.config) : own;
    for (const delivery of [own, config]) delivery.stacks.add(stack);
    if (plan instanceof GuidedError) continue;
    for (const { candidate } of plan.planned) (candidate.direction === "accept" ? config : own).candidates.push(candidate);
  }
  return deliveries;
}

async function settleOne({ home, candidates, stacks }: Delivery, plans: Plans, { order, ports, places }: Run): Promise<Settlement> {
  const place = await places.open(home);
  const isOwn = (stack: SourcedStack): boolean => keyOfHome(stack.source) === keyOfHome(home);
  return settle(
    {
      candidates,
      evaluated: new Set([...stacks].filter(stack => !(plans.get(stack) instanceof GuidedError)).map(({ ref }) => stackName(ref))),
      news: new Map([...stacks].filter(isOwn).map(stack => [stackName(stack.ref), newsOf(plans.get(stack)!)])),
      folders: new Map([...stacks].filter(isOwn).map(({ ref, source }) => [stackName(ref), folderOf(source)])),
      settings: order.settings,
      dryRun: order.dryRun,
      trueup: order.trueup,
      engine: [...plans.values()].flatMap(plan => (plan instanceof GuidedError || plan.engine === "" ? [] : [plan.engine]))[0] ?? "",
      now: () => ports.now(),
      pause: milliseconds => ports.pause(milliseconds),
    },
    place,
    place.seen,
  );
}

function newsOf(plan: StackPlan | GuidedError): StackNews {
  if (!(plan instanceof GuidedError)) return plan.news;
  return { ...NO_NEWS, errors: [{ code: "failed", message: `${plan.code}: ${plan.message}`, hint: plan.hint }] };
}

function settlementOf(stack: SourcedStack, plan: StackPlan | GuidedError, results: readonly (readonly [Delivery, Settlement | GuidedError])[]): StackSettlement {
  const { ref, source } = stack;
  const name = stackName(ref);
  const good = results.flatMap(([, result]) => (result instanceof GuidedError ? [] : [result]));
  // Where its repository could not be opened, that was told of the stack itself already.
  const failed = results.flatMap(([{ candidates }, result]) => (result instanceof GuidedError && !(plan instanceof GuidedError) ? [{ candidates, failure: result }] : []));
  const dashboard = results.flatMap(([{ home }, result]) => (result instanceof GuidedError || keyOfHome(home) !== keyOfHome(source) ? [] : (result.dashboards.get(name) ?? [])))[0];
  return {
    settledOf(candidate) {
      const settled = good.map(({ settled: known }) => known.get(candidate)).find(one => one !== undefined);
      if (settled) return settled;
      const { failure } = failed.find(({ candidates }) => candidates.includes(candidate))!;
      return { outcome: "refused", branch: candidate.branch, failure };
    },
    closed: good.flatMap(({ closed }) => closed.filter(one => one.stack === name)),
    others: good.flatMap(({ others }) => others.get(name) ?? []),
    // What is about the repository is told with the first of its stacks.
    failures: results.flatMap(([{ stacks }, result]) => (result instanceof GuidedError ? [] : result.failures.filter(({ stack: of }) => of === name || (of === "*" && [...stacks][0] === stack)).map(({ failure }) => failure))),
    ...(dashboard === undefined ? {} : { dashboard }),
  };
}
