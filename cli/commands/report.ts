import type { Command } from "commander";
import { closestWord } from "../../model/closest-word.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { Store } from "../../model/ports/store.ts";
import type { ScanReport } from "../../model/scan-report.ts";
import type { CliCommand } from "../command.ts";
import { loadConfig } from "../load-config.ts";
import { driftHistory } from "../drift-history.ts";
import { withStore } from "../workspace.ts";
import { formatOption, outputOption, setAsideOption, type ReportOutput, writeOut, writeReport } from "../report-output.ts";

interface Options extends ReportOutput {
  config: string;
  scan?: string;
  history?: boolean;
  stack?: string;
}

/** Exit code 0 whatever the scan found: that it was told is all this command is asked for. */
export const command = {
  register(program, context) {
    const { terminal, wire, action } = context;
    program
      .command("report")
      .description("tell the last scan, or another one, again in any format")
      .option("--scan <id>", "which scan (default: the last one)")
      .option("--history", "every drift that is kept instead: first seen, last seen, how long it lasted; as text or json")
      .option("--stack <glob>", "with --history: only of stacks whose <project>/<stack> matches")
      .addOption(setAsideOption())
      .addOption(formatOption(wire.formats))
      .addOption(outputOption())
      .action(
        action(async (_: unknown, command: Command) => {
          const options = command.optsWithGlobals<Options>();
          const { config, baseDir } = loadConfig({ terminal, wire }, options);
          if (options.history) {
            const drifts = await withStore(context, { config, baseDir }, store => store.drifts({}));
            writeOut(driftHistory(drifts, options, terminal.now()), options, context);
            return 0;
          }
          const report = await withStore(context, { config, baseDir }, store => storedScan(store, options.scan));
          writeReport(report, options, context);
          return 0;
        }),
      );
  },
} satisfies CliCommand;

async function storedScan(store: Store, id: string | undefined): Promise<ScanReport> {
  const report = id === undefined ? await store.latestScan() : await store.scan(id);
  if (report) return report;
  const ids = (await store.scans(50)).map(({ id }) => id);
  if (ids.length === 0) throw new GuidedError("SCAN_MISSING", "There is no scan yet.", "Run `trueup scan`.");
  const meant = id === undefined ? undefined : closestWord(id, ids);
  throw new GuidedError("SCAN_MISSING", `There is no scan "${id}".`, `${meant ? `Did you mean ${meant}? ` : ""}The last ones are ${ids.slice(0, 5).join(", ")}.`);
}
