import { createTextIndex } from "./text-index.ts";

/** Shorter strings, and ordinary words, would blot out innocent text. They are still masked where they are marked. */
const SHORTEST_SECRET = 5;
const ORDINARY = /^(true|false|enabled|disabled|default|standard|private|public|\d+)$/i;
/** Shorter strings occur by chance inside or instead of other values. */
const SHORTEST_EMBEDDED = 8;

/** Knows the secret strings of one session, in memory only, and keeps them out of everything that leaves it. */
export interface Scrubber {
  learn(secrets: Iterable<string>): void;
  /** The text with every known secret, plain or in base64, replaced by `[secret]`. */
  scrub(text: string): string;
  /** Whether the text is a known secret or holds one. */
  isSecretText(text: string): boolean;
}

export function createScrubber(): Scrubber {
  const known = new Set<string>();
  const all = createTextIndex(SHORTEST_SECRET);
  const embedded = createTextIndex(SHORTEST_EMBEDDED);

  function spellings(secret: string): string[] {
    const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
    return [secret, base64, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
  }

  return {
    learn(secrets) {
      for (const secret of secrets) {
        if (secret.length < SHORTEST_SECRET || known.has(secret) || ORDINARY.test(secret)) continue;
        known.add(secret);
        all.add(secret);
        if (secret.length < SHORTEST_EMBEDDED) continue;
        for (const spelling of spellings(secret)) {
          all.add(spelling);
          embedded.add(spelling);
        }
      }
    },
    scrub: text => all.replace(text, "[secret]"),
    isSecretText: text => embedded.isIn(text),
  };
}
