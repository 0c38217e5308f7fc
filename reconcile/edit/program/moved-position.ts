import type { Edit, EditRequest, SourcePosition } from "../edit-request.ts";
import { lineOf, lineStartsOf, rangeOf } from "./source.ts";

/** How a file was edited. */
export interface EditedText {
  before: string;
  after: string;
  edits: readonly Edit[];
}

/** The request, with its positions where they are once files are edited: a constant above a call may have become longer. */
export function movedRequest(request: EditRequest, edited: ReadonlyMap<string, EditedText>, lineEnd: RegExp): EditRequest {
  const moved = (position: SourcePosition): SourcePosition => {
    const text = edited.get(position.file);
    return text ? movedPosition(position, text, lineEnd) : position;
  };
  return { ...request, ...(request.pos && { pos: moved(request.pos) }), ...(request.frames && { frames: request.frames.map(moved) }) };
}

function movedPosition(position: SourcePosition, { before, after, edits }: EditedText, lineEnd: RegExp): SourcePosition {
  const range = rangeOf({ text: before, lineStarts: lineStartsOf(before, lineEnd) }, position);
  if (!range) return position;
  // Without a column, the line is where its first word is.
  const offset = position.column === undefined ? range.start + before.slice(range.start, range.end).search(/\S|$/) : range.start;
  const shift = edits.filter(({ end }) => end <= offset).reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
  const lineStarts = lineStartsOf(after, lineEnd);
  const line = lineOf({ lineStarts }, offset + shift);
  return { file: position.file, line, ...(position.column !== undefined && { column: offset + shift - lineStarts[line - 1]! + 1 }) };
}
