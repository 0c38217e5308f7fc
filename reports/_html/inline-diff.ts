import { diffWordsWithSpace } from "diff";
import { html, type Markup } from "./markup.ts";

/** Beyond this many edits or characters, marking words tells less than marking the whole. */
const MAX_EDITS = 120;
const MAX_LENGTH = 4_000;
/** With less than this share in common, two texts are simply two texts. */
const MIN_COMMON = 0.35;

/** Two texts, with what only one of them has marked. */
export function inlineDiff(expected: string, actual: string): { expected: Markup; actual: Markup } {
  const changes = expected.length + actual.length > MAX_LENGTH ? undefined : diffWordsWithSpace(expected, actual, { maxEditLength: MAX_EDITS });
  const common = (changes ?? []).filter(({ added, removed }) => !added && !removed).reduce((sum, { value }) => sum + value.length, 0);
  if (!changes || common < MIN_COMMON * Math.min(expected.length, actual.length)) return { expected: onlyExpected(expected), actual: onlyActual(actual) };
  return {
    expected: html`${changes.filter(({ added }) => !added).map(({ value, removed }) => (removed ? onlyExpected(value) : value))}`,
    actual: html`${changes.filter(({ removed }) => !removed).map(({ value, added }) => (added ? onlyActual(value) : value))}`,
  };
}

export function onlyExpected(text: string): Markup {
  return html`<del>${text}</del>`;
}

export function onlyActual(text: string): Markup {
  return html`<ins>${text}</ins>`;
}
