import type { StackReport, StackVerdict } from "../model/index.ts";
import type { Terminal } from "./command.ts";
import { paintFor } from "./paint.ts";
import { count } from "./wording.ts";

const SIGNS: Record<StackVerdict, string> = { "in-sync": "✓", drifted: "✗", ignored: "·", unknown: "?", partial: "?", skipped: "–", "pending-deploy": "…" };
const BAR = 24;

/**
 * Says on standard error, stack by stack as their verdicts come, how far a scan is: `[ 3/12] ✗ network/prod  drifted  14/14  1.9 s`;
 * to a person, below that, with a bar of the whole.
 */
export function scanProgress(total: number, terminal: Terminal): (report: StackReport) => void {
  const told: StackVerdict[] = [];
  if (total > 0) terminal.status?.(bar(told, total));
  return report => {
    told.push(report.verdict);
    terminal.err(line(report, `${String(told.length).padStart(String(total).length)}/${total}`, terminal));
    terminal.status?.(told.length < total ? bar(told, total) : "");
  };
}

function line({ stack, verdict, reason, coverage, durationMs, findings = [] }: StackReport, place: string, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const time = durationMs === undefined ? "" : `  ${(durationMs / 1000).toFixed(1)} s`;
  const violations = findings.filter(({ result }) => result === "violation").length;
  const colour = verdict === "in-sync" ? paint.green : verdict === "drifted" ? paint.red : paint.yellow;
  const why = reason === undefined ? "" : ` (${reason})`;
  return `[${place}] ${colour(`${SIGNS[verdict]} ${stack}`)}  ${verdict}${why}  ${coverage.evaluated}/${coverage.total}${time}${violations > 0 ? `  ${paint.red(count(violations, "policy violation"))}` : ""}`;
}

/** `██████░░░░░░░░░░░░░░░░░░ 3/12 stacks, 1 drifted, 1 not told`. */
function bar(told: readonly StackVerdict[], total: number): string {
  const full = Math.floor((told.length / total) * BAR);
  const having = (...verdicts: StackVerdict[]) => told.filter(verdict => verdicts.includes(verdict)).length;
  const parts = [[having("drifted"), "drifted"], [having("unknown", "partial", "skipped"), "not told"]] as const;
  return [`${"█".repeat(full)}${"░".repeat(BAR - full)} ${told.length}/${count(total, "stack")}`, ...parts.flatMap(([n, word]) => (n > 0 ? [`${n} ${word}`] : []))].join(", ");
}
