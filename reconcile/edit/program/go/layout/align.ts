import type { Replacement } from "../../work.ts";
import type { Lines, Row, Section } from "./rows.ts";

/** White space that a section lacks or has too much, and the lines that it is about. */
export interface Misaligned extends Lines {
  replacements: Replacement[];
}

/** What gofmt would make of the white space between keys, values and comments. https://pkg.go.dev/text/tabwriter counts characters, and a column ends with the first line that lacks it. */
export function misaligned(text: string, section: Section): Misaligned | undefined {
  const replacements = runs(section, row => row.key !== undefined).flatMap(rows => {
    const width = rows[0]!.key ? widest(rows, row => length(text, row.key!.start, row.key!.end)) + 1 : 0;
    const keys = rows.flatMap(row => (row.key ? spaces(text, row.key.end, row.start, width - length(text, row.key.start, row.key.end)) : []));
    return [...keys, ...runs(rows, row => row.comment !== undefined).flatMap(group => comments(text, group))];
  });
  const [first, last] = [section[0], section.at(-1)];
  return first && last ? { first: first.line, last: last.line, replacements } : undefined;
}

function comments(text: string, rows: Row[]): Replacement[] {
  if (rows[0]!.comment === undefined) return [];
  const width = widest(rows, row => length(text, row.start, row.end)) + 1;
  return rows.flatMap(row => spaces(text, row.end, row.comment!, width - length(text, row.start, row.end)));
}

/** Consecutive lines that all have something, or all lack it. */
function runs(rows: readonly Row[], has: (row: Row) => boolean): Row[][] {
  const found: Row[][] = [];
  for (const [index, row] of rows.entries()) {
    const previous = rows[index - 1];
    if (previous && previous.line === row.line - 1 && has(previous) === has(row)) found.at(-1)!.push(row);
    else found.push([row]);
  }
  return found;
}

function widest(rows: readonly Row[], width: (row: Row) => number): number {
  return Math.max(...rows.map(width));
}

function length(text: string, start: number, end: number): number {
  return [...text.slice(start, end)].length;
}

function spaces(text: string, start: number, end: number, count: number): Replacement[] {
  const wanted = " ".repeat(count);
  return text.slice(start, end) === wanted ? [] : [{ start, end, text: wanted }];
}
