import type { ScanReport } from "../model/index.ts";

/**
 * The one word for a whole scan, which becomes the exit code: drift wins; without drift, anything that was not told, or no stack at all, is not clean.
 */
export function scanOutcome({ stacks }: ScanReport): "clean" | "drift" | "could-not-tell" {
  if (stacks.some(({ verdict }) => verdict === "drifted")) return "drift";
  const isTold = stacks.every(({ verdict }) => verdict === "in-sync" || verdict === "ignored" || verdict === "pending-deploy");
  return isTold && stacks.length > 0 ? "clean" : "could-not-tell";
}
