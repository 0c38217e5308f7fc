import type { FindingFormat } from "../../model/ports/finding-format.ts";
import { codeBlock, codeSpan, prose } from "../_markdown/escape.ts";
import { fit, type Item, type Section, sizeOf } from "../_markdown/fit.ts";
import { clip } from "../_shared/value-text.ts";
import { linesOf } from "./_shared/lines-of.ts";
import { entriesOf, type Entry } from "./_shared/entries-of.ts";
import { resourceOf } from "./_shared/resource-of.ts";
import { countsOf, summary } from "./_shared/summary.ts";
import { type Weight, WEIGHTS, weightOf } from "./_shared/weight.ts";

/** GitHub refuses a comment of more than 65,536 characters; others allow more. */
const LIMIT = 65_000;
const ROOM_FOR_CLOSING = 500;
const TEXT_LIMIT = 2000;

/** For pull-request comments and issues: always within one comment. */
export const format = {
  id: "markdown",
  title: "Markdown for pull-request comments",
  mediaType: "text/markdown",
  render: report => {
    const { mandatory, undecided } = countsOf(report);
    const emoji = mandatory > 0 ? "🔴" : undecided > 0 ? "🟠" : "🟢";
    const heading = `## ${emoji} ${prose(summary(report))}`;
    const byWeight = Map.groupBy(entriesOf(report.findings), ({ finding }) => weightOf(finding));
    const sections = WEIGHTS.flatMap(weight => sectionOf(weight, byWeight.get(weight) ?? []));
    const { text, omitted } = fit(sections, LIMIT - sizeOf(heading) - ROOM_FOR_CLOSING);
    const leftOut = omitted > 0 ? "**Left out to fit a comment:** `trueup policy check --format text` tells everything." : "";
    return `${[heading, text, leftOut].filter(Boolean).join("\n\n")}\n`;
  },
} satisfies FindingFormat;

const HEADINGS: Record<Weight, string> = { mandatory: "🔴 Must be put right", advisory: "🟡 Advice", undecided: "🟠 Could not be judged", exempt: "⚪ Exempt" };

function sectionOf(weight: Weight, entries: readonly Entry[]): Section[] {
  return entries.length === 0 ? [] : [{ heading: `### ${HEADINGS[weight]}`, items: entries.map(item) }];
}

function item({ finding, rules }: Entry): Item {
  const { severity, urn, type, message, fix, source } = finding;
  const { name, stack } = resourceOf(urn);
  const place = source ? ` at ${codeSpan(`${source.file}:${source.line}`)}` : "";
  const title = `- **${codeSpan(name)}** ${codeSpan(type)} of ${codeSpan(stack)}${place}: ${rules.map(codeSpan).join(", ")}, ${severity}`;
  const lines = linesOf(clip(message, TEXT_LIMIT));
  const told = lines.length === 1 ? prose(lines[0]!) : codeBlock("text", lines);
  return { resources: 1, brief: title, full: [title, indent(told), indent(`→ ${linesOf(clip(fix, TEXT_LIMIT)).map(prose).join("\n")}`)].join("\n\n") };
}

/** Below a list item. */
function indent(block: string): string {
  return block.replace(/^/gm, "  ");
}
