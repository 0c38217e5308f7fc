import type { Command } from "commander";
import type { CliCommand, CommandContext, ExitCode } from "../command.ts";
import { checkup } from "../doctor/checkup.ts";
import type { Finding } from "../doctor/finding.ts";
import { isBadInput } from "../failure.ts";
import { paintFor } from "../paint.ts";
import { count } from "../wording.ts";
import { withWorkspace, type Workspace } from "../workspace.ts";

export const command = {
  register(program, context) {
    program
      .command("doctor")
      .description("check all that a scan rests on: configuration, engine, plugins, backends, secrets and every identity")
      .action(context.action((_: unknown, command: Command) => withWorkspace(context, command.optsWithGlobals<{ config: string }>(), workspace => examine(workspace, context))));
  },
} satisfies CliCommand;

async function examine(workspace: Workspace, context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const { backends, identities, stacks } = workspace.config;
  const tell = tellTo(context);
  tell({ state: "good", text: `configuration: ${count(Object.keys(backends).length, "backend")}, ${count(Object.keys(identities).length, "identity", "identities")}, ${count(stacks.length, "rule")}` });
  const troubles: Finding[] = [];
  for await (const finding of checkup(workspace, context)) {
    tell(finding);
    if (finding.state === "bad") troubles.push(finding);
  }
  terminal.out(troubles.length === 0 ? "\nReady: run `trueup scan`." : `\n${count(troubles.length, "problem")}. A scan would name what it could not tell.`);
  if (troubles.length === 0) return 0;
  return troubles.some(({ code }) => code !== undefined && isBadInput(code)) ? 3 : 2;
}

function tellTo({ terminal }: CommandContext): (finding: Finding) => void {
  const paint = paintFor(terminal);
  const sign = { good: paint.green("✓"), note: paint.yellow("!"), bad: paint.red("✗") };
  return ({ state, text, next }) => {
    terminal.out(`${sign[state]} ${text}`);
    if (next !== undefined) terminal.out(`  ${paint.cyan("→")} ${next}`);
  };
}
