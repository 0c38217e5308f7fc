import type { ReportFormat } from "../model/ports/report-format.ts";
import type { ScanReport, StackReport } from "../model/scan-report.ts";
import { alikeSentences } from "./_shared/alike.ts";
import { doubtfulCallers } from "./_shared/callers.ts";
import { exemptionsInOrder, exemptionTally, exemptionWords } from "./_shared/exemptions.ts";
import { caveats, fleetShare, headline } from "./_shared/headline.ts";
import { maskSecrets } from "./_shared/mask-secrets.ts";
import { pendingWords } from "./_shared/pending-words.ts";
import { countSetAside, setAsideWords } from "./_shared/set-aside.ts";
import { byUrgency } from "./_shared/tally.ts";
import { timeInDrift } from "./_shared/time-in-drift.ts";
import { isTelling, toneOfStack, type Tone } from "./_shared/tone.ts";
import { groupUnknown, hasOwnCause } from "./_shared/unknown-groups.ts";
import { visible } from "./_shared/visible.ts";
import { duration, moment, stackWord } from "./_shared/words.ts";
import { cause, resourceLines, setAsideLines, unknownLines, whyLines } from "./_text/resource-lines.ts";
import { violationLines } from "./_text/violation-lines.ts";
import { wrap } from "./_text/wrap.ts";

const MARKS: Record<Tone, string> = { drifted: "✗", violating: "!", unknown: "?", pending: "…", ignored: "·", clean: "✓" };

/** Plain text for a terminal; the last line is the coverage. */
export const format = {
  id: "text",
  title: "Plain text for a terminal",
  mediaType: "text/plain",
  render: (unmasked, { setAside = false } = {}) => {
    const report = maskSecrets(unmasked);
    const stacks = byUrgency(report.stacks);
    const isShown = (stack: StackReport) => isTelling(stack) || (setAside && countSetAside([stack]) > 0);
    const clean = stacks.filter(stack => !isShown(stack));
    const sections = [opening(report), ...stacks.filter(isShown).map(stack => stackSection(stack, report, setAside)), ...(clean.length > 0 ? [cleanSection(clean)] : []), exemptionSection(report), closing(report)].filter(lines => lines.length > 0);
    return `${sections.map(lines => lines.join("\n")).join("\n\n")}\n`;
  },
} satisfies ReportFormat;

function opening(report: ScanReport): string[] {
  return [headline(report), ...alikeSentences(report).map(visible), ...caveats(report)].flatMap(sentence => wrap(sentence, ""));
}

function stackSection(stack: StackReport, { scan }: ScanReport, listsSetAside: boolean): string[] {
  const { evaluated, total } = stack.coverage;
  const pending = pendingWords(stack);
  const facts = [cause(stack.reason, stackWord(stack)), `${evaluated}/${total} evaluated`, ...(countSetAside([stack]) > 0 ? [setAsideWords(stack)] : []), ...(stack.owner ? [`owner ${visible(stack.owner)}`] : [])];
  return [
    `${MARKS[toneOfStack(stack)]} ${visible(stack.stack)}  ${facts.join(" · ")}`,
    ...callerLines(stack),
    ...(pending ? wrap(visible(pending), "  ") : []),
    ...(hasOwnCause(stack) ? whyLines(stack, { reason: stack.reason, message: stack.message }, "  ") : []),
    ...stack.resources.filter(({ verdict }) => verdict === "drifted").flatMap(resource => resourceLines(resource, timeInDrift(resource, scan))),
    ...violationLines(stack),
    ...groupUnknown(stack).flatMap(group => unknownLines(group, stack)),
    ...stack.resources.filter(({ verdict }) => verdict === "ignored").flatMap(resource => resourceLines(resource)),
    ...(listsSetAside ? setAsideLines(stack) : []),
  ];
}

/** Only who is in doubt: in a terminal the confirmed ones are noise. */
function callerLines(stack: StackReport): string[] {
  return doubtfulCallers(stack).flatMap(({ identity, note }) => wrap(visible(`identity ${identity} is not confirmed${note ? `: ${note}` : ""}`), "  "));
}

function cleanSection(stacks: readonly StackReport[]): string[] {
  return wrap(`in sync: ${stacks.map(({ stack }) => visible(stack)).join(", ")}`, "", `${MARKS.clean} `);
}

/** What was agreed to be put up with: what has expired or is of no use first. */
function exemptionSection(report: ScanReport): string[] {
  const uses = exemptionsInOrder(report);
  if (uses.length === 0) return [];
  return [`exemptions: ${exemptionTally(report)}`, ...uses.flatMap(use => wrap(visible(`${use.reason} (${use.owner}): ${exemptionWords(use)}`), "  ", use.state === "expired" ? "! " : "· "))];
}

function closing(report: ScanReport): string[] {
  const { scan, coverage } = report;
  const took = Date.parse(scan.finishedAt) - Date.parse(scan.startedAt);
  const facts = [`scan ${visible(scan.id)}`, visible(moment(scan.startedAt)), ...(took >= 0 ? [`took ${duration(took)}`] : []), ...(scan.engine ? [`engine ${visible(scan.engine)}`] : [])];
  return [facts.join(" · "), [...(report.fleet ? [`${fleetShare(report)} evaluated`] : []), `coverage ${coverage.evaluated}/${coverage.total}`].join(" · ")];
}
