import type { Tone } from "../_shared/tone.ts";

/** Colours that every forge shows. Always beside the word, never instead of it. */
export const TONE_EMOJI: Record<Tone, string> = { drifted: "🔴", violating: "🟣", unknown: "🟠", pending: "🔵", ignored: "⚪", clean: "🟢" };
