import { selectStacks } from "../../estate/select-stacks.ts";
import type { Config } from "../../model/config.ts";
import type { FinishWork, NewJob, ReconcileWork } from "../../model/ports/queue.ts";
import type { ReconciledResource, ReconcileReport } from "../../model/reconcile-report.ts";
import type { ScanReport } from "../../model/scan-report.ts";
import { refKey, stackKey, type StackRef } from "../../model/stack.ts";
import type { CommandContext } from "../command.ts";
import { describeError } from "../failure.ts";
import { isReconciled, reconcileStacks } from "../reconcile/reconcile-estate.ts";
import type { Workspace } from "../workspace.ts";
import type { ServiceObserver } from "./service-event.ts";
import type { WorkEnd } from "./work-loop.ts";

/** More than this many workers died with it: it is for a person to look. */
const MOST_DEATHS = 3;

/** What follows a scan: ending the drift of those of its stacks for which the configuration says how. Nothing, where there is none. A stack that could not be told is left out, so that nothing is concluded from it. */
export function reconcileJobs({ scan, slot }: FinishWork, report: ScanReport, config: Config, refs: readonly StackRef[]): NewJob[] {
  if (!config.reconcile.afterScan) return [];
  const verdicts = new Map(report.stacks.map(stack => [stackKey(stack), stack.verdict]));
  const stacks = selectStacks(config, refs).stacks.filter(stack => stack.source !== undefined && isReconciled(stack)).flatMap(({ ref }) => {
    const verdict = verdicts.get(refKey(ref));
    // What is set aside is proposed no more than what is in sync.
    const isInSync = verdict === "in-sync" || verdict === "ignored";
    return isInSync || verdict === "drifted" || verdict === "partial" ? [{ ref, isInSync }] : [];
  });
  return stacks.length === 0 ? [] : [{ work: { kind: "reconcile", scan, ...(slot === undefined ? {} : { slot }), stacks }, priority: 0 }];
}

export interface Reconciling {
  work: ReconcileWork;
  /** Workers that had it before and died with it. */
  deaths: number;
  workspace: Workspace;
  context: Pick<CommandContext, "terminal" | "wire">;
  observe: ServiceObserver;
}

/** Opens, updates and closes the pull requests of a scan's stacks. What goes wrong is told, and comes again with the next scan. */
export async function reconcileScan({ work, deaths, workspace, context, observe }: Reconciling): Promise<WorkEnd> {
  const trouble = (message: string): void => observe({ type: "trouble", doing: `ending the drift of scan ${work.scan}`, message });
  if (deaths > MOST_DEATHS) {
    trouble(`${deaths} workers died with it; it is given up until the next scan`);
    return "done";
  }
  try {
    const report = await reconcileStacks(workspace, work.stacks, context);
    observe({ type: "reconciled", scan: work.scan, ...countsOf(report) });
  } catch (error) {
    trouble(describeError(error));
  }
  return "done";
}

function countsOf({ stacks }: ReconcileReport): { stacks: number; failed: number; opened: number; updated: number; closed: number; refused: number } {
  const resources = stacks.flatMap(stack => stack.resources);
  const having = (outcome: ReconciledResource["outcome"]): number => new Set(resources.filter(one => one.outcome === outcome).map(({ pullRequest, urn }) => pullRequest?.url ?? urn)).size;
  const failed = stacks.filter(({ outcome }) => outcome === "failed").length;
  return { stacks: stacks.length - failed, failed, opened: having("opened"), updated: having("updated"), closed: stacks.reduce((sum, { closed }) => sum + closed.length, 0), refused: having("refused") };
}
