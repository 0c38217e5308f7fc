import { isMap } from "yaml";
import { contentEnd, dashOf, isFlow, lineEndAt, lineStartAt, pairEnd, refuseNode, type YamlFile, type YamlList, type YamlMap, type YamlNode, type YamlPair } from "./yaml-file.ts";

/** A map or a list as text: where its items stand. */
export interface Container {
  source: YamlFile;
  node: YamlMap | YamlList;
  isFlow: boolean;
  items: { start: number; end: number }[];
  /** What stands before an item that begins a line of its own. */
  indent: string;
}

/** One replacement in the text of a file. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** @throws {Refused} where it is laid out in a way that is not edited */
export function containerOf(source: YamlFile, node: YamlMap | YamlList): Container {
  const inFlow = isFlow(node);
  const items = isMap(node) ? (node.items as YamlPair[]).map(pair => pairRange(source, pair)) : node.items.map((item, index) => ({ start: inFlow ? (item as YamlNode).range[0] : dashOf(node, index), end: Math.max(contentEnd(source, item as YamlNode), inFlow ? 0 : dashOf(node, index) + 1) }));
  const first = items[0]?.start ?? node.range[0];
  const before = source.text.slice(lineStartAt(source.text, first), first);
  // The first item of a map may stand behind the dash of a list; the next ones stand below it.
  return { source, node, isFlow: inFlow, items, indent: before.replace(/^\ufeff/, "").replace(/\S/g, " ") };
}

function pairRange(source: YamlFile, pair: YamlPair): { start: number; end: number } {
  if (pair.srcToken?.start.some(token => token.type === "explicit-key-ind")) refuseNode(source, pair.key, { code: "shape", message: "A key of the map is written with a question mark.", hint: "Edit the map by hand." });
  return { start: pair.key.range[0], end: pairEnd(source, pair) };
}

/** Items come before the old index `before`, which may be the length; those that go away at the same time count as gone. LF ends the lines of their text. */
export function insertItems(container: Container, texts: readonly string[], { before, gone = new Set() }: { before: number; gone?: ReadonlySet<number> }): Splice[] {
  const stays = [...container.items.keys()].filter(index => !gone.has(index));
  const previous = stays.findLast(index => index < before);
  const next = stays.find(index => index >= before);
  if (previous !== undefined) return insertBehind(container, previous, texts);
  if (next !== undefined) return insertInFront(container, next, texts);
  return fillEmpty(container, texts);
}

function insertInFront({ isFlow: inFlow, items, indent, source, node }: Container, next: number, texts: readonly string[]): Splice[] {
  const { start } = items[next]!;
  if (!inFlow) return [splice(start, start, texts.map(text => `${prefix(node)}${text}\n${indent}`).join(""))];
  return [splice(start, start, texts.map(text => `${text},${ownsLine(source.text, start) ? `\n${indent}` : " "}`).join(""))];
}

function insertBehind(container: Container, previous: number, texts: readonly string[]): Splice[] {
  const { source: { text }, items, indent, node } = container;
  const { end } = items[previous]!;
  const line = `\n${indent}`;
  if (!container.isFlow) return [belowLine(text, end, texts.map(each => `${indent}${prefix(node)}${each}`))];
  if (!standsAlone(container, previous)) return [splice(end, end, texts.map(each => `, ${each}`).join(""))];
  const at = lineEndAt(text, end);
  if (commaBehind(text, end) !== undefined) return [splice(at, at, texts.map(each => `${line}${each},`).join(""))];
  return [splice(end, end, ","), splice(at, at, texts.map(each => `${line}${each}`).join(`,`))];
}

/** Before the next line, not behind this one, which may go away at the same time. */
function belowLine(text: string, end: number, lines: string[]): Splice {
  const next = text.indexOf("\n", end) + 1;
  return next > 0 ? splice(next, next, lines.map(line => `${line}\n`).join("")) : splice(text.length, text.length, lines.map(line => `\n${line}`).join(""));
}

function fillEmpty({ source, isFlow: inFlow, items, node }: Container, texts: readonly string[]): Splice[] {
  if (!inFlow || items.length > 0) refuseNode(source, node, { code: "shape", message: "Everything in it would be replaced by something else.", hint: "Edit it by hand." });
  const inside = source.text.slice(node.range[0] + 1, node.range[1] - 1);
  if (inside.trim() !== "") refuseNode(source, node, { code: "shape", message: "There is a comment in the empty collection.", hint: "Edit it by hand." });
  return [splice(node.range[0], node.range[1], isMap(node) ? `{ ${texts.join(", ")} }` : `[${texts.join(", ")}]`)];
}

