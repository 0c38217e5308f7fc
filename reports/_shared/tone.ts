import { isMandatoryViolation } from "../../model/policy-report.ts";
import type { ResourceReport, ScanReport, StackReport } from "../../model/scan-report.ts";

/** What a reader should feel: red, purple, amber, blue, grey or green. Ordered from most to least urgent. */
export const TONES = ["drifted", "violating", "unknown", "pending", "ignored", "clean"] as const;
export type Tone = (typeof TONES)[number];

/**
 * The tone of one stack: drift first, then what a mandatory policy forbids, then what was not evaluated, whatever the verdict says.
 * `clean` only where the verdict is `in-sync` and everything was evaluated.
 */
export function toneOfStack(stack: StackReport): Tone {
  if (stack.verdict === "drifted" || hasResource(stack, "drifted")) return "drifted";
  if (stack.findings?.some(isMandatoryViolation)) return "violating";
  if (!isComplete(stack)) return "unknown";
  if (stack.verdict === "pending-deploy") return "pending";
  return stack.verdict === "ignored" || hasResource(stack, "ignored") ? "ignored" : "clean";
}

/** The tone of a whole scan. What was set aside by a rule does not hold back a clean result; what was not evaluated does. */
export function toneOfReport(report: ScanReport): Tone {
  const tones = new Set(report.stacks.map(toneOfStack));
  if (tones.has("drifted")) return "drifted";
  if (tones.has("violating")) return "violating";
  if (tones.has("unknown") || !covers(report.coverage) || report.stacks.length === 0 || isFleetShort(report)) return "unknown";
  return tones.has("pending") ? "pending" : "clean";
}

/** Whether less of the fleet was evaluated than is required. */
export function isFleetShort({ fleet }: Pick<ScanReport, "fleet">): boolean {
  // A little less, because 0.07 * 100 is not 7 for a computer.
  return fleet !== undefined && fleet.evaluated < fleet.total * fleet.required - 1e-9;
}

/** Whether there is anything to tell of the stack besides that it is in sync. */
export function isTelling(stack: StackReport): boolean {
  return toneOfStack(stack) !== "clean" || (stack.findings ?? []).length > 0 || stack.pendingDeploy !== undefined;
}

/** Whether every resource of the stack was evaluated. */
export function isComplete(stack: StackReport): boolean {
  return !["unknown", "partial", "skipped"].includes(stack.verdict) && covers(stack.coverage) && !hasResource(stack, "unknown");
}

function covers({ evaluated, total }: ScanReport["coverage"]): boolean {
  return evaluated >= total;
}

function hasResource(stack: StackReport, verdict: ResourceReport["verdict"]): boolean {
  return stack.resources.some(resource => resource.verdict === verdict);
}
