import type { Scalar } from "../program/view.ts";
import type { Splice } from "./container.ts";
import { isPrintable } from "./scalar-text.ts";
import { lineEndAt, refuseNode, type YamlFile, type YamlScalar } from "./yaml-file.ts";

/** Replaces the lines of a literal block that differ. @throws {Refused} where another header would be needed */
export function rewriteBlockScalar(source: YamlFile, scalar: YamlScalar, { after, hint }: { after: Scalar; hint: string }): Splice {
  const refuse = (message: string): never => refuseNode(source, scalar, { code: "shape", message, hint });
  const before = scalar.value;
  if (scalar.type !== "BLOCK_LITERAL" || typeof before !== "string" || typeof after !== "string") return refuse("The value is a folded block of text.");
  if (endOf(before) !== endOf(after) || endOf(before).length > 1) return refuse("The line ends behind the text would change.");
  const [oldLines, newLines] = [linesOf(before), linesOf(after)];
  const spans = lineSpans(source.text, scalar, oldLines.length);
  const indent = oldLines.map((line, index) => (line === "" ? undefined : spans[index]!.text.slice(0, spans[index]!.text.length - line.length))).find(each => each !== undefined);
  if (indent === undefined || !/^ +$/.test(indent) || !isPrintable(after)) return refuse("The text cannot stand in a block.");
  if (/^\s/.test(newLines.find(line => line.trim() !== "") ?? " ") || newLines[0] === "" || newLines.some(line => line !== "" && line.trim() === "")) return refuse("The text would begin with blanks, or have lines of nothing else.");
  return changedLines({ spans, oldLines, newLines, indent });
}

interface Span {
  start: number;
  end: number;
  text: string;
}

function changedLines({ spans, oldLines, newLines, indent }: { spans: Span[]; oldLines: string[]; newLines: string[]; indent: string }): Splice {
  const shorter = Math.min(oldLines.length, newLines.length);
  let head = 0;
  while (head < shorter && oldLines[head] === newLines[head]) head++;
  let tail = 0;
  while (tail < shorter - head && oldLines.at(-1 - tail) === newLines.at(-1 - tail)) tail++;
  const lines = newLines.slice(head, newLines.length - tail).map(line => (line === "" ? "" : indent + line));
  const [first, last] = [spans[head], spans[oldLines.length - tail - 1]];
  // Nothing of the old goes: the new lines come behind the one before, or before the one behind.
  if (oldLines.length - tail === head) return head > 0 ? { start: spans[head - 1]!.end, end: spans[head - 1]!.end, text: lines.map(line => `\n${line}`).join("") } : { start: first!.start, end: first!.start, text: lines.map(line => `${line}\n`).join("") };
  if (lines.length > 0) return { start: first!.start, end: last!.end, text: lines.join("\n") };
  return head > 0 ? { start: spans[head - 1]!.end, end: last!.end, text: "" } : { start: first!.start, end: spans[oldLines.length - tail]!.start, text: "" };
}

function lineSpans(text: string, scalar: YamlScalar, count: number): Span[] {
  const spans: Span[] = [];
  let end = lineEndAt(text, scalar.range[0]);
  for (let line = 0; line < count; line++) {
    const start = text.indexOf("\n", end) + 1;
    end = lineEndAt(text, start);
    spans.push({ start, end, text: text.slice(start, end) });
  }
  return spans;
}

function linesOf(text: string): string[] {
  return text.slice(0, text.length - endOf(text).length).split("\n");
}

function endOf(text: string): string {
  return /\n*$/.exec(text)![0];
}
