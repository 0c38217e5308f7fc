import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { watchMemory } from "../../../providers/engines/pulumi/confinement/watch-memory.ts";

const eating = (megabytes: number) => spawn(process.execPath, ["-e", `const all = Buffer.alloc(${megabytes} * 1024 * 1024, 1); setInterval(() => all[0]++, 1000);`], { detached: true, stdio: "ignore" });

test.runIf(process.platform === "linux")("a process group that takes more than it may is told of once, and one that does not is left alone", async () => {
  const [large, small] = [eating(300), eating(1)];
  const told: string[] = [];
  const exceeded = new Promise<void>(resolve => {
    watchMemory(large.pid!, { memoryMb: 200, onExceeded: () => (told.push("large"), resolve()) });
  });
  const other = watchMemory(small.pid!, { memoryMb: 200, onExceeded: () => told.push("small") });
  try {
    await exceeded;
    expect(told).toEqual(["large"]);
  } finally {
    other.stop();
    for (const child of [large, small]) {
      const gone = once(child, "exit");
      process.kill(-child.pid!, "SIGKILL");
      await gone;
    }
  }
});
