import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { LANGUAGE_HOST } from "./paths.ts";

/**
 * Writes the command `pulumi-language-nodejs` into the engine's folder. It names this Node and our host by their whole paths,
 * because the engine may be started with any PATH.
 */
export async function writeLanguageHost(folder: string): Promise<void> {
  const file = join(folder, LANGUAGE_HOST);
  const host = join(import.meta.dirname, "language-host.ts");
  const command = `#!/bin/sh\n# Written by scripts/engine: stands in for the Node language host that comes with the official release.\nexec ${quoted(process.execPath)} ${quoted(host)} "$@"\n`;
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present !== command) await writeFile(file, command, { mode: 0o755 });
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
