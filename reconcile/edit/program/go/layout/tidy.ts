import type { Node } from "web-tree-sitter";

/** The text without empty lines that a removal brought together, and with empty braces closed on one line, as gofmt writes them. */
export function tidy(root: Node, before: string, after: string): string {
  if (after.length >= before.length && lines(after) >= lines(before)) return after;
  const closed = closeEmpty(root, before, after);
  return withoutGaps(before, closed);
}

/** `T{` and `}` on two lines with nothing between them; those that were so before are left alone. */
function closeEmpty(root: Node, before: string, after: string): string {
  const empty = root.descendantsOfType("literal_value").filter(node => node.namedChildCount === 0 && node.startPosition.row < node.endPosition.row);
  return empty.reverse().reduce((text, node) => {
    const head = text.slice(text.lastIndexOf("\n", node.startIndex) + 1, node.endIndex);
    return before.includes(head) ? text : `${text.slice(0, node.startIndex)}{}${text.slice(node.endIndex)}`;
  }, after);
}

/** At the place of the removal: no two empty lines, and none before a closing bracket. */
function withoutGaps(before: string, after: string): string {
  const at = commonStart(before, after);
  const [start, end] = [backOverBlank(after, at), overBlank(after, at)];
  const gap = after.slice(start, end);
  const newlines = gap.match(/\r?\n/g) ?? [];
  const isClosing = /[)}\]]/.test(after[end] ?? "");
  if (newlines.length < (isClosing ? 2 : 3)) return after;
  const kept = isClosing ? newlines.slice(0, 1) : newlines.slice(0, 2);
  return after.slice(0, start) + kept.join("") + gap.slice(gap.lastIndexOf("\n") + 1) + after.slice(end);
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++;
  return at;
}

function backOverBlank(text: string, from: number): number {
  let at = from;
  while (at > 0 && /\s/.test(text[at - 1]!)) at--;
  return at;
}

function overBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

function lines(text: string): number {
  return text.split("\n").length;
}
