import { readdir, readFile } from "node:fs/promises";
import { platform } from "node:process";

const EVERY_MS = 500;
/** Linux on the machines that Node runs on; only huge pages differ. */
const PAGE = 4096;

/**
 * Looks at the memory of a process group until it is told to stop, and says once when it is over the limit. Only Linux tells of it in a way that needs no other program: elsewhere nothing is watched.
 * Format: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 * @param leader process id of the group's leader
 */
export function watchMemory(leader: number, { memoryMb, onExceeded }: { memoryMb: number; onExceeded(): void }): { stop(): void } {
  let isOver = platform !== "linux";
  const look = async (): Promise<void> => {
    if (isOver) return;
    if ((await residentBytes(leader)) > memoryMb * 1024 * 1024 && !isOver) {
      isOver = true;
      onExceeded();
    }
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  timer.unref();
  return {
    stop() {
      isOver = true;
      clearInterval(timer);
    },
  };
}

async function residentBytes(group: number): Promise<number> {
  const processes = (await readdir("/proc")).filter(name => /^\d+$/.test(name));
  const pages = await Promise.all(processes.map(async pid => residentPages(await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""), group)));
  return pages.reduce((sum, one) => sum + one, 0) * PAGE;
}

/** The name stands in parentheses and may hold anything, so the fields are counted from behind it. */
function residentPages(stat: string, group: number): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[2]) === group ? Number(fields[21]) : 0;
}
