import { scanOutcome } from "../../drift/scan-outcome.ts";
import { discoverStacks, type Discovery } from "../../estate/discover-stacks.ts";
import { selectStacks } from "../../estate/select-stacks.ts";
import type { FinishWork, Queue } from "../../model/ports/queue.ts";
import type { ScanEnd } from "../../model/ports/store.ts";
import { refKey, stackKey, type StackRef } from "../../model/stack.ts";
import { describeError } from "../failure.ts";
import { scanEnd } from "../scan/finish-scan.ts";
import { saveEstate } from "../scan/save-estate.ts";
import { tellPeople } from "../scan/tell-people.ts";
import type { Wire } from "../wire.ts";
import type { Workspace } from "../workspace.ts";
import { LOOK_AGAIN_MS, stackJobs } from "./plan-scan.ts";
import { reconcileJobs } from "./reconcile-scan.ts";
import type { ServiceObserver } from "./service-event.ts";
import type { WorkEnd } from "./work-loop.ts";

export interface ScanEnding {
  work: FinishWork;
  workspace: Workspace;
  queue: Pick<Queue, "add">;
  wire: Pick<Wire, "notifiers">;
  observe: ServiceObserver;
  now(): Date;
}

/** Ends a scan whose stacks all have their reports: its document, what the estate uses, and those who are told. Where some have none yet, sees to it that they are queued, and looks again later. */
export async function endScan(ending: ScanEnding): Promise<WorkEnd> {
  const { work, workspace, queue, observe, now } = ending;
  const untold = await workspace.store.untold(work.scan);
  if (untold.length > 0) return queueAgain(untold, ending);
  const discovery = await discoverStacks(workspace.backends);
  const report = await workspace.store.finishScan(work.scan, await endOf(ending, discovery));
  // A disk that is full must not keep people from being told.
  await saveEstate(report, discovery, workspace, now()).catch(error => observe({ type: "trouble", doing: "writing the estate snapshot", message: describeError(error) }));
  for (const trouble of await tellPeople(report, workspace, ending.wire)) observe({ type: "trouble", doing: "telling people", message: trouble });
  await queue.add(reconcileJobs(work, report, workspace.config, discovery.stacks));
  observe({ type: "scan-finished", scan: work.scan, ...(work.slot === undefined ? {} : { slot: work.slot }), outcome: scanOutcome(report), stacks: report.stacks.length, ...report.coverage });
  return "done";
}

/** What is queued already stays as it is: this heals a scan whose process died before it had queued everything. A stack that no rule takes any more gets a report that says so. */
async function queueAgain(untold: readonly StackRef[], { work, workspace, queue, now }: ScanEnding): Promise<WorkEnd> {
  const selected = selectStacks(workspace.config, untold).stacks;
  const others = untold.filter(ref => !selected.some(stack => stack.ref === ref)).map(ref => ({ ref, identities: [], onDrift: "report" as const, directions: [], priority: 0 }));
  await queue.add(stackJobs({ id: work.scan, ...(work.slot === undefined ? {} : { slot: work.slot }), stacks: [...selected, ...others], timesOf: () => ({}) }));
  return { again: new Date(now().getTime() + LOOK_AGAIN_MS) };
}

/** Stacks that other schedules look after are not this scan's; those that none does are everybody's. */
async function endOf({ work, workspace, now }: ScanEnding, { stacks }: Discovery): Promise<ScanEnd> {
  const { config, store } = workspace;
  const told = await store.told(work.scan);
  const scheduled = new Set(selectStacks(config, stacks).stacks.flatMap(({ ref, schedule }) => (schedule ? [ref] : [])));
  const own = new Set(told.map(stackKey));
  const others = stacks.filter(ref => !scheduled.has(ref) && !own.has(refKey(ref))).length;
  return scanEnd(told, { config, total: told.length + (work.slot === undefined ? 0 : others), besides: work.besides, now: now() });
}
