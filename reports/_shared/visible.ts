// Control characters (terminal escapes), bidirectional overrides ("Trojan Source"), and blanks that look like nothing or like an ordinary space.
// U+200D joins emoji and U+200C, U+200E and U+200F are ordinary in some scripts, so only what can hide or reorder is in the list.
const UNSEEN = /[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200b\u2028-\u202f\u2060-\u206f\u3000\ufeff\ufff9-\ufffb]/g;
const SHORT: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text with every character that cannot be seen, or that moves others, written as an escape: `\u202e`. One line, safe on a terminal. */
export function visible(text: string): string {
  return text.toWellFormed().replace(UNSEEN, escapeCharacter);
}

/** As `visible`, but lines stay lines. */
export function visibleLines(text: string): string {
  return text.replaceAll("\r\n", "\n").split("\n").map(visible).join("\n");
}

function escapeCharacter(character: string): string {
  return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
