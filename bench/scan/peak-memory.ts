import { execFile, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const SAMPLE_EVERY = 100;

/** Megabytes that a process and all it started held together at their highest, sampled until it ends. Memory that they share counts once where the system tells. */
export async function peakMemory(root: ChildProcess): Promise<number> {
  let peak = 0;
  while (root.exitCode === null && root.signalCode === null) {
    const kilobytes = await Promise.all((await treeOf(root.pid!)).map(memoryOf));
    peak = Math.max(peak, kilobytes.reduce((sum, one) => sum + one, 0));
    await sleep(SAMPLE_EVERY);
  }
  return peak / 1024;
}

interface Process {
  pid: number;
  /** Resident, in kilobytes. */
  resident: number;
}

async function treeOf(root: number): Promise<Process[]> {
  const { stdout } = await promisify(execFile)("ps", ["-eo", "pid=,ppid=,rss="]);
  const all = stdout.trim().split("\n").map(line => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const tree = new Set([root]);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const [pid, parent] of all) if (tree.has(parent)) tree.add(pid);
  }
  return all.filter(([pid]) => tree.has(pid)).map(([pid, , resident]) => ({ pid, resident }));
}

async function memoryOf({ pid, resident }: Process): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? resident);
}
