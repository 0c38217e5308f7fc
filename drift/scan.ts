import pLimit from "p-limit";
import { GuidedError, stackName, type Backend, type Baseline, type Exemption, type IdentityFor, type PendingDeploy, type ReadLimits, type ScanFinding, type StackObservation, type StackReader, type StackRef, type StackReport, type StackState, type Store, type UnknownReason } from "../model/index.ts";
import { nextBaseline, type Fingerprint } from "./baseline.ts";
import { judgeStack, reportUnread } from "./judge-stack.ts";
import { skipWhereMoved, skipWhileUpdating } from "./skip-moving.ts";

/** One stack to scan, and as whom. */
export interface ScanTarget {
  ref: StackRef;
  identityFor: IdentityFor;
  owner?: string;
  /** A person says that resources of this stack are gone, however many. */
  areDeletionsConfirmed?: boolean;
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
  /** Where baselines are kept; without it there are none. */
  baselines?: { store: Pick<Store, "baseline" | "saveBaseline">; fingerprint: Fingerprint; withinMinutes: number; isAsked: boolean };
  /** Drift that is put up with. */
  exemptions?: readonly Exemption[];
  /** Commits of the stack's code that are not deployed; `undefined` where there are none or nobody can tell. Never throws. */
  codeAhead?(ref: StackRef): Promise<PendingDeploy | undefined>;
  /** Default: the machine's clock. */
  now?(): Date;
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

async function readAndJudge(target: ScanTarget, ports: ScanPorts, limits: ScanLimits): Promise<StackReport> {
  const { ref } = target;
  try {
    return await readWhereAtRest(target, ports, limits);
  } catch (error) {
    const guided = error instanceof GuidedError ? error : new GuidedError("ENGINE_FAILED", `Stack ${stackName(ref)} could not be read.`, "Run the scan again with TRUEUP_DEBUG=1 to see why.", { cause: error });
    return reportUnread({ name: stackName(ref), backend: ref.backend }, guided, ports.reasonOf(guided));
  }
}

/** A stack is read only while nobody updates it: drift in the middle of an update is no drift. */
async function readWhereAtRest({ ref, identityFor, areDeletionsConfirmed = false }: ScanTarget, ports: ScanPorts, limits: ScanLimits): Promise<StackReport> {
  const backend = ports.backend(ref.backend);
  const state = await backend.state(ref);
  await ports.onState?.(state);
  const updating = await skipWhileUpdating(backend, ref, state);
  if (updating) return updating;
  const observation = await ports.reader.read(state, identityFor, limits);
  const { report, baseline } = await judge({ state, observation }, ports, areDeletionsConfirmed ? 1 : limits.goneShare);
  const moved = await skipWhereMoved(backend, state, report);
  if (moved) return moved;
  if (baseline) await ports.baselines?.store.saveBaseline(baseline);
  return besideCode(report, await ports.codeAhead?.(ref));
}

/** The report, and the baseline where it is time for one. */
async function judge({ state, observation }: Pick<LiveStack, "state" | "observation">, ports: ScanPorts, goneShare: number): Promise<{ report: StackReport; baseline?: Baseline | undefined }> {
  const now = ports.now?.() ?? new Date();
  const { baselines, exemptions = [] } = ports;
  const earlier = await baselines?.store.baseline(state.ref);
  const baseline = baselines && nextBaseline(state, observation, earlier, { ...baselines, now });
  const report = judgeStack(state, observation, goneShare, { baseline: baseline ?? earlier, fingerprint: baselines?.fingerprint, exemptions, now });
  return { report: ports.judgeLive ? { ...report, findings: ports.judgeLive({ state, observation, report }) } : report, baseline };
}

/** Code that is ahead of the state is told beside drift, and is the verdict where there is none. */
function besideCode(report: StackReport, pendingDeploy: PendingDeploy | undefined): StackReport {
  if (!pendingDeploy || report.verdict === "skipped") return report;
  const isQuiet = report.verdict === "in-sync" || report.verdict === "ignored";
  return { ...report, ...(isQuiet ? { verdict: "pending-deploy" as const } : {}), pendingDeploy };
}
