import type { Command } from "commander";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { selectStacks, type Selection } from "../../estate/select-stacks.ts";
import { argumentMatcher, stackMatcher } from "../../estate/stack-globs.ts";
import { type ScanPorts, scanStacks } from "../../drift/scan.ts";
import { scanOutcome } from "../../drift/scan-outcome.ts";
import type { ScanReport, StackReport } from "../../model/scan-report.ts";
import { stackName } from "../../model/stack.ts";
import type { CliCommand, CommandContext, ExitCode, Terminal } from "../command.ts";
import { formatOption, outputOption, setAsideOption, writeReport, type ReportOutput } from "../report-output.ts";
import { deadBackend, scanEnd } from "../scan/finish-scan.ts";
import { saveEstate } from "../scan/save-estate.ts";
import { tellPeople } from "../scan/tell-people.ts";
import { scanLimits, scanPorts, scanTarget, type ScanWishes } from "../scan/scan-ports.ts";
import { scanProgress } from "../scan-progress.ts";
import { count, someOf } from "../wording.ts";
import { withWorkspace, type Workspace } from "../workspace.ts";

interface Options extends ReportOutput, ScanWishes {
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
      .option("--baseline", "take what differs now as the baseline: it is set aside until it changes again. Look at a scan without it first")
      .option("--confirm-deletions <glob>", "for stacks whose <project>/<stack> matches: what seems gone is gone, however much of it is; you have looked", stackGlob("--confirm-deletions"))
      .addOption(setAsideOption())
      .addOption(formatOption(context.wire.formats))
      .addOption(outputOption())
      .action(
        context.action((_: unknown, command: Command) => {
          const options = command.optsWithGlobals<Options>();
          return withWorkspace(context, options, async workspace => {
            const report = await scanEstate(workspace, options, context);
            writeReport(report, options, context);
            if (options.notify) for (const trouble of await tellPeople(report, workspace, context.wire)) context.terminal.err(`! ${trouble}`);
            return EXIT_CODES[scanOutcome(report)];
          });
        }),
      );
  },
} satisfies CliCommand;

/** For commander's `argParser`. @throws {GuidedError} USAGE where the glob can never match */
function stackGlob(option: string): (glob: string) => string {
  return glob => {
    argumentMatcher(option, glob);
    return glob;
  };
}

/** One scan of all stacks, or of those the glob matches; kept in the store, and the estate snapshot with it. */
async function scanEstate(workspace: Workspace, { stack, ...wishes }: Pick<Options, "stack" | keyof ScanWishes>, context: CommandContext): Promise<ScanReport> {
  const { terminal, wire } = context;
  const { store, config } = workspace;
  const engine = await workspace.engine.version();
  const discovery = await discoverStacks(workspace.backends);
  const selection = selectStacks(config, discovery.stacks, { stackGlob: stack });
  warn(selection, terminal);
  const id = wire.newScanId(terminal.now());
  await store.beginScan({ id, startedAt: terminal.now().toISOString(), trueup: wire.version, engine, stacks: selection.stacks.map(({ ref }) => ref) });
  const ports = await scanPorts(id, workspace, context, wishes);
  const progress = scanProgress(selection.stacks.length, terminal);
  const keep = async (...[report, ref]: Parameters<NonNullable<ScanPorts["onStack"]>>): Promise<StackReport> => {
    progress(report);
    return ports.onStack!(report, ref);
  };
  const told = await scanStacks(selection.stacks.map(selected => scanTarget(selected, workspace, wishes)), { ...ports, onStack: keep }, scanLimits(config));
  const total = discovery.stacks.filter(ref => stack === undefined || stackMatcher([stack])(stackName(ref))).length;
  const report = await store.finishScan(id, scanEnd(told, { config, total, besides: discovery.failures.map(deadBackend), now: terminal.now() }));
  await saveEstate(report, discovery, workspace, terminal.now());
  return report;
}

function warn({ stacks, unmatched, unusedRules }: Selection, terminal: Terminal): void {
  if (unmatched.length > 0) terminal.err(`! ${count(unmatched.length, "stack")} that no rule of \`stacks\` takes: ${someOf(unmatched.map(stackName))}`);
  for (const { include } of unusedRules) terminal.err(`! no stack for the rule that includes ${include.join(", ")}`);
  if (stacks.length === 0) terminal.err("! there is no stack to scan");
}
