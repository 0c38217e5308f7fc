import { isJsonObject, jsonEqual, type Json } from "../../model/json.ts";

/** How the elements of one list become those of another, with as few of them touched as possible. Indexes are 0-based. */
export interface ListMatch {
  /** Elements that stay where they are, ascending by their old index; equal, or to be changed in place. */
  pairs: { old: number; new: number }[];
  /** Old indexes, ascending. */
  deletions: number[];
  /** New elements, in their order, and the old index before which each goes; the old length: behind the last. */
  insertions: { new: number; before: number }[];
  /** The new list has kept elements in another order, as sets do: what stays is left in the old one. With nothing else to do, only the order differs. */
  isReordered: boolean;
}

/** Matches two lists: as sequences where the order stayed, else as sets. Pure. */
export function matchLists(before: readonly Json[], after: readonly Json[]): ListMatch {
  const kept = equalInOrder(before.map(identity), after.map(identity));
  if (kept.length === equalInAnyOrder(before, after).length) {
    const match = asSequence(before, after, kept);
    if (!hasMoved(before, after, match)) return match;
  }
  return asSet(before, after);
}

/** Whether nothing but the order differs. */
export function isOnlyReordered(before: readonly Json[], after: readonly Json[]): boolean {
  return before.length === after.length && equalInAnyOrder(before, after).length === before.length && !jsonEqual([...before], [...after]);
}

/** The value that a program gives once `before` was edited towards `after` by these matches: `after`, but for elements of sets that stay in their places. */
export function settled(before: Json | undefined, after: Json): Json {
  if (Array.isArray(before) && Array.isArray(after)) return settledList(before, after);
  if (!isJsonObject(before) || !isJsonObject(after)) return after;
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, settled(Object.hasOwn(before, key) ? before[key] : undefined, value)]));
}

function settledList(before: readonly Json[], after: readonly Json[]): Json[] {
  const { pairs, insertions } = matchLists(before, after);
  const partners = new Map(pairs.map(pair => [pair.old, pair.new]));
  return [...before.keys(), before.length].flatMap(old => {
    const partner = partners.get(old);
    const added = insertions.filter(insertion => insertion.before === old).map(insertion => after[insertion.new]!);
    return partner === undefined ? added : [...added, settled(before[old], after[partner]!)];
  });
}

type Pair = ListMatch["pairs"][number];

