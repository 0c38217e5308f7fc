import { argumentMatcher } from "../estate/stack-globs.ts";
import type { DriftRecord } from "../model/drift-record.ts";
import { GuidedError } from "../model/guided-error.ts";
import { resourceName } from "../reports/_shared/resource-name.ts";
import { visible } from "../reports/_shared/visible.ts";
import { KIND_WORDS, moment, span } from "../reports/_shared/words.ts";
import { count, someOf } from "./wording.ts";

interface Asked {
  format: string;
  stack?: string;
}

/** Drifts over time, newest first, as text or as JSON (`trueup/history/v1`). @throws {GuidedError} USAGE for another format, or a glob that cannot match */
export function driftHistory(drifts: readonly DriftRecord[], { format, stack }: Asked, now: Date): string {
  if (format !== "text" && format !== "json") throw new GuidedError("USAGE", `--history is not told as "${format}".`, "Allowed: text, json.");
  const isAsked = stack === undefined ? () => true : argumentMatcher("--stack", stack);
  const asked = drifts.filter(drift => isAsked(drift.stack)).map(drift => ({ ...drift, lastedMs: lasted(drift, now) }));
  if (format === "json") return JSON.stringify({ schema: "trueup/history/v1", drifts: asked }, null, 2);
  if (asked.length === 0) return "No drift is kept.";
  const open = asked.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  return [`${count(asked.length, "drift")}, ${open} of them open`, ...asked.map(line)].join("\n");
}

/** Until it was found ended, or until now. */
function lasted({ firstSeen, resolvedAt }: DriftRecord, now: Date): number {
  return Math.max(0, (resolvedAt === undefined ? now.getTime() : Date.parse(resolvedAt)) - Date.parse(firstSeen));
}

function line(drift: DriftRecord & { lastedMs: number }): string {
  const what = drift.paths.length > 0 ? `: ${someOf(drift.paths.map(visible))}` : "";
  const end = drift.resolvedAt === undefined ? `open, last seen ${moment(drift.lastSeen)}` : `ended ${moment(drift.resolvedAt)}`;
  return `  ${visible(drift.stack)}  ${visible(resourceName(drift))} ${KIND_WORDS[drift.kind]}${what}\n    first seen ${moment(drift.firstSeen)}, ${end}, ${span(drift.lastedMs)}`;
}
