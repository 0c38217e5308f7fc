import { parse } from "../../parse.ts";
import type { Replacement } from "../../work.ts";
import { misaligned, type Misaligned } from "./align.ts";
import { sectionsOf } from "./rows.ts";
import { tidy } from "./tidy.ts";

/** Aligns what an edit made gofmt want aligned, where it was so before, and takes away the white space that a removal left. */
export async function formatGo(before: string, after: string): Promise<string> {
  const tidied = await withRoot(after, root => tidy(root, before, after));
  const change = changeBetween(before, tidied);
  const [old, now] = [await sections(before), await sections(tidied)];
  const wasClean = (first: number, last: number): boolean => old.every(each => each.replacements.length === 0 || each.lastLine < first || each.firstLine > last);
  const touched = now.filter(({ firstLine, lastLine }) => lastLine >= change.first - 1 && firstLine <= change.last + 1);
  return splice(tidied, touched.flatMap(each => (wasClean(Math.min(each.firstLine, change.first), Math.max(each.lastLine, change.last) - change.grown) ? each.replacements : [])));
}

async function sections(text: string): Promise<Misaligned[]> {
  return withRoot(text, root => sectionsOf(root, text).flatMap(section => misaligned(text, section) ?? []));
}

async function withRoot<Result>(text: string, use: (root: Awaited<ReturnType<typeof parse>>["rootNode"]) => Result): Promise<Result> {
  const tree = await parse("go", text);
  try {
    return use(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** The lines of `after` that are not those of `before`, 0-based, and by how many lines it grew. */
function changeBetween(before: string, after: string): { first: number; last: number; grown: number } {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return { first: head, last: now.length - 1 - tail, grown: now.length - old.length };
}

function splice(text: string, replacements: Replacement[]): string {
  const fromTheEnd = replacements.toSorted((a, b) => b.start - a.start);
  return fromTheEnd.reduce((result, { start, end, text: inserted }) => result.slice(0, start) + inserted + result.slice(end), text);
}
