import { type Command, Option } from "commander";
import type { Direction, ReconciledResource, ReconcileReport } from "../../model/reconcile-report.ts";
import { choice } from "../choice.ts";
import type { CliCommand, ExitCode } from "../command.ts";
import { paintFor } from "../paint.ts";
import { registerEdit } from "../reconcile/edit.ts";
import { reconcileEstate } from "../reconcile/reconcile-estate.ts";
import { reconcileText } from "../reconcile-text.ts";
import { outputOption, writeOut } from "../report-output.ts";
import { withWorkspace } from "../workspace.ts";

interface Options {
  config: string;
  stack?: string;
  direction?: Direction;
  dryRun?: boolean;
  format: "text" | "json";
  output?: string;
}

export const command = {
  register(program, context) {
    const reconcile = program
      .command("reconcile")
      .description("end drift by proven pull requests, as `onDrift` of each stack's rule says: adopt, restore, accept or ask")
      .option("--stack <glob>", "only stacks whose <project>/<stack> matches")
      .addOption(new Option("--direction <direction>", "in place of what the configuration says. adopt: the code takes the cloud's value; restore: the cloud takes the code's, by an order that CI carries out; accept: an exemption").argParser(choice("--direction", ["adopt", "restore", "accept"])))
      .option("--dry-run", "say what would be edited, opened and refused; push and open nothing")
      .addOption(new Option("-f, --format <format>", "how to tell it: text, json").default("text").argParser(choice("--format", ["text", "json"])))
      .addOption(outputOption())
      .addHelpText("after", "\nExit codes: 0 every drift has its pull request, 1 some drift has none (the report says why), 2 a stack could not be told.")
      .action(
        context.action((_: unknown, command: Command) => {
          const options = command.optsWithGlobals<Options>();
          return withWorkspace(context, options, async workspace => {
            const report = await reconcileEstate(workspace, options, context);
            writeOut(options.format === "json" ? JSON.stringify(report, undefined, 2) : reconcileText(report, paintFor(options.output === undefined ? context.terminal : { ...context.terminal, isInteractive: false })), options, context);
            return exitCodeOf(report);
          });
        }),
      );
    registerEdit(reconcile, context);
  },
} satisfies CliCommand;

/** Outcomes of drift that has no pull request. */
const WITHOUT: ReconciledResource["outcome"][] = ["refused", "declined", "limited", "reported"];

function exitCodeOf({ stacks }: ReconcileReport): ExitCode {
  const resources = stacks.flatMap(stack => stack.resources);
  if (stacks.some(({ outcome }) => outcome === "failed") || resources.some(({ refused }) => refused.some(({ code }) => code === "failed"))) return 2;
  return resources.some(({ outcome }) => WITHOUT.includes(outcome)) ? 1 : 0;
}