/** Equal for equal values, whatever the order of their keys. */
function identity(value: Json): string {
  return JSON.stringify(value, (_key, inner: Json) => (isJsonObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}

/** Comparisons that one list may cost; beyond, what would need them counts as unlike. */
const MOST_COMPARISONS = 4_000_000;

/** The longest common subsequence. */
function equalInOrder(before: readonly string[], after: readonly string[]): Pair[] {
  const head = commonLength(before, after, index => index);
  const tail = commonLength(before.slice(head), after.slice(head), (index, length) => length - 1 - index);
  const [rows, columns] = [before.length - head - tail, after.length - head - tail];
  const middle = longestCommon(before.slice(head, head + rows), after.slice(head, head + columns));
  return [
    ...Array.from({ length: head }, (_, index) => ({ old: index, new: index })),
    ...middle.map(pair => ({ old: pair.old + head, new: pair.new + head })),
    ...Array.from({ length: tail }, (_, index) => ({ old: head + rows + index, new: head + columns + index })),
  ];
}

function commonLength(before: readonly string[], after: readonly string[], place: (index: number, length: number) => number): number {
  let length = 0;
  while (length < before.length && length < after.length && before[place(length, before.length)] === after[place(length, after.length)]) length++;
  return length;
}

function longestCommon(before: readonly string[], after: readonly string[]): Pair[] {
  return bestPath(before.length, after.length, (old, index) => (before[old] === after[index] ? 1 : 0));
}

/** The pairs, ascending on both sides, whose worths add up to the most; worth 0: never a pair. */
function bestPath(rows: number, columns: number, worth: (row: number, column: number) => number): Pair[] {
  if (rows * columns > MOST_COMPARISONS) return [];
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const score = (row: number, column: number): number => best[row * width + column]!;
  const paired = (row: number, column: number): number => {
    const own = worth(row, column);
    return own > 0 ? own + score(row + 1, column + 1) : -1;
  };
  for (let row = rows - 1; row >= 0; row--) for (let column = columns - 1; column >= 0; column--) best[row * width + column] = Math.max(score(row + 1, column), score(row, column + 1), paired(row, column));
  const pairs: Pair[] = [];
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    if (paired(row, column) === score(row, column)) pairs.push({ old: row++, new: column++ });
    else if (score(row + 1, column) >= score(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}

function equalInAnyOrder(before: readonly Json[], after: readonly Json[]): Pair[] {
  const places = Map.groupBy(after.keys(), index => identity(after[index]!));
  return before.flatMap((value, old) => {
    const found = places.get(identity(value))?.shift();
    return found === undefined ? [] : [{ old, new: found }];
  });
}

/** Between two equal elements, those that are alike become one another. */
function asSequence(before: readonly Json[], after: readonly Json[], kept: readonly Pair[]): ListMatch {
  const match: ListMatch = { pairs: [], deletions: [], insertions: [], isReordered: false };
  let [old, index] = [0, 0];
  for (const end of [...kept, { old: before.length, new: after.length }]) {
    const changed = bestPath(end.old - old, end.new - index, (row, column) => likeness(before[old + row]!, after[index + column]!)).map(pair => ({ old: pair.old + old, new: pair.new + index }));
    match.pairs.push(...changed);
    match.deletions.push(...without(range(old, end.old), changed.map(pair => pair.old)));
    for (const added of without(range(index, end.new), changed.map(pair => pair.new))) match.insertions.push({ new: added, before: changed.find(pair => pair.new > added)?.old ?? end.old });
    if (end.old < before.length) match.pairs.push(end);
    [old, index] = [end.old + 1, end.new + 1];
  }
  return match;
}

/** An element was changed and came back in another place: it would be deleted here and inserted there. */
function hasMoved(before: readonly Json[], after: readonly Json[], { deletions, insertions }: ListMatch): boolean {
  return deletions.some(old => insertions.some(added => isJsonObject(before[old]) && likeness(before[old], after[added.new]!) >= 1.5));
}

function asSet(before: readonly Json[], after: readonly Json[]): ListMatch {
  const kept = equalInAnyOrder(before, after);
  const changed = alikeInAnyOrder(before, after, kept);
  const pairs = [...kept, ...changed].sort((a, b) => a.old - b.old);
  const insertions = without(after.keys(), pairs.map(pair => pair.new)).map(index => ({ new: index, before: before.length }));
  return { pairs, deletions: without(before.keys(), pairs.map(pair => pair.old)), insertions, isReordered: true };
}

/** What is left over, paired with what it is most like. */
function alikeInAnyOrder(before: readonly Json[], after: readonly Json[], kept: readonly Pair[]): Pair[] {
  const [oldLeft, newLeft] = [new Set(before.keys()), new Set(after.keys())];
  for (const pair of kept) {
    oldLeft.delete(pair.old);
    newLeft.delete(pair.new);
  }
  if (oldLeft.size * newLeft.size > MOST_COMPARISONS) return [];
  const choices = [...oldLeft].flatMap(old => [...newLeft].map(index => ({ old, new: index, likeness: likeness(before[old]!, after[index]!) })));
  const pairs: Pair[] = [];
  for (const choice of choices.filter(each => each.likeness > 0).sort((a, b) => b.likeness - a.likeness)) if (oldLeft.has(choice.old) && newLeft.has(choice.new)) {
    oldLeft.delete(choice.old);
    newLeft.delete(choice.new);
    pairs.push({ old: choice.old, new: choice.new });
  }
  return pairs;
}

/** 0 where one cannot become the other in place, else from 1 to 2. */
function likeness(a: Json, b: Json): number {
  if (isJsonObject(a) && isJsonObject(b)) return likenessOfObjects(a, b);
  if (typeof a !== typeof b || isJsonObject(a) || isJsonObject(b) || Array.isArray(a) !== Array.isArray(b)) return 0;
  return typeof a === "string" && typeof b === "string" ? 1 + sharedEnds(a, b) : 1;
}

function likenessOfObjects(a: { [key: string]: Json }, b: { [key: string]: Json }): number {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const shared = keys.filter(key => Object.hasOwn(a, key) && Object.hasOwn(b, key));
  if (shared.length === 0) return 0;
  return 1 + shared.filter(key => jsonEqual(a[key], b[key])).length / keys.length;
}

/** How much of the longer text the common beginning and end are. */
function sharedEnds(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return (head + tail) / Math.max(a.length, b.length, 1);
}

function without(indexes: Iterable<number>, taken: readonly number[]): number[] {
  const set = new Set(taken);
  return [...indexes].filter(index => !set.has(index));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
