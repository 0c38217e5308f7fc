import pLimit from "p-limit";
import { GuidedError, stackName, type Backend, type IdentityFor, type ReadLimits, type ScanFinding, type StackObservation, type StackReader, type StackRef, type StackReport, type StackState, type UnknownReason } from "../model/index.ts";
import { judgeStack, reportUnread } from "./judge-stack.ts";

/** One stack to scan, and as whom. */
export interface ScanTarget {
  ref: StackRef;
  identityFor: IdentityFor;
  owner?: string;
}

export interface ScanPorts {
  backend(name: string): Backend;
  reader: StackReader;
  /** The reason that stands for an error of ours. */
  reasonOf(error: GuidedError): UnknownReason;
  /** Told once a stack's state is there, before its cloud is asked: the estate snapshot is made of these. */
  onState?(state: StackState): Promise<void>;
  /** What the policies say of what the cloud has; absent where nobody asked them. Pure. */
  judgeLive?(live: LiveStack): ScanFinding[];
  /** Told when a stack's verdict is there; what it gives back is the report that stands, with what the past adds to it. */
  onStack?(report: StackReport, ref: StackRef): Promise<StackReport>;
}

/** One stack as it was read: what is recorded, what was found, and what that came to. */
export interface LiveStack {
  state: StackState;
  observation: StackObservation;
  report: StackReport;
}

export interface ScanLimits extends ReadLimits {
  /** Stacks read at once. */
  parallel: number;
  /** Share of a provider's resources, 0 to 1, that may be gone at once and still be called deleted. */
  goneShare: number;
}

/** Reads every target back from its cloud and says what diverged and what could not be told, in the order of the targets. One stack's trouble is that stack's report. */
export async function scanStacks(targets: readonly ScanTarget[], ports: ScanPorts, limits: ScanLimits): Promise<StackReport[]> {
  const atOnce = pLimit(limits.parallel);
  return Promise.all(targets.map(target => atOnce(() => scanStack(target, ports, limits))));
}

/** Reads one stack back and says what it came to. Never throws for what the stack did: that is in the report. */
export async function scanStack(target: ScanTarget, ports: ScanPorts, limits: ScanLimits): Promise<StackReport> {
  const report = { ...(await readAndJudge(target, ports, limits)), ...(target.owner ? { owner: target.owner } : {}) };
  return (await ports.onStack?.(report, target.ref)) ?? report;
}

async function readAndJudge({ ref, identityFor }: ScanTarget, ports: ScanPorts, limits: ScanLimits): Promise<StackReport> {
  try {
    const state = await ports.backend(ref.backend).state(ref);
    await ports.onState?.(state);
    const observation = await ports.reader.read(state, identityFor, limits);
    const report = judgeStack(state, observation, limits.goneShare);
    return ports.judgeLive ? { ...report, findings: ports.judgeLive({ state, observation, report }) } : report;
  } catch (error) {
    const guided = error instanceof GuidedError ? error : new GuidedError("ENGINE_FAILED", `Stack ${stackName(ref)} could not be read.`, "Run the scan again with TRUEUP_DEBUG=1 to see why.", { cause: error });
    return reportUnread({ name: stackName(ref), backend: ref.backend }, guided, ports.reasonOf(guided));
  }
}
