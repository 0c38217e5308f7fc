import type { DriftedPath, ResourceReport, StackReport } from "../../model/scan-report.ts";
import type { DriftKind, ResourceVerdict, StackVerdict } from "../../model/verdict.ts";
import { isComplete, toneOfStack } from "./tone.ts";

export const RESOURCE_WORDS: Record<ResourceVerdict, string> = { "in-sync": "in sync", drifted: "drifted", ignored: "ignored", unknown: "unknown" };

const STACK_WORDS: Record<StackVerdict, string> = { ...RESOURCE_WORDS, partial: "partial", skipped: "skipped", "pending-deploy": "pending deploy" };

export const KIND_WORDS: Record<DriftKind, string> = { changed: "changed", deleted: "deleted", unmanaged: "unmanaged" };

/** A sentence on what a kind of drift means. */
export const KIND_MEANINGS: Record<DriftKind, string> = {
  changed: "The cloud has other values than the state records.",
  deleted: "Recorded in the state, gone in the cloud.",
  unmanaged: "In the cloud, but in no stack's state.",
};

/** The verdict of a stack in words. Never says less than what was found: a stack "in sync" that was not wholly evaluated is "partial". */
export function stackWord(stack: StackReport): string {
  const tone = toneOfStack(stack);
  if (tone === "drifted") return isComplete(stack) ? "drifted" : "drifted, partial";
  const claimsMore = !isComplete(stack) && ["in-sync", "ignored", "pending-deploy"].includes(stack.verdict);
  if (claimsMore) return "partial";
  return tone === "ignored" ? "ignored" : STACK_WORDS[stack.verdict];
}

/** What happened to a resource, in a word or two: `changed`, `deleted`, `ignored`, `unknown`. */
export function resourceWord(resource: ResourceReport): string {
  return resource.verdict === "drifted" && resource.kind ? KIND_WORDS[resource.kind] : RESOURCE_WORDS[resource.verdict];
}

/** What happened to a secret, which is all that is ever told of one. */
export function secretWord({ expected, actual }: DriftedPath): string {
  if (expected === undefined && actual !== undefined) return "secret added";
  if (actual === undefined && expected !== undefined) return "secret removed";
  return "secret changed";
}

/** `1 stack`, `2 stacks`, `1,204 resources`, `2 properties`. */
export function count(n: number, noun: string): string {
  const plural = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${n.toLocaleString("en-US")} ${n === 1 ? noun : plural}`;
}

/** `850 ms`, `4.2 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `2026-11-21 06:18 UTC` of an ISO time; anything else stays as it is. */
export function moment(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const STEPS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]] as const;

/** `3 days`, `1 minute`: a time in the largest unit that it has one of, and never less than a minute. */
export function span(ms: number): string {
  const [unit, step] = STEPS.find(([, step]) => ms >= step) ?? STEPS.at(-1)!;
  return count(Math.max(1, Math.floor(ms / step)), unit);
}
