import { commands } from "../../cli/commands/registry.generated.ts";
import type { CliCommand, ExitCode, Terminal } from "../../cli/command.ts";
import { run } from "../../cli/run.ts";
import { createWire, type Wire } from "../../cli/wire.ts";

export interface CliRun {
  /** Working directory. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** What stands in for the real implementations. */
  wire?: Partial<Wire>;
  isInteractive?: boolean;
  /** What stands on standard input; without it there is none. */
  input?: string;
  commands?: readonly CliCommand[];
  /** Default: always the same moment. */
  now?: () => Date;
}

export interface CliResult {
  exitCode: ExitCode;
  out: string;
  err: string;
}

/** Runs one command line the way cli/main.ts does, without a process. */
export async function runCli(argv: readonly string[], options: CliRun = {}): Promise<CliResult> {
  const { cwd = "/nowhere", env = {}, isInteractive = false } = options;
  const written = { out: "", err: "" };
  const write = (stream: keyof typeof written) => (text: string) => void (written[stream] += text === "" || text.endsWith("\n") ? text : `${text}\n`);
  const input = options.input === undefined ? {} : { input: async () => options.input! };
  const terminal: Terminal = { ...input, out: write("out"), err: write("err"), isInteractive, env, cwd, now: options.now ?? (() => new Date("2026-01-02T03:04:05.678Z")) };
  const exitCode = await run(argv, { terminal, wire: { ...createWire(), ...options.wire }, commands: options.commands ?? commands });
  return { exitCode, ...written };
}
