import type { Command } from "commander";
import type { Wire } from "./wire.ts";

/** What a command may know of where it runs; given as a value so that tests need no process. */
export interface Terminal {
  /** Standard output: results. Ends the text with a newline where it has none. */
  out(text: string): void;
  /** Standard error: what a person should read beside the result. Ends the text with a newline where it has none. */
  err(text: string): void;
  /** Keeps one line below everything else that is written, until it is given another one; "" takes it away. Absent where no person watches. */
  status?(line: string): void;
  /** Standard input, whole; absent where there is none. */
  input?(): Promise<string>;
  /** Whether a person watches: both streams go to a terminal. */
  isInteractive: boolean;
  /** What happens when the process is sent a signal, instead of ending at once; gives what takes that back. Absent where there is no process. */
  onSignal?(signal: TerminalSignal, handle: () => void): () => void;
  env: NodeJS.ProcessEnv;
  cwd: string;
  now(): Date;
}

export type TerminalSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** 0 clean, 1 drift or violations, 2 could not tell, 3 bad configuration or usage. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface CommandContext {
  terminal: Terminal;
  wire: Wire;
  /**
   * Makes a commander action of an async function: its result becomes the exit code, a GuidedError becomes
   * `error CODE: message` with `→ hint` on standard error and its exit code (3 for bad configuration or usage, else 2).
   */
  action<Args extends unknown[]>(run: (...args: Args) => Promise<ExitCode>): (...args: Args) => Promise<void>;
}

/** One command of `trueup`. Plug-in kind `command`: one file in cli/commands/, exporting `command`. */
export interface CliCommand {
  register(program: Command, context: CommandContext): void;
}
