import type { ScanReport, StackReport } from "../../model/scan-report.ts";
import { TONES, toneOfStack, type Tone } from "./tone.ts";

/** Resources of a scan or a stack, counted. `inSync + drifted + ignored + unevaluated` is `total`, but for unmanaged resources. */
export interface Tally {
  total: number;
  evaluated: number;
  unevaluated: number;
  drifted: number;
  ignored: number;
  inSync: number;
}

/** Counts the resources of a whole scan, by its own coverage. */
export function tallyReport(report: ScanReport): Tally {
  return tally(report.coverage, report.stacks);
}

/** Counts the resources of one stack. */
export function tallyStack(stack: StackReport): Tally {
  return tally(stack.coverage, [stack]);
}

/** How many stacks have each tone. */
export function countTones(stacks: readonly StackReport[]): Record<Tone, number> {
  const counts = Object.fromEntries(TONES.map(tone => [tone, 0])) as Record<Tone, number>;
  for (const stack of stacks) counts[toneOfStack(stack)] += 1;
  return counts;
}

/** Most urgent first; within one tone as the report has them. */
export function byUrgency(stacks: readonly StackReport[]): StackReport[] {
  return TONES.flatMap(tone => stacks.filter(stack => toneOfStack(stack) === tone));
}

function tally({ evaluated, total }: ScanReport["coverage"], stacks: readonly StackReport[]): Tally {
  const resources = stacks.flatMap(stack => stack.resources);
  const drifted = resources.filter(({ verdict }) => verdict === "drifted");
  const ignored = resources.filter(({ verdict }) => verdict === "ignored").length;
  // An unmanaged resource is in no state, so no total counts it.
  const recorded = drifted.filter(({ kind }) => kind !== "unmanaged").length;
  return { total, evaluated, unevaluated: Math.max(0, total - evaluated), drifted: drifted.length, ignored, inSync: Math.max(0, evaluated - recorded - ignored) };
}
