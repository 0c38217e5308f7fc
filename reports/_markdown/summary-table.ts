import type { StackReport } from "../../model/scan-report.ts";
import { tallyFindings } from "../_shared/scan-findings.ts";
import { tallyStack } from "../_shared/tally.ts";
import { toneOfStack } from "../_shared/tone.ts";
import { stackWord } from "../_shared/words.ts";
import { codeCell } from "./escape.ts";
import { sizeOf } from "./fit.ts";
import { TONE_EMOJI } from "./tone-emoji.ts";

/** The column of the policies is there where they were asked. */
function head(hasFindings: boolean): string[] {
  return [`| stack | verdict | drifted |${hasFindings ? " violations |" : ""} ignored | not evaluated | coverage |`, `|---|---|--:|${hasFindings ? "--:|" : ""}--:|--:|--:|`];
}

/** One row a stack, as many as find room; says how many found none. Empty without stacks. */
export function summaryTable(stacks: readonly StackReport[], room: number): string {
  if (stacks.length === 0) return "";
  const rows: string[] = [];
  let left = room;
  const hasFindings = stacks.some(({ findings }) => findings);
  for (const row of stacks.map(stack => rowOf(stack, hasFindings))) {
    left -= sizeOf(row) + 1;
    if (left < 0) break;
    rows.push(row);
  }
  const more = stacks.length - rows.length;
  return [...head(hasFindings), ...rows, ...(more > 0 ? ["", `_… and ${more} more stacks, left out here._`] : [])].join("\n");
}

function rowOf(stack: StackReport, hasFindings: boolean): string {
  const { drifted, ignored, unevaluated, evaluated, total } = tallyStack(stack);
  const cells = [codeCell(stack.stack), `${TONE_EMOJI[toneOfStack(stack)]} ${stackWord(stack)}`, drifted, ...(hasFindings ? [tallyFindings([stack]).violations] : []), ignored, unevaluated, `${evaluated}/${total}`];
  return `| ${cells.join(" | ")} |`;
}
