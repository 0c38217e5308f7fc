import type { StackVerdict } from "../../model/verdict.ts";

/** Which colour stands for a verdict. */
export const TONE_OF: Record<StackVerdict, string> = { "in-sync": "clean", drifted: "drifted", ignored: "ignored", unknown: "unknown", partial: "unknown", skipped: "unknown", "pending-deploy": "pending" };

/** From most to least urgent. */
export const URGENCY: readonly StackVerdict[] = ["drifted", "unknown", "partial", "skipped", "pending-deploy", "ignored", "in-sync"];

const STEPS: [seconds: number, word: string][] = [[86_400 * 365, "year"], [86_400, "day"], [3600, "hour"], [60, "minute"]];

/** `3 days`, `1 hour`, `less than a minute`. */
export function span(seconds: number): string {
  const [size, word] = STEPS.find(([step]) => seconds >= step) ?? [undefined, undefined];
  if (size === undefined) return "less than a minute";
  const n = Math.floor(seconds / size);
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

/** `3 days ago`, `in 2 hours`. */
export function fromNow(iso: string, now: Date): string {
  const seconds = (Date.parse(iso) - now.getTime()) / 1000;
  return seconds > 0 ? `in ${span(seconds)}` : `${span(-seconds)} ago`;
}
