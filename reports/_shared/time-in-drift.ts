import type { ResourceReport, ScanReport } from "../../model/scan-report.ts";
import { span } from "./words.ts";

/** How long a drift has been there, by the first scan that found it: `new`, `for 3 days`; empty where nobody knows. */
export function timeInDrift({ since, verdict }: ResourceReport, scan: ScanReport["scan"]): string {
  if (since === undefined || verdict !== "drifted") return "";
  const age = Date.parse(scan.finishedAt) - Date.parse(since);
  if (Number.isNaN(age)) return "";
  if (since >= scan.startedAt) return "new";
  return `for ${span(age)}`;
}
