import type { ScanLimits, ScanPorts, ScanTarget } from "../../drift/scan.ts";
import type { SelectedStack } from "../../estate/select-stacks.ts";
import { stackMatcher } from "../../estate/stack-globs.ts";
import { stackFacts } from "../../estate/take-snapshot.ts";
import { stackName } from "../../model/stack.ts";
import type { CommandContext } from "../command.ts";
import { liveJudge } from "../policy/live-judge.ts";
import type { Workspace } from "../workspace.ts";
import { codeAheadOf } from "./code-ahead.ts";

/** What a person says about one scan beyond the configuration. */
export interface ScanWishes {
  /** Whatever differs now is the baseline. */
  baseline?: boolean;
  /** A glob over `<project>/<stack>`: what seems gone there is gone, however much it is. */
  confirmDeletions?: string;
}

/** As whom each selected stack is read. */
export function scanTarget({ ref, identities, owner }: SelectedStack, workspace: Pick<Workspace, "identities">, { confirmDeletions }: ScanWishes = {}): ScanTarget {
  const areDeletionsConfirmed = confirmDeletions !== undefined && stackMatcher([confirmDeletions])(stackName(ref));
  return { ref, identityFor: workspace.identities.among(identities), ...(owner === undefined ? {} : { owner }), ...(areDeletionsConfirmed ? { areDeletionsConfirmed } : {}) };
}

/** What a scan works with: everything that it finds is kept in the store, stack by stack, under the scan's id. */
export async function scanPorts(scan: string, workspace: Workspace, { terminal, wire }: Pick<CommandContext, "terminal" | "wire">, wishes: ScanWishes = {}): Promise<ScanPorts> {
  const { store, engine, config } = workspace;
  const factsOf = await wire.loadFactsOf();
  return {
    backend: name => engine.backend(name),
    reader: engine.reader,
    reasonOf: wire.reasonOf,
    codeAhead: codeAheadOf(workspace, { terminal, wire }),
    onState: state => store.saveFacts(stackFacts(state, factsOf, terminal.now())),
    onStack: (report, ref) => store.saveStack(scan, ref, report, terminal.now()),
    baselines: { store, fingerprint: engine.fingerprint, withinMinutes: config.baseline.withinMinutes, isAsked: wishes.baseline ?? false },
    exemptions: config.exemptions,
    now: () => terminal.now(),
    ...(config.policy.onScan ? { judgeLive: await liveJudge(workspace, await wire.loadPolicyKit(), terminal.now()) } : {}),
  };
}

export function scanLimits({ limits }: Workspace["config"]): ScanLimits {
  return { parallel: limits.parallel, goneShare: limits.goneShare, readMs: limits.readSeconds * 1000, stackMs: limits.stackSeconds * 1000 };
}
