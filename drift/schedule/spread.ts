import { createHash } from "node:crypto";
import type { Schedule } from "../../model/config.ts";
import { windowClose } from "./window.ts";

/**
 * When a stack of a slot may begin: the slot itself, or a moment within the jitter after it that depends on nothing but the stack and the slot, so that every replica
 * says the same and a stack's moment does not move with its neighbours. Never after the window has closed: where that is sooner than the jitter, the stacks are spread over what is left.
 */
export function startOf(stack: string, slot: Date, schedule: Pick<Schedule, "jitterMinutes" | "window" | "timeZone">): Date {
  const closes = windowClose(schedule, slot);
  const left = closes instanceof Date ? closes.getTime() - slot.getTime() : Infinity;
  const spread = Math.min(schedule.jitterMinutes * 60_000, left);
  return new Date(slot.getTime() + Math.floor(shareOf(`${stack}@${slot.toISOString()}`) * spread));
}

/** Of a text, always the same number from 0 up to but not 1, evenly spread. */
function shareOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;
}
