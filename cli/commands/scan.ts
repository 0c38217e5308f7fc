import type { Command } from "commander";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { selectStacks, type Selection } from "../../estate/select-stacks.ts";
import { type ScanPorts, scanStacks } from "../../drift/scan.ts";
import { scanOutcome } from "../../drift/scan-outcome.ts";
import type { ScanReport, StackReport } from "../../model/scan-report.ts";
import { stackName } from "../../model/stack.ts";
import type { CliCommand, CommandContext, ExitCode, Terminal } from "../command.ts";
import { formatOption, outputOption, writeReport, type ReportOutput } from "../report-output.ts";
import { deadBackend, saveSnapshot } from "../scan/finish-scan.ts";
import { tellPeople } from "../scan/tell-people.ts";
import { scanLimits, scanPorts, scanTarget } from "../scan/scan-ports.ts";
import { scanProgress } from "../scan-progress.ts";
import { count, someOf } from "../wording.ts";
import { withWorkspace, type Workspace } from "../workspace.ts";

interface Options extends ReportOutput {
  config: string;
  stack?: string;
  notify?: boolean;
}

const EXIT_CODES: Record<ReturnType<typeof scanOutcome>, ExitCode> = { clean: 0, drift: 1, violations: 1, "could-not-tell": 2 };

export const command = {
  register(program, context) {
    program
      .command("scan")
      .description("read every stack back from its cloud, under a role that can only read, and say what diverged and what could not be told")
      .option("--stack <glob>", "only stacks whose <project>/<stack> matches")
      .option("--notify", "tell the people whom `notify` of trueup.yaml names; a scan of `trueup serve` always does")
      .addOption(formatOption(context.wire.formats))
      .addOption(outputOption())
      .action(
        context.action((_: unknown, command: Command) => {
          const options = command.optsWithGlobals<Options>();
          return withWorkspace(context, options, async workspace => {
            const report = await scanEstate(workspace, options.stack, context);
            writeReport(report, options, context);
            if (options.notify) for (const trouble of await tellPeople(report, workspace, context.wire)) context.terminal.err(`! ${trouble}`);
            return EXIT_CODES[scanOutcome(report)];
          });
        }),
      );
  },
} satisfies CliCommand;

/** One scan of all stacks, or of those the glob matches; kept in the store, and the estate snapshot with it. */
async function scanEstate(workspace: Workspace, stackGlob: string | undefined, context: CommandContext): Promise<ScanReport> {
  const { terminal, wire } = context;
  const { store, config } = workspace;
  const engine = await workspace.engine.version();
  const discovery = await discoverStacks(workspace.backends);
  const selection = selectStacks(config, discovery.stacks, { stackGlob });
  warn(selection, terminal);
  const id = wire.newScanId(terminal.now());
  await store.beginScan({ id, startedAt: terminal.now().toISOString(), trueup: wire.version, engine, stacks: selection.stacks.map(({ ref }) => ref) });
  const ports = await scanPorts(id, workspace, context);
  const progress = scanProgress(selection.stacks.length, terminal);
  const keep = async (...[report, ref]: Parameters<NonNullable<ScanPorts["onStack"]>>): Promise<StackReport> => {
    progress(report);
    return ports.onStack!(report, ref);
  };
  await scanStacks(selection.stacks.map(stack => scanTarget(stack, workspace)), { ...ports, onStack: keep }, scanLimits(config));
  const report = await store.finishScan(id, { finishedAt: terminal.now().toISOString(), besides: discovery.failures.map(deadBackend) });
  // A part of the estate would make the packs believe that the rest uses nothing.
  if (stackGlob === undefined) await saveSnapshot(report, workspace, terminal);
  return report;
}

function warn({ stacks, unmatched, unusedRules }: Selection, terminal: Terminal): void {
  if (unmatched.length > 0) terminal.err(`! ${count(unmatched.length, "stack")} that no rule of \`stacks\` takes: ${someOf(unmatched.map(stackName))}`);
  for (const { include } of unusedRules) terminal.err(`! no stack for the rule that includes ${include.join(", ")}`);
  if (stacks.length === 0) terminal.err("! there is no stack to scan");
}
