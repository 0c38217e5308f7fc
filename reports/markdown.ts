import type { ReportFormat } from "../model/ports/report-format.ts";
import type { ScanReport, StackReport } from "../model/scan-report.ts";
import { codeSpan } from "./_markdown/escape.ts";
import { fit, sizeOf, type Fitted } from "./_markdown/fit.ts";
import { stackSection } from "./_markdown/stack-section.ts";
import { summaryTable } from "./_markdown/summary-table.ts";
import { TONE_EMOJI } from "./_markdown/tone-emoji.ts";
import { doubtfulCallers } from "./_shared/callers.ts";
import { caveats, headline } from "./_shared/headline.ts";
import { maskSecrets } from "./_shared/mask-secrets.ts";
import { byUrgency } from "./_shared/tally.ts";
import { isTelling, toneOfReport } from "./_shared/tone.ts";
import { count, duration, moment } from "./_shared/words.ts";

/** GitHub refuses a comment of more than 65,536 characters; others allow more. */
const LIMIT = 65_000;
const TABLE_SHARE = 0.3;
const NAMES_SHARE = 0.1;
const ROOM_FOR_CLOSING = 1_000;

/** For pull-request comments and issues: a table of the stacks, then what diverged, always within one comment. */
export const format = {
  id: "markdown",
  title: "Markdown for pull-request comments",
  mediaType: "text/markdown",
  render: unmasked => {
    const report = maskSecrets(unmasked);
    const stacks = byUrgency(report.stacks);
    const telling = stacks.filter(isTelling);
    const clean = stacks.filter(stack => !isTelling(stack));
    const above = [opening(report), summaryTable(telling, LIMIT * TABLE_SHARE), cleanLine(clean)].filter(Boolean).join("\n\n");
    const details = fit(telling.filter(hasMoreThanTheTable).map(stackSection), LIMIT - sizeOf(above) - ROOM_FOR_CLOSING);
    return `${[above, details.text, leftOut(report, details), closing(report)].filter(Boolean).join("\n\n")}\n`;
  },
} satisfies ReportFormat;

function hasMoreThanTheTable(stack: StackReport): boolean {
  return stack.resources.length > 0 || (stack.findings ?? []).length > 0 || Boolean(stack.reason ?? stack.message) || doubtfulCallers(stack).length > 0;
}

function opening(report: ScanReport): string {
  return [`## ${TONE_EMOJI[toneOfReport(report)]} ${headline(report)}`, caveats(report).join(" ")].filter(Boolean).join("\n\n");
}

function cleanLine(stacks: readonly StackReport[]): string {
  if (stacks.length === 0) return "";
  const names = stacks.map(({ stack }) => codeSpan(stack)).join(", ");
  return `${TONE_EMOJI.clean} in sync: ${sizeOf(names) <= LIMIT * NAMES_SHARE ? names : count(stacks.length, "stack")}`;
}

function leftOut({ scan }: ScanReport, { shortened, omitted, omittedSections }: Fitted): string {
  const parts = [
    ...(shortened > 0 ? [`the values of ${count(shortened, "resource")}`] : []),
    ...(omitted > 0 ? [count(omitted, "resource")] : []),
    ...(omittedSections > 0 ? [`the details of ${count(omittedSections, "stack")}`] : []),
  ];
  if (parts.length === 0) return "";
  const id = scan.id.length <= 100 ? ` --scan ${scan.id}` : "";
  return `**Left out to fit a comment:** ${parts.join(", ")}. ${codeSpan(`trueup report${id} --format html`)} tells everything.`;
}

function closing({ scan, coverage }: ScanReport): string {
  const took = Date.parse(scan.finishedAt) - Date.parse(scan.startedAt);
  const facts = [`coverage ${coverage.evaluated}/${coverage.total}`, `scan ${codeSpan(scan.id.slice(0, 100))}`, codeSpan(moment(scan.startedAt).slice(0, 100)), ...(took >= 0 ? [`took ${duration(took)}`] : [])];
  return `---\n\n${facts.join(" · ")}`;
}