/** Items go away with their lines, commas and the comments behind them. The last one leaves `{}` or `[]`. */
export function removeItems(container: Container, indexes: readonly number[]): Splice[] {
  if (indexes.length === 0) return [];
  if (indexes.length === container.items.length) return leaveEmpty(container);
  return runsOf(indexes).flatMap(run => (container.isFlow ? removeFlowRun(container, run) : removeBlockRun(container, run)));
}

function removeBlockRun({ source, items, node }: Container, { first, last }: Run): Splice[] {
  const { text } = source;
  const { start } = items[first]!;
  const end = lineEndAt(text, items[last]!.end);
  if (ownsLine(text, start)) return [wholeLines(text, start, end)];
  // Behind a dash: the next item takes the place.
  const next = items[last + 1];
  if (!next || hasOwnComment(text.slice(end, next.start))) refuseNode(source, node, { code: "shape", message: "What would have to go shares its line with what stays.", hint: "Remove it by hand." });
  return [splice(start, next.start, "")];
}

function removeFlowRun(container: Container, { first, last }: Run): Splice[] {
  const { source: { text }, items } = container;
  const [start, end] = [items[first]!.start, items[last]!.end];
  const commaOfLast = commaBehind(text, end);
  const isLast = last === items.length - 1;
  const previous = items[first - 1];
  if (ownsLine(text, start) && standsAlone(container, last) && (!isLast || !previous || standsAlone(container, first - 1))) {
    const lines = wholeLines(text, start, lineEndAt(text, end));
    const commaLeft = previous && commaBehind(text, previous.end);
    return isLast && commaOfLast === undefined && commaLeft !== undefined ? [splice(commaLeft, commaLeft + 1, ""), lines] : [lines];
  }
  const [from, to] = isLast ? [previous!.end, end] : [start, items[last + 1]!.start];
  if (/[#]/.test(text.slice(isLast ? from : end, isLast ? start : to))) refuseNode(container.source, container.node, { code: "shape", message: "A comment stands beside what would have to go.", hint: "Remove it by hand." });
  return [splice(from, to, "")];
}

function leaveEmpty({ source, items, isFlow: inFlow, node }: Container): Splice[] {
  const { text } = source;
  const empty = isMap(node) ? "{}" : "[]";
  const [start, end] = [items[0]!.start, items.at(-1)!.end];
  if (inFlow) {
    if (/#/.test(text.slice(node.range[0], start)) || /(^|\s)#/.test(text.slice(end, node.range[1]))) refuseNode(source, node, { code: "shape", message: "There is a comment in what would be empty.", hint: "Remove it by hand." });
    return [splice(node.range[0], node.range[1], empty)];
  }
  if (!ownsLine(text, start)) return [splice(start, end, empty)];
  const above = lineStartAt(text, start) - 1;
  const parent = text.slice(0, Math.max(above, 0)).search(/:[ \t]*(#[^\n]*)?\r?$/);
  const parentLine = lineStartAt(text, above);
  if (above < 0 || parent < parentLine) refuseNode(source, node, { code: "shape", message: "Nothing would be left of it.", hint: "Remove it by hand." });
  return [splice(parent + 1, parent + 1, ` ${empty}`), wholeLines(text, start, lineEndAt(text, end))];
}

interface Run {
  first: number;
  last: number;
}

function runsOf(indexes: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const index of indexes.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
  return runs;
}

/** The lines from the one of `start` to the one that ends at `end`; the last line of a file takes the line end before it along where it has none itself. */
function wholeLines(text: string, start: number, end: number): Splice {
  const from = lineStartAt(text, start);
  const next = text.indexOf("\n", end);
  if (next >= 0) return splice(from, next + 1, "");
  return splice(from === 0 ? 0 : lineEndAt(text, from - 1), text.length, "");
}

function prefix(node: YamlMap | YamlList): string {
  return isMap(node) ? "" : "- ";
}

/** Only blanks stand before it in its line. */
function ownsLine(text: string, start: number): boolean {
  return /^\ufeff?[ \t]*$/.test(text.slice(lineStartAt(text, start), start));
}

/** An item of a flow collection that begins its line, with nothing behind it but its comma and a comment. */
function standsAlone({ source: { text }, items }: Container, index: number): boolean {
  const { start, end } = items[index]!;
  return ownsLine(text, start) && /^[ \t]*,?[ \t]*(#.*)?$/.test(text.slice(end, lineEndAt(text, end)));
}

function commaBehind(text: string, end: number): number | undefined {
  const found = /^\s*,/.exec(text.slice(end, end + 1000));
  return found ? end + found[0].length - 1 : undefined;
}

function hasOwnComment(text: string): boolean {
  return /\n[ \t]*#/.test(text);
}

function splice(start: number, end: number, text: string): Splice {
  return { start, end, text };
}
