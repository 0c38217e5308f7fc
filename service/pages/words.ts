import { span } from "../../reports/_shared/words.ts";
import type { StackVerdict } from "../../model/verdict.ts";

/** Which colour stands for a verdict. */
export const TONE_OF: Record<StackVerdict, string> = { "in-sync": "clean", drifted: "drifted", ignored: "ignored", unknown: "unknown", partial: "unknown", skipped: "unknown", "pending-deploy": "pending" };

/** From most to least urgent. */
export const URGENCY: readonly StackVerdict[] = ["drifted", "unknown", "partial", "skipped", "pending-deploy", "ignored", "in-sync"];

/** `3 days ago`, `in 2 hours`. */
export function fromNow(iso: string, now: Date): string {
  const ms = Date.parse(iso) - now.getTime();
  return ms > 0 ? `in ${span(ms)}` : `${span(-ms)} ago`;
}
