import type { FindingFormat } from "../../model/ports/finding-format.ts";
import { visible, visibleLines } from "../_shared/visible.ts";
import { entriesOf, type Entry, rulesText } from "./_shared/entries-of.ts";
import { resourceOf } from "./_shared/resource-of.ts";
import { summary } from "./_shared/summary.ts";
import { type Weight, weightOf } from "./_shared/weight.ts";

/**
 * Workflow commands of GitHub Actions, which it shows at the lines of a pull request. It takes ten of each kind from a step, so the worst come first.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const format = {
  id: "github",
  title: "Annotations for GitHub Actions",
  mediaType: "text/plain",
  render: report => `${[...entriesOf(report.findings).map(annotation), summary(report)].join("\n")}\n`,
} satisfies FindingFormat;

const COMMANDS: Record<Weight, string> = { mandatory: "error", advisory: "warning", undecided: "warning", exempt: "notice" };

function annotation(entry: Entry): string {
  const { finding } = entry;
  const { urn, type, message, fix, source } = finding;
  const { name, stack } = resourceOf(urn);
  const place = source ? [`file=${property(source.file)}`, `line=${source.line}`, ...(source.column === undefined ? [] : [`col=${source.column}`])] : [];
  const properties = [...place, `title=${property(`${rulesText(entry)}: ${name} of ${stack}`)}`];
  return `::${COMMANDS[weightOf(finding)]} ${properties.join(",")}::${data(`${message}\nFix: ${fix}\n${type} ${urn}`)}`;
}

/** As the runner takes it apart again: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function data(text: string): string {
  return visibleLines(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(visible(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
