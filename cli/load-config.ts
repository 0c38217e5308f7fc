import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { parseConfig } from "../estate/parse-config.ts";
import { configSchema, type Config } from "../model/config.ts";
import { GuidedError } from "../model/guided-error.ts";
import type { CommandContext } from "./command.ts";

export interface LoadedConfig {
  config: Config;
  /** Absolute. */
  file: string;
  /** The folder of the file: every relative path in it starts here. */
  baseDir: string;
}

/**
 * Reads the configuration that `-c` names.
 * @throws {GuidedError} CONFIG_MISSING, or CONFIG_INVALID with every mistake
 */
export function loadConfig({ terminal, wire }: Pick<CommandContext, "terminal" | "wire">, options: { config: string }): LoadedConfig {
  const file = resolve(terminal.cwd, options.config);
  const config = parseConfig(readConfig(file, options.config), configSchema(wire), { file: relative(terminal.cwd, file) || file });
  return { config, file, baseDir: dirname(file) };
}

function readConfig(file: string, shown: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new GuidedError("CONFIG_MISSING", `There is no ${shown} (looked for ${file}).`, "Run `trueup init` to write a first one, or name yours with `--config FILE`.", { cause });
    throw new GuidedError("CONFIG_MISSING", `${shown} cannot be read (${code}).`, "Name a file that this user may read with `--config FILE`.", { cause });
  }
}
