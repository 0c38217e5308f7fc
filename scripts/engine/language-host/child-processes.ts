import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import process from "node:process";

const GRACE_MS = 2_000;

/** The Node processes this host has started: programs, policy packs and plugins. None of them outlives it. */
export interface ChildProcesses {
  /** Starts Node with `args`. */
  start(args: readonly string[], options: SpawnOptions): ChildProcess;
  /** Asks a process to end and insists after two seconds; resolves when it has ended. */
  end(child: ChildProcess): Promise<void>;
  endAll(): Promise<void>;
}

export function childProcesses(): ChildProcesses {
  const running = new Set<ChildProcess>();

  function start(args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(process.execPath, args, options);
    running.add(child);
    child.once("exit", () => running.delete(child)).once("error", () => running.delete(child));
    return child;
  }

  async function end(child: ChildProcess): Promise<void> {
    if (!running.has(child)) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const insist = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    await ended;
    clearTimeout(insist);
  }

  return {
    start,
    end,
    async endAll() {
      await Promise.all([...running].map(end));
    },
  };
}
