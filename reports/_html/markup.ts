import { visibleLines } from "../_shared/visible.ts";

/** Text that is HTML already. Only `html` and `trusted` make it. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | undefined | false | readonly Part[];

/**
 * HTML with values put in: a string becomes text, whatever it holds, in an element or in a quoted attribute;
 * `undefined` and `false` become nothing; a list becomes its parts in a row. Line breaks of the template itself, with the blanks after them, are left out.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = unbroken(strings[0]!);
  for (const [i, part] of parts.entries()) markup += markupOf(part) + unbroken(strings[i + 1]!);
  return { markup };
}

/** Text of ours that must stand as it is: a style sheet, a script. Never for anything from outside. */
export function trusted(markup: string): Markup {
  return { markup };
}

/** The text with nothing left that HTML could read as more than text. */
export function escapeHtml(text: string): string {
  return visibleLines(text).replace(/[&<>"'`]/g, character => `&#${character.charCodeAt(0)};`);
}

/** A sentence of ours that may quote foreign text and hold `code` in backticks. */
export function prose(text: string): Markup {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return html`${text}`;
  return html`${parts.map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))}`;
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  if (isList(part)) return part.map(markupOf).join("");
  return part.markup;
}

function unbroken(template: string): string {
  return template.replace(/\n\s*/g, "");
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}
