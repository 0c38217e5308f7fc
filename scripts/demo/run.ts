import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
  seconds: number;
}

export interface CommandPlace {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** What the command reads from its standard input; secrets come this way, not on the command line. */
  input?: string;
}

/** Runs a command to its end, whatever its exit code. Throws only when it cannot be started. */
export async function run(command: string, args: readonly string[], { cwd, env, input = "" }: CommandPlace): Promise<CommandResult> {
  const started = performance.now();
  const child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {}).end(input);
  const [[code], stdout, stderr] = await Promise.all([once(child, "close") as Promise<[number | null]>, text(child.stdout), text(child.stderr)]);
  return { code: code ?? 1, stdout, stderr, seconds: (performance.now() - started) / 1000 };
}

/** Runs a command that must succeed, and gives what it printed. Throws with all it said when it does not. */
export async function must(command: string, args: readonly string[], place: CommandPlace): Promise<CommandResult> {
  const result = await run(command, args, place);
  if (result.code !== 0) throw new Error(`\`${[command, ...args].join(" ")}\` in ${place.cwd} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
  return result;
}
