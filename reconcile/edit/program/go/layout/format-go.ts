import { parse } from "../../parse.ts";
import type { Source } from "../../source.ts";
import type { Replacement } from "../../work.ts";
import { misaligned, type Misaligned } from "./align.ts";
import { sectionsOf, type Lines } from "./rows.ts";
import { tidy } from "./tidy.ts";

type Root = Source["root"];

/** Aligns what an edit made gofmt want aligned, where it was so before, and takes away the white space that a removal left. */
export async function formatGo({ text: before, root }: Source, after: string): Promise<string> {
  return withRoot(after, edited => {
    const tidied = tidy(edited, before, after);
    return tidied === after ? align({ before, root }, { after, edited }) : withRoot(tidied, again => align({ before, root }, { after: tidied, edited: again }));
  });
}

function align({ before, root }: { before: string; root: Root }, { after, edited }: { after: string; edited: Root }): string {
  const change = changeBetween(before, after);
  const touched = misalignments(edited, after, { first: change.first - 1, last: change.last + 1 });
  const around = { first: Math.min(change.first, ...touched.map(({ first }) => first)), last: Math.max(change.last, ...touched.map(({ last }) => last)) - change.grown };
  const wrongBefore = touched.some(({ replacements }) => replacements.length > 0) ? misalignments(root, before, around).filter(({ replacements }) => replacements.length > 0) : [];
  const wasClean = ({ first, last }: Lines): boolean => wrongBefore.every(each => each.last < Math.min(first, change.first) || each.first > Math.max(last, change.last) - change.grown);
  return splice(after, touched.filter(wasClean).flatMap(({ replacements }) => replacements));
}

/** Of the sections that reach into these lines. */
function misalignments(root: Root, text: string, lines: Lines): Misaligned[] {
  return sectionsOf(root, text, lines).flatMap(section => misaligned(text, section) ?? []).filter(({ first, last }) => first <= lines.last && last >= lines.first);
}

async function withRoot<Result>(text: string, use: (root: Root) => Result | Promise<Result>): Promise<Result> {
  const tree = await parse("go", text);
  try {
    return await use(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** The lines of `after` that are not those of `before`, and by how many lines it grew. */
function changeBetween(before: string, after: string): Lines & { grown: number } {
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
