import { Command, CommanderError } from "commander";
import type { CliCommand, CommandContext, ExitCode, Terminal } from "./command.ts";
import { describeFailure } from "./failure.ts";
import type { Wire } from "./wire.ts";

export const DEFAULT_CONFIG_FILE = "trueup.yaml";

export interface RunRequest {
  terminal: Terminal;
  wire: Wire;
  commands: readonly CliCommand[];
}

/** Runs one command line (without `node` and the script's path) to its exit code. Never throws: every failure is told on the terminal. */
export async function run(argv: readonly string[], { terminal, wire, commands }: RunRequest): Promise<ExitCode> {
  const outcome: { exitCode: ExitCode } = { exitCode: 0 };
  const fail = (error: unknown) => {
    const { text, exitCode } = describeFailure(error, terminal);
    terminal.err(text);
    outcome.exitCode = exitCode;
  };
  const context: CommandContext = {
    terminal,
    wire,
    action: body => async (...args) => {
      await body(...args).then(code => void (outcome.exitCode = code), fail);
    },
  };
  const program = createProgram(terminal, wire.version);
  for (const command of commands) command.register(program, context);
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!isHelpOrVersion(error)) fail(error);
  }
  return outcome.exitCode;
}

function createProgram(terminal: Terminal, version: string): Command {
  return new Command("trueup")
    .description("Makes what runs in the cloud and what stands in the code agree again, and keeps it so.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "explain a command")
    .helpCommand("help [command]", "explain a command")
    .option("-c, --config <file>", "configuration file", DEFAULT_CONFIG_FILE)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, sortSubcommands: true })
    // Usage errors are told by describeFailure, in the shape of all other errors.
    .configureOutput({ writeOut: text => terminal.out(text), writeErr: text => terminal.err(text), outputError: () => {} })
    .addHelpText("after", EXIT_CODES);
}

const EXIT_CODES = `
Exit codes: 0 clean, 1 drift or violations, 2 could not tell, 3 bad configuration or usage.`;

function isHelpOrVersion(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}
