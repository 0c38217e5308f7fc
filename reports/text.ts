import type { ReportFormat } from "../model/ports/report-format.ts";
import type { ScanReport, StackReport } from "../model/scan-report.ts";
import { doubtfulCallers } from "./_shared/callers.ts";
import { caveats, headline } from "./_shared/headline.ts";
import { maskSecrets } from "./_shared/mask-secrets.ts";
import { byUrgency } from "./_shared/tally.ts";
import { isTelling, toneOfStack, type Tone } from "./_shared/tone.ts";
import { groupUnknown, hasOwnCause } from "./_shared/unknown-groups.ts";
import { visible } from "./_shared/visible.ts";
import { duration, moment, stackWord } from "./_shared/words.ts";
import { cause, resourceLines, unknownLines, whyLines } from "./_text/resource-lines.ts";
import { violationLines } from "./_text/violation-lines.ts";
import { wrap } from "./_text/wrap.ts";

const MARKS: Record<Tone, string> = { drifted: "✗", violating: "!", unknown: "?", pending: "…", ignored: "·", clean: "✓" };

/** Plain text for a terminal; the last line is the coverage. */
export const format = {
  id: "text",
  title: "Plain text for a terminal",
  mediaType: "text/plain",
  render: unmasked => {
    const report = maskSecrets(unmasked);
    const stacks = byUrgency(report.stacks);
    const telling = stacks.filter(isTelling);
    const clean = stacks.filter(stack => !isTelling(stack));
    const sections = [opening(report), ...telling.map(stackSection), ...(clean.length > 0 ? [cleanSection(clean)] : []), closing(report)];
    return `${sections.map(lines => lines.join("\n")).join("\n\n")}\n`;
  },
} satisfies ReportFormat;

function opening(report: ScanReport): string[] {
  return [headline(report), ...caveats(report)].flatMap(sentence => wrap(sentence, ""));
}

function stackSection(stack: StackReport): string[] {
  const { evaluated, total } = stack.coverage;
  const facts = [cause(stack.reason, stackWord(stack)), `${evaluated}/${total} evaluated`, ...(stack.owner ? [`owner ${visible(stack.owner)}`] : [])];
  return [
    `${MARKS[toneOfStack(stack)]} ${visible(stack.stack)}  ${facts.join(" · ")}`,
    ...callerLines(stack),
    ...(hasOwnCause(stack) ? whyLines(stack, { reason: stack.reason, message: stack.message }, "  ") : []),
    ...stack.resources.filter(({ verdict }) => verdict === "drifted").flatMap(resourceLines),
    ...violationLines(stack),
    ...groupUnknown(stack).flatMap(group => unknownLines(group, stack)),
    ...stack.resources.filter(({ verdict }) => verdict === "ignored").flatMap(resourceLines),
  ];
}

/** Only who is in doubt: in a terminal the confirmed ones are noise. */
function callerLines(stack: StackReport): string[] {
  return doubtfulCallers(stack).flatMap(({ identity, note }) => wrap(visible(`identity ${identity} is not confirmed${note ? `: ${note}` : ""}`), "  "));
}

function cleanSection(stacks: readonly StackReport[]): string[] {
  return wrap(`in sync: ${stacks.map(({ stack }) => visible(stack)).join(", ")}`, "", `${MARKS.clean} `);
}

function closing({ scan, coverage }: ScanReport): string[] {
  const took = Date.parse(scan.finishedAt) - Date.parse(scan.startedAt);
  const facts = [`scan ${visible(scan.id)}`, visible(moment(scan.startedAt)), ...(took >= 0 ? [`took ${duration(took)}`] : []), ...(scan.engine ? [`engine ${visible(scan.engine)}`] : [])];
  return [facts.join(" · "), `coverage ${coverage.evaluated}/${coverage.total}`];
}
