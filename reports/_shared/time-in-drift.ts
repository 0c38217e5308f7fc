import type { ResourceReport, ScanReport } from "../../model/scan-report.ts";
import { count } from "./words.ts";

const STEPS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]] as const;

/** How long a drift has been there, by the first scan that found it: `new`, `for 3 days`; empty where nobody knows. */
export function timeInDrift({ since, verdict }: ResourceReport, scan: ScanReport["scan"]): string {
  if (since === undefined || verdict !== "drifted") return "";
  const age = Date.parse(scan.finishedAt) - Date.parse(since);
  if (Number.isNaN(age)) return "";
  if (since >= scan.startedAt) return "new";
  return `for ${span(age)}`;
}

/** `3 days`, `1 minute`: a time in the largest unit that it has one of, and never less than a minute. */
export function span(ms: number): string {
  const [unit, step] = STEPS.find(([, step]) => ms >= step) ?? STEPS.at(-1)!;
  return count(Math.max(1, Math.floor(ms / step)), unit);
}
