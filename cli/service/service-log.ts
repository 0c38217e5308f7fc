import { pino } from "pino";
import type { Terminal } from "../command.ts";
import { paintFor } from "../paint.ts";
import type { ServiceEvent, ServiceObserver } from "./service-event.ts";

const LEVELS: Record<ServiceEvent["type"], "debug" | "info" | "warn" | "error"> = {
  "scan-planned": "info",
  "slot-skipped": "warn",
  "slot-empty": "warn",
  "stack-begun": "debug",
  "stack-finished": "info",
  "scan-finished": "info",
  reconciled: "info",
  "queue-depth": "debug",
  "lease-lost": "warn",
  "work-given-back": "info",
  "config-reloaded": "info",
  "config-refused": "error",
  "scans-pruned": "info",
  "database-away": "error",
  "database-back": "info",
  trouble: "error",
  started: "info",
  listening: "info",
  stopping: "info",
  stopped: "info",
};

/** What no event has, and no log may hold should one ever get it. */
const REDACTED = ["password", "token", "secret", "secrets", "passphrase", "config", "inputs", "outputs", "paths", "expected", "actual", "value"];

/** Tells what happens: one JSON document a line on standard error, and to a person at a terminal one line each. Debug events with TRUEUP_DEBUG=1. */
export function serviceLog(terminal: Pick<Terminal, "err" | "env" | "isInteractive" | "now">, worker: string): ServiceObserver {
  const isWordy = terminal.env["TRUEUP_DEBUG"] === "1";
  if (terminal.isInteractive) return personLog(terminal, isWordy);
  const log = pino(
    {
      level: isWordy ? "debug" : "info",
      base: {},
      timestamp: () => `,"time":"${terminal.now().toISOString()}"`,
      formatters: { level: label => ({ level: label }) },
      redact: { paths: REDACTED.flatMap(key => [key, `*.${key}`]), censor: "[redacted]" },
      messageKey: "event",
    },
    { write: line => terminal.err(line) },
  );
  return ({ type, ...fields }) => log[LEVELS[type]]({ ...fields, worker }, type);
}

function personLog(terminal: Pick<Terminal, "err" | "env" | "isInteractive" | "now">, isWordy: boolean): ServiceObserver {
  const paint = paintFor(terminal);
  const paints = { debug: paint.dim, info: (text: string) => text, warn: paint.yellow, error: paint.red };
  return ({ type, ...fields }) => {
    const level = LEVELS[type];
    if (level === "debug" && !isWordy) return;
    const told = Object.entries(fields).map(([key, value]) => `${paint.dim(`${key}=`)}${typeof value === "string" ? value : JSON.stringify(value)}`);
    terminal.err(`${paint.dim(terminal.now().toISOString().slice(11, 19))} ${paints[level](type.replaceAll("-", " "))}  ${told.join("  ")}`);
  };
}
