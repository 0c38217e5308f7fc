import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Option } from "commander";
import { GuidedError } from "../model/guided-error.ts";
import type { ReportFormat } from "../model/ports/report-format.ts";
import type { ScanReport } from "../model/scan-report.ts";
import { choice } from "./choice.ts";
import type { CommandContext } from "./command.ts";

/** What `--format` and `--output` say. */
export interface ReportOutput {
  format: string;
  output?: string;
  setAside?: boolean;
}

const DEFAULT_FORMAT = "text";

/** `--format`, of all registered formats. */
export function formatOption(formats: readonly ReportFormat[]): Option {
  const ids = formats.map(({ id }) => id);
  return new Option("-f, --format <format>", `how to tell it: ${ids.join(", ")}`).default(DEFAULT_FORMAT).argParser(choice("--format", ids));
}

export function outputOption(): Option {
  return new Option("-o, --output <file>", "write it to a file instead of the terminal");
}

export function setAsideOption(): Option {
  return new Option("--set-aside", "list the differences that are known to be no drift, too, and how that is known");
}

/** Renders a scan and puts it where the options say. @throws {GuidedError} USAGE where the file cannot be written */
export function writeReport(report: ScanReport, options: ReportOutput, { terminal, wire }: Pick<CommandContext, "terminal" | "wire">): void {
  const { render } = wire.formats.find(({ id }) => id === options.format)!;
  writeOut(render(report, { setAside: options.setAside ?? false }), options, { terminal });
}

/** Puts a text where `--output` says. @throws {GuidedError} USAGE where the file cannot be written */
export function writeOut(text: string, { output }: Pick<ReportOutput, "output">, { terminal }: Pick<CommandContext, "terminal">): void {
  if (output === undefined) return terminal.out(text);
  const file = resolve(terminal.cwd, output);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.endsWith("\n") ? text : `${text}\n`);
  } catch (cause) {
    throw new GuidedError("USAGE", `--output ${output} cannot be written (${(cause as NodeJS.ErrnoException).code}).`, "Name a file in a folder that this user may write to.", { cause });
  }
  terminal.err(`Written to ${output}.`);
}
