#!/usr/bin/env node
import process from "node:process";
import { commands } from "./commands/registry.generated.ts";
import { processTerminal } from "./process-terminal.ts";
import { run } from "./run.ts";
import { createWire } from "./wire.ts";

process.exitCode = await run(process.argv.slice(2), { terminal: processTerminal(process), wire: createWire(), commands });
