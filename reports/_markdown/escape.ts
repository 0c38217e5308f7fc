import { visible } from "../_shared/visible.ts";

/** Foreign text as a code span: nothing in it is Markdown, HTML or a mention. Not for table cells. */
export function codeSpan(text: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(run => run.length));
  const fence = "`".repeat(longest + 1);
  // A code span loses one blank at each end, and cannot be empty.
  const pad = shown === "" || /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Foreign text as code in a table cell, where a pipe ends the cell even inside a code span. */
export function codeCell(text: string): string {
  const shown = visible(text);
  if (!/[|\\`]/.test(shown)) return codeSpan(text);
  return `<code>${shown.replace(/[!-/:-@[-`{-~]/g, "\\$&")}</code>`;
}

/** A sentence of ours that may quote foreign text and hold `code` in backticks. */
export function prose(text: string): string {
  const parts = visible(text).split("`");
  // An odd backtick has no partner.
  if (parts.length % 2 === 0) return plain(parts.join("'"));
  return parts.map((part, i) => (i % 2 === 0 ? plain(part) : codeSpan(part))).join("");
}

/** Foreign lines as a block of code. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap(line => (line.match(/`+/g) ?? []).map(run => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

function plain(text: string): string {
  // Forges look for mentions in the rendered text, where a backslash no longer helps; an empty comment does.
  return text.replace(/[\\*_[\]<>|~&!]/g, "\\$&").replace(/[@#](?=\w)/g, "$&<!-- -->");
}
