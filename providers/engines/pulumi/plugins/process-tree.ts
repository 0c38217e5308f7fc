import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";

/** Starts a program as the leader of its own process group, so that `endTree` reaches everything it starts. */
export function spawnTree(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(command, args, { ...options, detached: true });
}

/** Ends a process and all it started: asks first, and after `graceMs` insists. Returns at once. */
export function endTree(child: ChildProcess, graceMs = 500): void {
  if (child.pid === undefined) return;
  signalGroup(child.pid, "SIGTERM");
  const insist = setTimeout(() => signalGroup(child.pid!, "SIGKILL"), graceMs);
  insist.unref();
}

/** Asks a process alone to come to its end, as Ctrl-C does; what it started is its own to end. */
export function interrupt(child: ChildProcess): void {
  child.kill("SIGINT");
}

/** Ends a process and all it started, now: for a process that hangs or for the end of ours. */
export function killTree(child: ChildProcess): void {
  if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: the group has ended by itself, which is what we want.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

const running = new Set<ChildProcess>();

/** Kills a process and all it started when ours exits; returns what takes that back. One listener for all: Node warns where there are dozens. */
export function killAtExit(child: ChildProcess): () => void {
  if (running.size === 0) process.on("exit", killRunning);
  running.add(child);
  return () => {
    running.delete(child);
    if (running.size === 0) process.removeListener("exit", killRunning);
  };
}

function killRunning(): void {
  for (const child of running) killTree(child);
}
