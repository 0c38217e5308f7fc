import type { Node } from "web-tree-sitter";
import { formatPath } from "../../../model/property-path.ts";
import type { Edit, EditRequest, SourcePosition } from "../edit-request.ts";
import type { Language } from "./language.ts";
import type { OpenFiles } from "./open-files.ts";
import { lineOf, type Source } from "./source.ts";

/** One request that is being worked on, and the edits found so far. */
export interface Work {
  request: EditRequest;
  language: Language;
  files: OpenFiles;
  edits: Edit[];
}

/** An expression in its file. */
export interface Spot {
  source: Source;
  node: Node;
  /** From where the code around it was called, nearest first. */
  callers: readonly SourcePosition[];
}

/** Text that is to stand in place of other text. */
export interface Replacement {
  start: number;
  end: number;
  text: string;
}

export function addEdit({ edits }: Work, source: Source, { start, end, text }: Replacement, how: string): void {
  edits.push({ file: source.file, start, end, text, how, line: lineOf(source, start) });
}

/** The property that is asked about, for messages. */
export function shown({ request }: Work): string {
  return formatPath(request.path);
}
