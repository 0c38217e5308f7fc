import type { StackReport } from "../../model/scan-report.ts";
import { nextStep, reasonMeaning } from "../_shared/reason-hints.ts";
import { clip } from "../_shared/value-text.ts";
import { visibleLines } from "../_shared/visible.ts";
import { codeBlock, prose } from "./escape.ts";

export const MESSAGE_LIMIT = 2000;

/** What was answered and what to do, where something could not be told. */
export function whyBlocks(stack: StackReport, { reason, message }: Pick<StackReport, "reason" | "message">): string[] {
  const hint = nextStep(stack, reason);
  return [
    ...(reason || !message ? [prose(reasonMeaning(reason))] : []),
    ...(message ? [codeBlock("text", visibleLines(clip(message, MESSAGE_LIMIT)).split("\n"))] : []),
    ...(hint ? [`→ ${prose(clip(hint, MESSAGE_LIMIT))}`] : []),
  ];
}
