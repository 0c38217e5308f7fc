import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

interface Found {
  last: number;
  rows: number;
  doubled: number;
}

/**
 * Lets a process write into the embedded database in a folder and kills it, the process that has the database open, or both, at any moment; so many times.
 * Gives what was acknowledged before each round beside what the next writer found.
 */
export async function killWriters(folder: string, rounds: number): Promise<{ acknowledged: number; found: Found }[]> {
  const seen: { acknowledged: number; found: Found }[] = [];
  let acknowledged = 0;
  for (let round = 0; round <= rounds; round++) {
    const writer = fork(join(import.meta.dirname, "write-rows.ts"), [folder], { stdio: "ignore" });
    const exited = once(writer, "exit");
    const [{ found }] = (await once(writer, "message")) as [{ found: Found }];
    seen.push({ acknowledged, found });
    writer.on("message", (message: { acknowledged: number }) => (acknowledged = message.acknowledged));
    await sleep(Math.random() * 600);
    if (round % 3 !== 0) for (const pid of databaseProcesses(folder)) process.kill(pid, "SIGKILL");
    // Without the writer, the other one has to roll back what it was in; without the other one, the writer goes on with a new one.
    if (round % 3 === 1) await sleep(1_500);
    writer.kill("SIGKILL");
    await exited;
    // What it said last may still be on its way.
    await sleep(20);
  }
  return seen;
}

/** The processes that have, or try to have, the embedded database of a folder open. */
export function databaseProcesses(folder: string): number[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      const words = commandLine(pid);
      return words.some(word => /database-process\.[jt]s$/.test(word)) && words.includes(folder);
    });
}

function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}
