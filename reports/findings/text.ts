import type { FindingFormat, Paint } from "../../model/ports/finding-format.ts";
import type { Finding } from "../../model/policy-report.ts";
import { visible } from "../_shared/visible.ts";
import { linesOf } from "./_shared/lines-of.ts";
import { resourceOf } from "./_shared/resource-of.ts";
import { countsOf, summary } from "./_shared/summary.ts";
import { type Weight, weightOf, worstFirst } from "./_shared/weight.ts";

/** For people at a terminal: the worst first, each with what to do; the last line is the summary. */
export const format = {
  id: "text",
  title: "Plain text for a terminal",
  mediaType: "text/plain",
  render: (report, { paint }) => {
    const { mandatory, undecided } = countsOf(report);
    const colour = mandatory > 0 ? paint.red : undecided > 0 ? paint.yellow : paint.green;
    return `${[...worstFirst(report.findings).map(finding => entry(finding, paint)), colour(summary(report))].join("\n\n")}\n`;
  },
} satisfies FindingFormat;

const MARKS: Record<Weight, (paint: Paint) => string> = {
  mandatory: ({ red }) => red("✗"),
  advisory: ({ yellow }) => yellow("!"),
  undecided: ({ dim }) => dim("?"),
  exempt: ({ dim }) => dim("○"),
};

function entry(finding: Finding, paint: Paint): string {
  const { policy, severity, enforcement, urn, type, message, fix, source } = finding;
  const { name, stack } = resourceOf(urn);
  const place = source ? `  ${visible(source.file)}:${source.line}` : "";
  const about = visible(`${name} (${type}) of ${stack}`) + place;
  const head = `${MARKS[weightOf(finding)](paint)} ${paint.bold(visible(policy))}  ${enforcement}, ${severity}  ${paint.dim(about)}`;
  return [head, ...linesOf(message).map(line => `  ${line}`), `  ${paint.cyan("→")} ${linesOf(fix).join("\n    ")}`].join("\n");
}
