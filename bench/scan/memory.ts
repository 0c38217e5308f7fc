import type { ChildProcess } from "node:child_process";
import type { Measurement } from "../measure.ts";
import { finished, startLoop, startScan } from "./contestants.ts";
import { deployFleet } from "./fleet.ts";
import { peakMemory } from "./peak-memory.ts";

const STACKS = 20;
/** The real AWS provider holds more. */
const HEAVY = { TEST_CLOUD_BALLAST_MB: "300" };

/** Peak memory of all processes of a scan, over that of the loop's, four stacks at a time in both, with a provider that holds 300 MB. */
export async function scanMemory(): Promise<Measurement[]> {
  const fleet = await deployFleet(STACKS);
  try {
    const loop = await peakOf(startLoop(fleet, STACKS, HEAVY));
    const scan = await peakOf(startScan(fleet, HEAVY));
    return [
      { name: "bare_loop_memory", value: loop, unit: "MB" },
      { name: "scan_peak_memory", value: scan, unit: "MB" },
      { name: "scan_memory", value: scan / loop, unit: "x" },
    ];
  } finally {
    await fleet.dispose();
  }
}

async function peakOf(root: ChildProcess): Promise<number> {
  const [peak] = await Promise.all([peakMemory(root), finished(root)]);
  return peak;
}
