import { timed, type Measurement } from "../measure.ts";
import { scan } from "./contestants.ts";
import { deployFleet } from "./fleet.ts";

const FEW = 50;
const MANY = 200;

/** Time for 200 stacks over time for 50: four times as many take four times as long, and not much more. */
export async function scanGrowth(): Promise<Measurement[]> {
  const few = await deployFleet(FEW);
  const many = await deployFleet(MANY);
  try {
    const before = await timed(() => scan(few, { stacks: FEW }));
    const most = await timed(() => scan(many, { stacks: MANY }));
    const after = await timed(() => scan(few, { stacks: FEW }));
    return [{ name: "scan_growth", value: most / ((before + after) / 2), unit: "x" }];
  } finally {
    await Promise.all([few.dispose(), many.dispose()]);
  }
}
