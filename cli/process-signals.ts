import { constants } from "node:os";
import type { Terminal, TerminalSignal } from "./command.ts";

/**
 * The signals of a real process: each ends it at once, unless a command has said what happens instead.
 * It ends by an ordinary exit, which lets what was started be ended; the signal's own does not.
 */
export function processSignals(process: NodeJS.Process): Required<Terminal>["onSignal"] {
  const handlers = new Map<TerminalSignal, () => void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const exit = (): never => process.exit(128 + constants.signals[signal]);
    process.on(signal, () => (handlers.get(signal) ?? exit)());
  }
  return (signal, handle) => {
    handlers.set(signal, handle);
    return () => void (handlers.get(signal) === handle && handlers.delete(signal));
  };
}
