import type { Tone } from "../_shared/tone.ts";
import { html, type Markup } from "./markup.ts";

const PATHS = {
  // A circle with: not-equal, exclamation mark, question mark, clock hands, bar, tick.
  drifted: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM7 10h10M7 14h10M14.5 7l-5 10",
  violating: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM12 6.5v7M12 17.2v.2",
  unknown: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM9.2 9.3a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2M12 17.2v.2",
  pending: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM12 7v5.2l3.4 2",
  ignored: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM7.5 12h9",
  clean: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM7.7 12.4l3 3 5.6-6.3",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
} as const satisfies Record<Tone | "lock", string>;

export type IconName = keyof typeof PATHS;

/** An icon of the sprite; words beside it say the same. */
export function icon(name: IconName): Markup {
  return html`<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-${name}"/></svg>`;
}

/** Every icon once, to be used by reference: ten thousand locks cost one path. */
export function iconSprite(): Markup {
  const symbols = Object.entries(PATHS).map(([name, path]) => html`<symbol id="icon-${name}" viewBox="0 0 24 24"><path d="${path}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></symbol>`);
  return html`<svg class="sprite" aria-hidden="true">${symbols}</svg>`;
}
