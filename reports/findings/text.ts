import type { FindingFormat, Paint } from "../../model/ports/finding-format.ts";
import { visible } from "../_shared/visible.ts";
import { linesOf } from "./_shared/lines-of.ts";
import { entriesOf, type Entry, rulesText } from "./_shared/entries-of.ts";
import { resourceOf } from "./_shared/resource-of.ts";
import { countsOf, summary } from "./_shared/summary.ts";
import { type Weight, weightOf } from "./_shared/weight.ts";

/** For people at a terminal: the worst first, each with what to do; the last line is the summary. */
export const format = {
  id: "text",
  title: "Plain text for a terminal",
  mediaType: "text/plain",
  render: (report, { paint }) => {
    const { mandatory, undecided } = countsOf(report);
    const colour = mandatory > 0 ? paint.red : undecided > 0 ? paint.yellow : paint.green;
    return `${[...entriesOf(report.findings).map(entry => entryText(entry, paint)), colour(summary(report))].join("\n\n")}\n`;
  },
} satisfies FindingFormat;

const MARKS: Record<Weight, (paint: Paint) => string> = {
  mandatory: ({ red }) => red("✗"),
  advisory: ({ yellow }) => yellow("!"),
  undecided: ({ dim }) => dim("?"),
  exempt: ({ dim }) => dim("○"),
};

function entryText(entry: Entry, paint: Paint): string {
  const { finding } = entry;
  const { severity, enforcement, urn, type, message, fix, source } = finding;
  const { name, stack } = resourceOf(urn);
  const place = source ? `  ${visible(source.file)}:${source.line}` : "";
  const about = visible(`${name} (${type}) of ${stack}`) + place;
  const head = `${MARKS[weightOf(finding)](paint)} ${paint.bold(visible(rulesText(entry)))}  ${enforcement}, ${severity}  ${paint.dim(about)}`;
  return [head, ...linesOf(message).map(line => `  ${line}`), `  ${paint.cyan("→")} ${linesOf(fix).join("\n    ")}`].join("\n");
}
