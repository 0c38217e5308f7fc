import type { ScanFinding, StackReport } from "../../model/scan-report.ts";
import { linesOf } from "../findings/_shared/lines-of.ts";
import { weightOf } from "../findings/_shared/weight.ts";
import { resourceName } from "../_shared/resource-name.ts";
import { originOf, restOfFindings, violationsOf } from "../_shared/scan-findings.ts";
import { clip } from "../_shared/value-text.ts";
import { visible } from "../_shared/visible.ts";
import { wrap } from "./wrap.ts";

const INDENT = "      ";
const MESSAGE_LIMIT = 2_000;

/** What the policies say of what a stack's clouds have; what could not be judged or is exempt is only counted. */
export function violationLines(stack: StackReport): string[] {
  const rest = restOfFindings(stack);
  return [...violationsOf(stack).flatMap(entry), ...(rest ? wrap(`policies: ${rest}`, "  ") : [])];
}

function entry(finding: ScanFinding): string[] {
  const { policy, severity, enforcement, type, message, fix } = finding;
  return [
    `  ${weightOf(finding) === "mandatory" ? "✗" : "!"} ${visible(resourceName(finding))}  ${visible(type)}  ${visible(policy)}`,
    ...wrap(`${enforcement}, ${severity}; ${originOf(finding)}`, INDENT),
    ...linesOf(clip(message, MESSAGE_LIMIT)).flatMap(line => wrap(line, INDENT)),
    ...linesOf(clip(fix, MESSAGE_LIMIT)).flatMap((line, i) => wrap(line, INDENT, i === 0 ? "→ " : "  ")),
  ];
}
