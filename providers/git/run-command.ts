import { spawn } from "node:child_process";
import process from "node:process";

export interface CommandRun {
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds until it is killed with all it started. */
  deadlineMs: number;
}

export interface CommandResult {
  /** `undefined` where it was killed at its deadline. */
  exitCode: number | undefined;
  stdout: string;
  /** What stdout was decoded from. */
  bytes: Uint8Array;
  stderr: string;
}

/** Runs one program without a shell and without input. @throws {Error} where it cannot be started */
export function runCommand({ command, args, cwd, env, deadlineMs }: CommandRun): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    // A process group of its own, so that the deadline ends its children too.
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const kill = (): void => killGroup(child.pid);
    process.once("exit", kill);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      kill();
    }, deadlineMs);
    const output: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => output[0].push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output[1].push(chunk));
    const settle = (): void => {
      clearTimeout(timer);
      process.removeListener("exit", kill);
    };
    child.once("error", error => {
      settle();
      reject(error);
    });
    child.once("close", code => {
      settle();
      const [bytes, errors] = output.map(chunks => Buffer.concat(chunks)) as [Buffer, Buffer];
      resolve({ exitCode: isLate ? undefined : (code ?? 255), bytes, stdout: bytes.toString("utf8"), stderr: errors.toString("utf8") });
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
