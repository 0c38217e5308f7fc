/** Text as code: nothing in it is markup, a mention, a link or an issue number. */
export function code(text: string): string {
  const shown = visible(text);
  const fence = "`".repeat(longestRun(shown) + 1);
  // A code span loses one blank at each end, and cannot be empty.
  const pad = shown === "" || /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Code inside a table, where a bar ends the cell even inside a code span. */
export function cellCode(text: string): string {
  const shown = visible(text);
  if (!/[|\\`]/.test(shown)) return code(text);
  return `<code>${shown.replace(/[!-/:-@[-`{-~]/g, "\\$&")}</code>`;
}

/** Sentences of ours that hold names of the program: code spans stay, nothing else has a meaning. */
export function prose(text: string): string {
  const parts = visible(text).split("`");
  // A backtick without a partner begins no code.
  if (parts.length % 2 === 0) return plain(parts.join("'"));
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : plain(part))).join("");
}

function plain(text: string): string {
  // Forges look for mentions in the rendered text, where a backslash no longer helps; an empty comment does.
  return text.replace(/[\\*_[\]<>|~&!]/g, "\\$&").replace(/[@#](?=\w)/g, "$&<!-- -->");
}

/** A link whose text is prose. */
export function link(text: string, url: string): string {
  return `[${prose(text)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

/** A command in a block of its own. */
export function codeBlock(text: string, language: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(run => run[0].length));
}

/** Line breaks, control characters and direction marks as escapes. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, character => character.split("").map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""));
}
