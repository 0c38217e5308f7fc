import type { ScanFinding, StackReport } from "../../model/scan-report.ts";
import { linesOf } from "../findings/_shared/lines-of.ts";
import { resourceName } from "../_shared/resource-name.ts";
import { originOf, violationsOf } from "../_shared/scan-findings.ts";
import { clip } from "../_shared/value-text.ts";
import { codeSpan, prose } from "./escape.ts";
import type { Item } from "./fit.ts";

const TEXT_LIMIT = 2_000;

/** What policies forbid of what a stack's clouds have. */
export function violationItems(stack: StackReport): Item[] {
  return violationsOf(stack).map(item);
}

function item(finding: ScanFinding): Item {
  const { policy, severity, enforcement, type, message, fix } = finding;
  const title = `- **${codeSpan(resourceName(finding))}** ${codeSpan(type)} against ${codeSpan(policy)} (${enforcement}, ${severity}), ${originOf(finding)}`;
  const told = [...linesOf(clip(message, TEXT_LIMIT)), `→ ${linesOf(clip(fix, TEXT_LIMIT)).join(" ")}`];
  return { resources: 1, brief: title, full: [title, ...told.map(line => `  ${prose(line)}`)].join("\n\n") };
}
