import type { ScanPorts } from "../../drift/scan.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { Job, Queue, StackWork } from "../../model/ports/queue.ts";
import { stackName } from "../../model/stack.ts";
import type { CommandContext } from "../command.ts";
import type { Workspace } from "../workspace.ts";
import { endScan } from "./end-scan.ts";
import type { LiveWorkspace } from "./live-workspace.ts";
import { portsOfScans } from "./ports-of-scan.ts";
import { reconcileScan } from "./reconcile-scan.ts";
import { runStack } from "./run-stack.ts";
import type { ServiceObserver } from "./service-event.ts";
import type { WorkEnd } from "./work-loop.ts";

export interface WorkerOptions {
  context: Pick<CommandContext, "terminal" | "wire">;
  live: LiveWorkspace;
  queue: Queue;
  observe: ServiceObserver;
  /** Aborts when this process gives up what it still reads: from then on nothing of it is kept. */
  abandoned: AbortSignal;
}

/** What a worker does with a job. */
export function worker({ context, live, queue, observe, abandoned }: WorkerOptions): (job: Job) => Promise<WorkEnd> {
  const { terminal, wire } = context;
  const now = (): Date => terminal.now();
  const portsOf = portsOfScans(context);

  async function readStack(work: StackWork, deaths: number, workspace: Workspace): Promise<void> {
    const place = { scan: work.scan, stack: stackName(work.ref), backend: work.ref.backend };
    observe({ type: "stack-begun", ...place, deaths });
    const began = performance.now();
    const ports = unlessAbandoned(await portsOf(work.scan, workspace), abandoned);
    const { verdict, reason, coverage } = await runStack({ work, deaths, workspace, ports, now: now() });
    observe({ type: "stack-finished", ...place, verdict, ...(reason ? { reason } : {}), ...coverage, durationMs: Math.round(performance.now() - began) });
  }

  return ({ work, deaths }) =>
    live.use(async workspace => {
      if (work.kind === "finish") return unlessGone(endScan({ work, workspace, queue, wire, observe, now }));
      if (work.kind === "reconcile") return reconcileScan({ work, deaths, workspace, context, observe });
      // A worker that died with it may have kept its report before: what is told is not read again.
      const isTold = deaths > 0 && (await workspace.store.isTold(work.scan, work.ref));
      if (!isTold) await readStack(work, deaths, workspace);
      if (await workspace.store.isTold(work.scan)) await queue.hasten(work.scan);
      return "done";
    });
}

/** A scan that somebody has removed meanwhile needs no end. */
async function unlessGone(ending: Promise<WorkEnd>): Promise<WorkEnd> {
  return ending.catch((error: unknown) => {
    if (error instanceof GuidedError && error.code === "SCAN_MISSING") return "done";
    throw error;
  });
}

/** What is read while the process ends under it is no verdict: the plugins went away because we did. */
function unlessAbandoned(ports: ScanPorts, abandoned: AbortSignal): ScanPorts {
  return {
    ...ports,
    async onStack(report, ref) {
      if (abandoned.aborted) throw new GuidedError("ENGINE_FAILED", `Reading ${stackName(ref)} was given up, because this worker ends.`, "Another worker reads it.");
      return (await ports.onStack?.(report, ref)) ?? report;
    },
  };
}
