import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a command to its end and gives what it printed. Throws with the last lines it printed when it fails or does not exist. */
export async function runCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { env, maxBuffer: Infinity });
    return stdout;
  } catch (error) {
    const printed = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(`\`${[command, ...args].join(" ")}\` failed: ${printed.split("\n").slice(-6).join("\n") || String(error)}`, { cause: error });
  }
}
