import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { type SelectedStack, selectStacks } from "../../estate/select-stacks.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { ReconcileReport } from "../../model/reconcile-report.ts";
import { refKey, type StackRef } from "../../model/stack.ts";
import { reconcile } from "../../reconcile/reconcile.ts";
import type { AdoptingStack, ReconcilePorts } from "../../reconcile/ports.ts";
import { choice } from "../choice.ts";
import type { CliCommand, CommandContext, ExitCode } from "../command.ts";
import { paintFor } from "../paint.ts";
import { openRepository } from "../open-repository.ts";
import { violationsOf } from "../preview-violations.ts";
import { reconcileText } from "../reconcile-text.ts";
import { outputOption, writeOut } from "../report-output.ts";
import { withWorkspace, type Workspace } from "../workspace.ts";

interface Options {
  config: string;
  stack?: string;
  dryRun?: boolean;
  format: "text" | "json";
  output?: string;
}

const PREPARE_MS = 15 * 60_000;
const GIT_MS = 5 * 60_000;
/** Mail to it goes nowhere: it belongs to no one, on no forge. */
const AUTHOR = { name: "Trueup", email: "trueup@noreply.invalid" };

export const command = {
  register(program, context) {
    program
      .command("reconcile")
      .description("open one proven pull request for each drifted resource of the stacks whose rule says `onDrift: adopt`")
      .option("--stack <glob>", "only stacks whose <project>/<stack> matches")
      .addOption(new Option("--direction <direction>", "adopt: the code takes the cloud's value").default("adopt").argParser(readDirection))
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
  },
} satisfies CliCommand;

function readDirection(direction: string): "adopt" {
  if (direction === "adopt") return direction;
  const instead = direction === "restore" ? "To restore, run `pulumi up --refresh --target URN`." : direction === "accept" ? "To accept, add the property to the resource's `ignoreChanges`." : "";
  throw new GuidedError("USAGE", `--direction is "${direction}", which is not available.`, `Available: adopt. ${instead}`.trim());
}

async function reconcileEstate(workspace: Workspace, { stack, dryRun = false }: Options, context: CommandContext): Promise<ReconcileReport> {
  const { config } = workspace;
  const discovery = await discoverStacks(workspace.backends);
  const estate = selectStacks(config, discovery.stacks).stacks;
  const chosen = selectStacks(config, discovery.stacks, { stackGlob: stack }).stacks.filter(({ onDrift }) => onDrift === "adopt");
  if (chosen.length === 0 && discovery.failures.length === 0) throw nothingToAdopt(stack);
  const stacks = chosen.map(one => adopting(one, estate, discovery.stacks));
  const report = await reconcile({ stacks, dryRun, trueup: context.wire.version, deadlineMs: config.limits.stackSeconds * 1000 }, await portsOf(workspace, estate, context));
  const dead = discovery.failures.map(({ backend, error }) => ({ stack: "*/*", outcome: "failed" as const, refused: [{ code: "failed", message: `The stacks of backend ${backend} could not be listed. ${error.code}: ${error.message}`, hint: error.hint }], resources: [], closed: [] }));
  return { ...report, stacks: [...report.stacks, ...dead] };
}

function nothingToAdopt(glob: string | undefined): GuidedError {
  const which = glob === undefined ? "No stack" : `No stack that matches "${glob}"`;
  return new GuidedError("USAGE", `${which} is to be adopted.`, "Set `onDrift: adopt` and `source` in its rule under `stacks` in trueup.yaml.");
}

/** A stack with the others of its program: those of the same project, unless they are known to have their code elsewhere. */
function adopting({ ref, source }: SelectedStack, estate: readonly SelectedStack[], all: readonly StackRef[]): AdoptingStack {
  const placeOf = (one: SelectedStack["source"]): string => JSON.stringify([one?.forge, one?.repository, one?.branch, one?.path]);
  const siblings = all.filter(other => {
    if (other.project !== ref.project || other.backend !== ref.backend || other.stack === ref.stack) return false;
    const known = estate.find(one => one.ref === other)?.source;
    return known === undefined || placeOf(known) === placeOf(source);
  });
  return { ref, siblings, ...(source && { source }) };
}

async function portsOf(workspace: Workspace, estate: readonly SelectedStack[], { terminal, wire }: CommandContext): Promise<ReconcilePorts> {
  const { config, baseDir, engine, identities, cloudContext } = workspace;
  const violations = await violationsOf(workspace, await wire.loadPolicyKit(), terminal.now());
  return {
    previewer: engine.previewer,
    openCheckout: wire.openCheckouts({ scratchDir: resolve(baseDir, config.store, "checkouts"), env: cloudContext.env, author: AUTHOR, gitMs: GIT_MS, prepareMs: PREPARE_MS }),
    openRepository: source => openRepository(source, workspace, wire),
    identityFor: ref => identities.among(estate.find(one => refKey(one.ref) === refKey(ref))?.identities ?? []),
    violations,
  };
}

function exitCodeOf({ stacks }: ReconcileReport): ExitCode {
  const resources = stacks.flatMap(stack => stack.resources);
  if (stacks.some(({ outcome }) => outcome === "failed") || resources.some(({ refused }) => refused.some(({ code }) => code === "failed"))) return 2;
  return resources.some(({ outcome }) => outcome === "refused" || outcome === "declined") ? 1 : 0;
}
