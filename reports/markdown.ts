import type { ReportFormat } from "../model/ports/report-format.ts";
import type { ScanReport, StackReport } from "../model/scan-report.ts";
import { codeSpan, prose } from "./_markdown/escape.ts";
import { fit, sizeOf, type Fitted } from "./_markdown/fit.ts";
import { stackSection } from "./_markdown/stack-section.ts";
import { summaryTable } from "./_markdown/summary-table.ts";
import { TONE_EMOJI } from "./_markdown/tone-emoji.ts";
import { alikeSentences } from "./_shared/alike.ts";
import { doubtfulCallers } from "./_shared/callers.ts";
import { exemptionsInOrder, exemptionTally, exemptionWords } from "./_shared/exemptions.ts";
import { caveats, fleetShare, headline } from "./_shared/headline.ts";
import { maskSecrets } from "./_shared/mask-secrets.ts";
import { countSetAside } from "./_shared/set-aside.ts";
import { byUrgency } from "./_shared/tally.ts";
import { isTelling, toneOfReport } from "./_shared/tone.ts";
import { count, duration, moment } from "./_shared/words.ts";

/** GitHub refuses a comment of more than 65,536 characters; others allow more. */
const LIMIT = 65_000;
const TABLE_SHARE = 0.3;
const NAMES_SHARE = 0.1;
const ROOM_FOR_CLOSING = 1_000;
const EXEMPTIONS = 20;

/** For pull-request comments and issues: a table of the stacks, then what diverged, always within one comment. */
export const format = {
  id: "markdown",
  title: "Markdown for pull-request comments",
  mediaType: "text/markdown",
  render: (unmasked, { setAside = false } = {}) => {
    const report = maskSecrets(unmasked);
    const stacks = byUrgency(report.stacks);
    const isShown = (stack: StackReport) => isTelling(stack) || (setAside && countSetAside([stack]) > 0);
    const telling = stacks.filter(isShown);
    const clean = stacks.filter(stack => !isShown(stack));
    const above = [opening(report), summaryTable(telling, LIMIT * TABLE_SHARE), cleanLine(clean), exemptionList(report)].filter(Boolean).join("\n\n");
    const sections = telling.filter(stack => hasMoreThanTheTable(stack, setAside)).map(stack => stackSection(stack, report.scan, setAside));
    const details = fit(sections, LIMIT - sizeOf(above) - ROOM_FOR_CLOSING);
    return `${[above, details.text, leftOut(report, details), closing(report)].filter(Boolean).join("\n\n")}\n`;
  },
} satisfies ReportFormat;

function hasMoreThanTheTable(stack: StackReport, listsSetAside: boolean): boolean {
  return stack.resources.some(({ verdict }) => listsSetAside || verdict !== "in-sync") || stack.pendingDeploy !== undefined || (stack.findings ?? []).length > 0 || Boolean(stack.reason ?? stack.message) || doubtfulCallers(stack).length > 0;
}

function opening(report: ScanReport): string {
  return [`## ${TONE_EMOJI[toneOfReport(report)]} ${headline(report)}`, [...alikeSentences(report).map(prose), ...caveats(report)].join(" ")].filter(Boolean).join("\n\n");
}

function cleanLine(stacks: readonly StackReport[]): string {
  if (stacks.length === 0) return "";
  const names = stacks.map(({ stack }) => codeSpan(stack)).join(", ");
  return `${TONE_EMOJI.clean} in sync: ${sizeOf(names) <= LIMIT * NAMES_SHARE ? names : count(stacks.length, "stack")}`;
}

/** Expired ones and those without use; of the others only how many there are. */
function exemptionList(report: ScanReport): string {
  const uses = exemptionsInOrder(report);
  if (uses.length === 0) return "";
  const items = uses.filter(({ state }) => state !== "used").slice(0, EXEMPTIONS).map(use => `- ${use.state === "expired" ? "⚠️ " : ""}${codeSpan(use.reason)} (${codeSpan(use.owner)}): ${exemptionWords(use)}`);
  return [`**Exemptions:** ${exemptionTally(report)}`, ...(items.length > 0 ? [items.join("\n")] : [])].join("\n\n");
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

function closing(report: ScanReport): string {
  const { scan, coverage } = report;
  const took = Date.parse(scan.finishedAt) - Date.parse(scan.startedAt);
  const facts = [...(report.fleet ? [`${fleetShare(report)} evaluated`] : []), `coverage ${coverage.evaluated}/${coverage.total}`, `scan ${codeSpan(scan.id.slice(0, 100))}`, codeSpan(moment(scan.startedAt).slice(0, 100)), ...(took >= 0 ? [`took ${duration(took)}`] : [])];
  return `---\n\n${facts.join(" · ")}`;
}
