import type { ScanReport } from "../../model/scan-report.ts";

/** A scan of one stack, for tests that only keep it. */
export function scanWithId(id: string): ScanReport {
  return {
    schema: "trueup/scan/v1",
    scan: { id, startedAt: "2026-01-02T03:04:05Z", finishedAt: "2026-01-02T03:04:06Z", trueup: "0.1.0" },
    coverage: { evaluated: 1, total: 2 },
    stacks: [{ stack: "network/prod", verdict: "in-sync", coverage: { evaluated: 1, total: 2 }, resources: [] }],
  };
}
