import { CommanderError } from "commander";
import { type ErrorCode, GuidedError } from "../model/guided-error.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { paintFor } from "./paint.ts";

/** Codes that say "what you gave us is off"; all others say "we could not tell". */
const BAD_INPUT: ReadonlySet<ErrorCode> = new Set(["CONFIG_INVALID", "CONFIG_MISSING", "ORDER_INVALID", "SCAN_MISSING", "SECRET_MISSING", "USAGE"]);

/** Whether the person who ran the command gave it something it cannot work with: exit code 3. */
export function isBadInput(code: ErrorCode): boolean {
  return BAD_INPUT.has(code);
}

/** How a failure reads on a terminal, and the exit code it ends the process with. */
export function describeFailure(error: unknown, terminal: Terminal): { text: string; exitCode: ExitCode } {
  if (error instanceof CommanderError) return usageFailure(error, terminal);
  if (error instanceof GuidedError) return guidedFailure(error, terminal);
  return { text: unexpectedFailure(error, terminal), exitCode: 2 };
}

/** One line on what happened, for a list of several failures. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function guidedFailure(error: GuidedError, terminal: Terminal): { text: string; exitCode: ExitCode } {
  const paint = paintFor(terminal);
  const text = `${paint.red(`error ${error.code}:`)} ${error.message}\n${paint.cyan("→")} ${error.hint}`;
  return { text: `${text}${stackOf(error, terminal)}`, exitCode: isBadInput(error.code) ? 3 : 2 };
}

/** Commander says `error: unknown command 'scn'`, and the suggestion, where it has one, on a line of its own. */
function usageFailure(error: CommanderError, terminal: Terminal): { text: string; exitCode: ExitCode } {
  // `trueup` alone: commander has printed the help already.
  if (error.code === "commander.help") return { text: "", exitCode: 3 };
  const [what = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const hint = suggestion ? suggestion.replace(/^\((.*)\)$/, "$1") : "Run `trueup --help` for the commands, `trueup help COMMAND` for what one takes.";
  return guidedFailure(new GuidedError("USAGE", what, hint), terminal);
}

function unexpectedFailure(error: unknown, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const message = error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]}` : String(error);
  const next = "This is a mistake in Trueup itself: run it again with TRUEUP_DEBUG=1 and report what it prints; README.md says where.";
  return `${paint.red("error:")} ${message}\n${paint.cyan("→")} ${next}${stackOf(error, terminal)}`;
}

function stackOf(error: unknown, terminal: Terminal): string {
  if (terminal.env["TRUEUP_DEBUG"] !== "1" || !(error instanceof Error)) return "";
  const cause = error.cause === undefined ? "" : `\ncaused by ${error.cause instanceof Error ? error.cause.stack : String(error.cause)}`;
  return `\n${error.stack}${cause}`;
}
