import { Option, type Command } from "commander";
import { GuidedError } from "../../model/guided-error.ts";
import type { RestoreReport } from "../../model/restore-report.ts";
import { choice } from "../choice.ts";
import type { CliCommand, ExitCode } from "../command.ts";
import { loadConfig } from "../load-config.ts";
import { paintFor } from "../paint.ts";
import { outputOption, writeOut } from "../report-output.ts";
import { restore } from "../restore/restore.ts";
import { restoreText } from "../restore/restore-text.ts";

interface Options {
  config: string;
  order: string;
  dryRun?: boolean;
  minutes: number;
  format: "text" | "json";
  output?: string;
}

const HELP = `
Run it in a checkout of the repository that the order was merged to, with credentials that may write: the providers take those of their own configuration and of the environment.
Exit codes: 0 the order is carried out, or had nothing to do; 1 it was refused, and nothing was written beyond what is told; 2 it could not be told; 3 bad configuration, usage or order.`;

export const command = {
  register(program, context) {
    program
      .command("restore")
      .description("carry out a merged reconciliation order: give the cloud back what the code says, exactly as it was reviewed")
      .requiredOption("--order <file>", "the order, in `.trueup/orders` of a checkout")
      .option("--dry-run", "plan it and say what would be done; write nothing")
      .addOption(new Option("--minutes <number>", "how long the update may take").default(60).argParser(readMinutes))
      .addOption(new Option("-f, --format <format>", "how to tell it: text, json").default("text").argParser(choice("--format", ["text", "json"])))
      .addOption(outputOption())
      .addHelpText("after", HELP)
      .action(
        context.action(async (_: unknown, command: Command) => {
          const options = command.optsWithGlobals<Options>();
          const report = await restore(loadConfig(context, options), { ...options, dryRun: options.dryRun ?? false }, context);
          const paint = paintFor(options.output === undefined ? context.terminal : { ...context.terminal, isInteractive: false });
          writeOut(options.format === "json" ? JSON.stringify(report, undefined, 2) : restoreText(report, paint), options, context);
          return EXIT_CODES[report.outcome];
        }),
      );
  },
} satisfies CliCommand;

const EXIT_CODES: Record<RestoreReport["outcome"], ExitCode> = { done: 0, already: 0, would: 0, refused: 1, failed: 2 };

function readMinutes(text: string): number {
  const minutes = Number(text);
  if (Number.isInteger(minutes) && minutes > 0 && minutes <= 24 * 60) return minutes;
  throw new GuidedError("USAGE", `--minutes is "${text}".`, "Give a whole number of minutes, up to 1440.");
}
