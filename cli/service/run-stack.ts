import { reportUnread } from "../../drift/judge-stack.ts";
import { scanStack, type ScanPorts } from "../../drift/scan.ts";
import { selectStacks, type SelectedStack } from "../../estate/select-stacks.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { StackWork } from "../../model/ports/queue.ts";
import type { StackReport } from "../../model/scan-report.ts";
import { stackName } from "../../model/stack.ts";
import { scanLimits, scanTarget } from "../scan/scan-ports.ts";
import type { Workspace } from "../workspace.ts";

/** Workers that may die with a stack before it is told to be the stack's doing. */
const MOST_DEATHS = 3;

export interface StackRun {
  work: StackWork;
  /** How many workers died with it. */
  deaths: number;
  workspace: Workspace;
  /** Of the scan it is part of. */
  ports: ScanPorts;
  now: Date;
}

/** Scans one stack of a planned scan as the configuration says it now, and keeps its report; says why where it does not begin with it. */
export async function runStack(run: StackRun): Promise<StackReport> {
  const { work, workspace, ports } = run;
  const [selected] = selectStacks(workspace.config, [work.ref]).stacks;
  const trouble = whyNotBegun(run, selected) ?? whyNotAgain(run);
  if (selected && !trouble) return scanStack(scanTarget(selected, workspace), skippingWhatIsGone(ports), scanLimits(workspace.config));
  const report = asSkipped(reportUnread({ name: stackName(work.ref), backend: work.ref.backend }, trouble!.error, trouble!.reason));
  return (await ports.onStack?.(report, work.ref)) ?? report;
}

interface Trouble {
  error: GuidedError;
  reason: "not-begun" | "engine-failed";
}

function whyNotBegun({ work, now }: StackRun, selected: SelectedStack | undefined): Trouble | undefined {
  const trouble = (why: string, hint: string): Trouble => ({ error: new GuidedError("STACK_MISSING", `${stackName(work.ref)} was not begun: ${why}.`, hint), reason: "not-begun" });
  if (!selected) return trouble("no rule of `stacks` takes it any more", "Nothing has to be done where that was meant; else look at `stacks` in trueup.yaml.");
  if (work.slot !== undefined && selected.schedule?.paused) return trouble("its schedule was paused", "Take `paused` out of its schedule in trueup.yaml to have it scanned again.");
  if (work.closes === undefined || now < new Date(work.closes)) return undefined;
  return trouble(`the window of its schedule closed at ${work.closes} before a worker was free`, "Widen the window, raise `limits.parallel`, or start more workers.");
}

function whyNotAgain({ work, deaths }: StackRun): Trouble | undefined {
  if (deaths < MOST_DEATHS) return undefined;
  const hint = `Read it alone with \`trueup scan --stack ${stackName(work.ref)}\`, and watch the memory; the logs of the workers and of their machines say what ended them.`;
  return { error: new GuidedError("ENGINE_FAILED", `${deaths} workers in a row died or failed while they had ${stackName(work.ref)}.`, hint), reason: "engine-failed" };
}

/** A stack that was removed after its scan was planned is no failure of its backend. */
function skippingWhatIsGone(ports: ScanPorts): ScanPorts {
  return {
    ...ports,
    reasonOf: error => (error.code === "STACK_MISSING" ? "not-begun" : ports.reasonOf(error)),
    ...(ports.onStack ? { onStack: (report, ref) => ports.onStack!(asSkipped(report), ref) } : {}),
  };
}

function asSkipped(report: StackReport): StackReport {
  return report.reason === "not-begun" ? { ...report, verdict: "skipped" } : report;
}
