import type { ScanReport, StackReport } from "../model/index.ts";

/**
 * How many of all stacks were evaluated, at least in part. A stack without a resource to read counts where it was told; one that was skipped or not read does not.
 * @param total stacks that there are, looked after or not
 * @param required share that has to be evaluated, 0 to 1
 */
export function fleetOf(stacks: readonly StackReport[], total: number, required: number): NonNullable<ScanReport["fleet"]> {
  return { evaluated: stacks.filter(isEvaluated).length, total: Math.max(total, stacks.length), required };
}

/** Whether enough of the fleet was evaluated. */
export function isCovered({ fleet }: Pick<ScanReport, "fleet">): boolean {
  return fleet === undefined || fleet.evaluated >= fleet.total * fleet.required - 1e-9;
}

function isEvaluated({ verdict, coverage }: StackReport): boolean {
  return coverage.evaluated > 0 || (verdict !== "unknown" && verdict !== "skipped" && verdict !== "partial");
}
