import { timed, type Measurement } from "../measure.ts";
import { scan } from "./contestants.ts";
import { deployFleet, ODD_ONE } from "./fleet.ts";

const STACKS = 100;
const READ_SECONDS = 10;

/** What one resource whose read hangs, in 1 of 100 stacks, adds to the whole: at most its own deadline, so at most 1. */
export async function hangCost(): Promise<Measurement[]> {
  const fleet = await deployFleet(STACKS);
  try {
    const before = await timed(() => scan(fleet, { stacks: STACKS }, {}, READ_SECONDS * 1000));
    fleet.cloud.faults.set({ fault: "hang", name: ODD_ONE });
    const hanging = await timed(() => scan(fleet, { stacks: STACKS, unknown: 1 }, {}, READ_SECONDS * 1000));
    fleet.cloud.faults.clear();
    const after = await timed(() => scan(fleet, { stacks: STACKS }, {}, READ_SECONDS * 1000));
    return [{ name: "hang_cost", value: (hanging - (before + after) / 2) / READ_SECONDS, unit: "of its deadline" }];
  } finally {
    await fleet.dispose();
  }
}
