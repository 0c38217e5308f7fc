import { isMandatoryViolation, type ScanReport } from "../model/index.ts";
import { isCovered } from "./fleet.ts";

/**
 * The one word for a whole scan, which becomes the exit code: drift wins, then what a mandatory policy forbids; without either, anything that was
 * not told, too small a share of the fleet, or no stack at all, is not clean. A policy that could not decide changes nothing: what is secret is never known to a scan.
 */
export function scanOutcome(report: ScanReport): "clean" | "drift" | "violations" | "could-not-tell" {
  const { stacks } = report;
  if (stacks.some(({ verdict }) => verdict === "drifted")) return "drift";
  if (stacks.some(({ findings = [] }) => findings.some(isMandatoryViolation))) return "violations";
  const isTold = stacks.every(({ verdict }) => verdict === "in-sync" || verdict === "ignored" || verdict === "pending-deploy");
  return isTold && stacks.length > 0 && isCovered(report) ? "clean" : "could-not-tell";
}
