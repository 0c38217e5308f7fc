import type { ScanLimits, ScanPorts, ScanTarget } from "../../drift/scan.ts";
import type { SelectedStack } from "../../estate/select-stacks.ts";
import { stackFacts } from "../../estate/take-snapshot.ts";
import type { CommandContext } from "../command.ts";
import { liveJudge } from "../policy/live-judge.ts";
import type { Workspace } from "../workspace.ts";
import { codeAheadOf } from "./code-ahead.ts";

/** As whom each selected stack is read. */
export function scanTarget({ ref, identities, owner }: SelectedStack, workspace: Workspace): ScanTarget {
  return { ref, identityFor: workspace.identities.among(identities), ...(owner === undefined ? {} : { owner }) };
}

/** What a scan works with: everything that it finds is kept in the store, stack by stack, under the scan's id. */
export async function scanPorts(scan: string, workspace: Workspace, { terminal, wire }: Pick<CommandContext, "terminal" | "wire">): Promise<ScanPorts> {
  const { store, engine, config } = workspace;
  const factsOf = await wire.loadFactsOf();
  return {
    backend: name => engine.backend(name),
    reader: engine.reader,
    reasonOf: wire.reasonOf,
    codeAhead: codeAheadOf(workspace, { terminal, wire }),
    onState: state => store.saveFacts(stackFacts(state, factsOf, terminal.now())),
    onStack: (report, ref) => store.saveStack(scan, ref, report, terminal.now()),
    ...(config.policy.onScan ? { judgeLive: await liveJudge(workspace, await wire.loadPolicyKit(), terminal.now()) } : {}),
  };
}

export function scanLimits({ limits }: Workspace["config"]): ScanLimits {
  return { parallel: limits.parallel, goneShare: limits.goneShare, readMs: limits.readSeconds * 1000, stackMs: limits.stackSeconds * 1000 };
}
