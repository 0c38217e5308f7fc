import { timed, type Measurement } from "../measure.ts";
import { bareLoop, scan } from "./contestants.ts";
import { deployFleet } from "./fleet.ts";

const STACKS = 100;

/**
 * How many times the throughput of a loop of `pulumi refresh --preview-only` a scan has, four stacks at a time in both, one scan before the loop and one
 * after it. What it does less for it: nothing. It compares secrets and ignored properties besides.
 */
export const scanVsBareLoop = (): Promise<Measurement[]> => sideBySide("", {});

/** The same with a provider whose start takes a second of processor time: real ones take that and more. */
export const scanVsBareLoopSlowStart = (): Promise<Measurement[]> => sideBySide("_slow_start", { TEST_CLOUD_START_CPU_MS: "1000" });

async function sideBySide(suffix: string, extra: NodeJS.ProcessEnv): Promise<Measurement[]> {
  const fleet = await deployFleet(STACKS);
  try {
    const before = await timed(() => scan(fleet, { stacks: STACKS }, extra));
    const loop = await timed(() => bareLoop(fleet, STACKS, extra));
    const after = await timed(() => scan(fleet, { stacks: STACKS }, extra));
    const ours = (before + after) / 2;
    return [
      { name: `bare_loop${suffix}`, value: loop, unit: "s" },
      { name: `scan${suffix}`, value: ours, unit: "s" },
      { name: `scan_vs_bare_loop${suffix}`, value: loop / ours, unit: "x" },
    ];
  } finally {
    await fleet.dispose();
  }
}
