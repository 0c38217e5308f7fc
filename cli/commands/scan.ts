import type { Command } from "commander";
import { discoverStacks, type DeadBackend } from "../../estate/discover-stacks.ts";
import { selectStacks, type Selection } from "../../estate/select-stacks.ts";
import { takeSnapshot } from "../../estate/take-snapshot.ts";
import { reportUnread } from "../../drift/judge-stack.ts";
import { scan, type ScanPorts } from "../../drift/scan.ts";
import { scanOutcome } from "../../drift/scan-outcome.ts";
import type { ScanReport } from "../../model/scan-report.ts";
import { stackName, type StackState } from "../../model/stack.ts";
import type { CliCommand, CommandContext, ExitCode, Terminal } from "../command.ts";
import { liveJudge } from "../policy/live-judge.ts";
import { formatOption, outputOption, writeReport, type ReportOutput } from "../report-output.ts";
import { scanProgress } from "../scan-progress.ts";
import { count, someOf } from "../wording.ts";
import { withWorkspace, type Workspace } from "../workspace.ts";

interface Options extends ReportOutput {
  config: string;
  stack?: string;
}

const EXIT_CODES: Record<ReturnType<typeof scanOutcome>, ExitCode> = { clean: 0, drift: 1, violations: 1, "could-not-tell": 2 };

export const command = {
  register(program, context) {
    program
      .command("scan")
      .description("read every stack back from its cloud, under a role that can only read, and say what diverged and what could not be told")
      .option("--stack <glob>", "only stacks whose <project>/<stack> matches")
      .addOption(formatOption(context.wire.formats))
      .addOption(outputOption())
      .action(
        context.action((_: unknown, command: Command) => {
          const options = command.optsWithGlobals<Options>();
          return withWorkspace(context, options, async workspace => {
            const report = await scanEstate(workspace, options.stack, context);
            writeReport(report, options, context);
            return EXIT_CODES[scanOutcome(report)];
          });
        }),
      );
  },
} satisfies CliCommand;

/** One scan of all stacks, or of those the glob matches; kept in the store, and the estate snapshot with it. */
async function scanEstate(workspace: Workspace, stackGlob: string | undefined, { terminal, wire }: CommandContext): Promise<ScanReport> {
  const engine = await workspace.engine.version();
  const discovery = await discoverStacks(workspace.backends);
  const selection = selectStacks(workspace.config, discovery.stacks, { stackGlob });
  warn(selection, terminal);
  const states: StackState[] = [];
  const limits = workspace.config.limits;
  const report = await scan(
    selection.stacks.map(({ ref, identities, owner }) => ({ ref, identityFor: workspace.identities.among(identities), ...(owner === undefined ? {} : { owner }) })),
    {
      backend: name => workspace.engine.backend(name),
      reader: workspace.engine.reader,
      now: terminal.now,
      newId: () => wire.newScanId(terminal.now()),
      reasonOf: wire.reasonOf,
      onState: state => states.push(state),
      ...(await policyPort(workspace, { terminal, wire })),
      onStack: scanProgress(selection.stacks.length, terminal),
    },
    { parallel: limits.parallel, goneShare: limits.goneShare, readMs: limits.readSeconds * 1000, stackMs: limits.stackSeconds * 1000 },
    { trueup: wire.version, engine },
  );
  report.stacks.push(...discovery.failures.map(deadBackend));
  await workspace.store.saveScan(report);
  // A part of the estate would make the packs believe that the rest uses nothing.
  if (stackGlob === undefined) await saveSnapshot({ workspace, states, report }, { terminal, wire });
  return report;
}

/** Nothing where the configuration does not ask the policies. */
async function policyPort(workspace: Workspace, { terminal, wire }: Pick<CommandContext, "terminal" | "wire">): Promise<Pick<ScanPorts, "judgeLive">> {
  return workspace.config.policy.onScan ? { judgeLive: await liveJudge(workspace, await wire.loadPolicyKit(), terminal.now()) } : {};
}

/** Its stacks are not known by name, but that they were not evaluated must be. */
function deadBackend({ backend, error }: DeadBackend): ScanReport["stacks"][number] {
  return reportUnread({ name: "*/*", backend }, error, "backend-failed");
}

async function saveSnapshot({ workspace, states, report }: { workspace: Workspace; states: StackState[]; report: ScanReport }, { terminal, wire }: Pick<CommandContext, "terminal" | "wire">): Promise<void> {
  const read = new Set(states.map(({ ref }) => stackName(ref)));
  const missing = report.stacks.filter(({ stack }) => !read.has(stack)).map(({ stack, message }) => ({ stack, reason: message ?? "its state could not be read" }));
  await workspace.store.saveSnapshot(takeSnapshot(states, missing, await wire.loadFactsOf(), terminal.now()));
}

function warn({ stacks, unmatched, unusedRules }: Selection, terminal: Terminal): void {
  if (unmatched.length > 0) terminal.err(`! ${count(unmatched.length, "stack")} that no rule of \`stacks\` takes: ${someOf(unmatched.map(stackName))}`);
  for (const { include } of unusedRules) terminal.err(`! no stack for the rule that includes ${include.join(", ")}`);
  if (stacks.length === 0) terminal.err("! there is no stack to scan");
}
