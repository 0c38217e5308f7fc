import type { ScanReport, StackReport } from "../../model/scan-report.ts";
import { doubtfulCallers } from "../_shared/callers.ts";
import { pendingWords } from "../_shared/pending-words.ts";
import { restOfFindings } from "../_shared/scan-findings.ts";
import { resourcesSetAside, setAsideWords } from "../_shared/set-aside.ts";
import { timeInDrift } from "../_shared/time-in-drift.ts";
import { toneOfStack } from "../_shared/tone.ts";
import { groupUnknown, hasOwnCause } from "../_shared/unknown-groups.ts";
import { clip } from "../_shared/value-text.ts";
import { duration, stackWord } from "../_shared/words.ts";
import { codeSpan, prose } from "./escape.ts";
import type { Section } from "./fit.ts";
import { resourceItem, setAsideItem, unknownItem } from "./resource-item.ts";
import { violationItems } from "./violation-item.ts";
import { TONE_EMOJI } from "./tone-emoji.ts";
import { MESSAGE_LIMIT, whyBlocks } from "./why-blocks.ts";

/** A stack with its drifted resources, what policies forbid, and its unknown and ignored resources, in this order. */
export function stackSection(stack: StackReport, scan: ScanReport["scan"], listsSetAside = false): Section {
  const withVerdict = (verdict: string) => stack.resources.filter(resource => resource.verdict === verdict);
  return {
    heading: heading(stack),
    items: [
      ...withVerdict("drifted").map(resource => resourceItem(resource, timeInDrift(resource, scan))),
      ...violationItems(stack),
      ...groupUnknown(stack).map(group => unknownItem(group, stack)),
      ...withVerdict("ignored").map(resource => resourceItem(resource)),
      ...(listsSetAside ? resourcesSetAside(stack).map(setAsideItem) : []),
    ],
  };
}

function heading(stack: StackReport): string {
  const { evaluated, total } = stack.coverage;
  const facts = [
    `**${stackWord(stack)}${stack.reason ? `: ${stack.reason}` : ""}**`,
    `${evaluated}/${total} evaluated`,
    ...(setAsideWords(stack) ? [setAsideWords(stack)] : []),
    ...(restOfFindings(stack) ? [`policies: ${restOfFindings(stack)}`] : []),
    ...(stack.owner ? [`owner ${codeSpan(stack.owner)}`] : []),
    ...(stack.durationMs === undefined ? [] : [duration(stack.durationMs)]),
  ];
  return [`### ${TONE_EMOJI[toneOfStack(stack)]} ${codeSpan(stack.stack)}`, facts.join(" · "), ...callerBlocks(stack), ...(pendingWords(stack) ? [prose(pendingWords(stack))] : []), ...(hasOwnCause(stack) ? whyBlocks(stack, stack) : [])].join("\n\n");
}

function callerBlocks(stack: StackReport): string[] {
  return doubtfulCallers(stack).map(({ identity, note }) => `Identity ${codeSpan(identity)} is not confirmed${note ? `: ${codeSpan(clip(note, MESSAGE_LIMIT))}` : "."}`);
}
