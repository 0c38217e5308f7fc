#!/usr/bin/env node
import process from "node:process";
import { commands } from "./commands/registry.generated.ts";
import { describeFailure } from "./failure.ts";
import { processSignals } from "./process-signals.ts";
import { processTerminal } from "./process-terminal.ts";
import { run } from "./run.ts";
import { createWire } from "./wire.ts";

const terminal = { ...processTerminal(process), onSignal: processSignals(process) };

// Every engine and plugin that runs waits for our exit, to end with us; Node would take more than ten for a leak.
process.setMaxListeners(0);

// Node's own exit code for a crash is 1, which here would say "drift".
process.on("uncaughtException", error => {
  const { text, exitCode } = describeFailure(error, terminal);
  terminal.err(text);
  process.exit(exitCode);
});

process.exitCode = await run(process.argv.slice(2), { terminal, wire: createWire(), commands });
