import type { StackReport, StackVerdict } from "../model/index.ts";
import type { Terminal } from "./command.ts";
import { paintFor } from "./paint.ts";
import { count } from "./wording.ts";

const SIGNS: Record<StackVerdict, string> = { "in-sync": "✓", drifted: "✗", ignored: "·", unknown: "?", partial: "?", skipped: "–", "pending-deploy": "…" };

/** Says on standard error, stack by stack as their verdicts come, how far a scan is: `[ 3/12] ✗ network/prod  drifted  14/14  1.9 s`. */
export function scanProgress(total: number, terminal: Terminal): (report: StackReport) => void {
  const paint = paintFor(terminal);
  const width = String(total).length;
  let done = 0;
  return ({ stack, verdict, coverage, durationMs, findings = [] }) => {
    done += 1;
    const time = durationMs === undefined ? "" : `  ${(durationMs / 1000).toFixed(1)} s`;
    const violations = findings.filter(({ result }) => result === "violation").length;
    const colour = verdict === "in-sync" ? paint.green : verdict === "drifted" ? paint.red : paint.yellow;
    terminal.err(`[${String(done).padStart(width)}/${total}] ${colour(`${SIGNS[verdict]} ${stack}`)}  ${verdict}  ${coverage.evaluated}/${coverage.total}${time}${violations > 0 ? `  ${paint.red(count(violations, "policy violation"))}` : ""}`);
  };
}
