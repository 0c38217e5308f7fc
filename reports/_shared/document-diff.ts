import { diffArrays } from "diff";
import { isJsonObject, sortKeys, type Json } from "../../model/json.ts";
import { visible } from "./visible.ts";

export interface ChangedLine {
  /** `gap`: equal lines that are left out; `text` says how many. */
  op: "same" | "removed" | "added" | "gap";
  text: string;
}

/** Two values that are best compared line by line. */
export interface DocumentDiff {
  /** What the lines are of, where that is not plain to see: `JSON text, shown formatted`. */
  note?: string;
  lines: ChangedLine[];
}

const CONTEXT = 2;
/** Beyond this many edits, a line-by-line comparison tells nothing and takes long. */
const MAX_EDITS = 1000;

/**
 * Compares texts of several lines, lists, objects and JSON held in a string (an IAM policy document) line by line.
 * `undefined` where neither side is of that sort, or where they have too little in common.
 */
export function documentDiff(expected: Json | undefined, actual: Json | undefined): DocumentDiff | undefined {
  const parsed = [expected, actual].map(parseJsonText);
  const isJsonText = [expected, actual].every((value, i) => value === undefined || parsed[i] !== undefined);
  const sides = isJsonText ? parsed : [expected, actual];
  if (!sides.some(isDocument)) return undefined;
  const [before = [], after = []] = sides.map(linesOf);
  const changes = diffArrays(before, after, { comparator: equalButForComma, maxEditLength: MAX_EDITS });
  if (!changes?.some(({ added, removed }) => added || removed)) return undefined;
  const lines = changes.flatMap(({ value, added, removed }) => value.map((text): ChangedLine => ({ op: added ? "added" : removed ? "removed" : "same", text })));
  return { ...(isJsonText ? { note: "JSON text, shown formatted" } : {}), lines: foldSameLines(lines) };
}

function parseJsonText(value: Json | undefined): Json | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}

function isDocument(value: Json | undefined): boolean {
  return typeof value === "string" ? value.trimEnd().includes("\n") : Array.isArray(value) || isJsonObject(value);
}

function linesOf(value: Json | undefined): string[] {
  if (value === undefined) return [];
  const text = typeof value === "string" && value.includes("\n") ? value.replace(/\r?\n$/, "") : JSON.stringify(sortKeys(value), null, 2);
  return text.split(/\r?\n/).map(visible);
}

/** An item that is now followed by another has a comma more, and has not changed. */
function equalButForComma(a: string, b: string): boolean {
  return a === b || a.replace(/,$/, "") === b.replace(/,$/, "");
}

function foldSameLines(lines: readonly ChangedLine[]): ChangedLine[] {
  const isNear = nearChanges(lines);
  const folded: ChangedLine[] = [];
  let far: ChangedLine[] = [];
  const closeGap = () => {
    folded.push(...(far.length > 1 ? [{ op: "gap" as const, text: `${far.length.toLocaleString("en-US")} equal lines` }] : far));
    far = [];
  };
  for (const [i, line] of lines.entries()) {
    if (!isNear[i]) {
      far.push(line);
      continue;
    }
    closeGap();
    folded.push(line);
  }
  closeGap();
  return folded;
}

function nearChanges(lines: readonly ChangedLine[]): boolean[] {
  const near = lines.map(() => false);
  for (const [i, { op }] of lines.entries()) if (op !== "same") near.fill(true, Math.max(0, i - CONTEXT), i + CONTEXT + 1);
  return near;
}
