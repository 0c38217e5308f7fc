import { applyEdits } from "../../apply-edits.ts";
import type { Edit } from "../../edit-request.ts";
import type { Language } from "../language.ts";
import { lineOf, type Source } from "../source.ts";
import type { Replacement, Work } from "../work.ts";

/** The edits, and the white space that the language's formatter wants changed because of them. Offsets are those of the files before. */
export async function formatEdits({ language, files }: Pick<Work, "language" | "files">, edits: readonly Edit[]): Promise<Edit[]> {
  const formatted: Edit[] = [];
  for (const [file, ofFile] of Map.groupBy(edits, edit => edit.file)) {
    const source = language.format && language.grammarOf(file) ? await files.open(file, language) : undefined;
    formatted.push(...(source ? await formatFile(language, source, ofFile) : ofFile));
  }
  return formatted;
}

async function formatFile(language: Language, source: Source, edits: readonly Edit[]): Promise<Edit[]> {
  const after = applyEdits(source.text, edits);
  const replacements = whiteSpaceBetween(after, await language.format!(source, after));
  return replacements.length === 0 ? [...edits] : merge({ source, after, edits }, replacements);
}

/** How one text becomes another that has other white space; nothing where anything else differs. */
function whiteSpaceBetween(from: string, to: string): Replacement[] {
  if (from === to) return [];
  const found: Replacement[] = [];
  let [at, other] = [0, 0];
  while (at < from.length || other < to.length) {
    const [end, otherEnd] = [behindSpace(from, at), behindSpace(to, other)];
    const text = to.slice(other, otherEnd);
    if (from.slice(at, end) !== text) found.push({ start: at, end, text });
    if (from[end] !== to[otherEnd]) return [];
    [at, other] = [end + 1, otherEnd + 1];
  }
  return found;
}

const SPACE = " \t\r\n";

function behindSpace(text: string, start: number): number {
  let at = start;
  while (SPACE.includes(text.charAt(at)) && at < text.length) at++;
  return at;
}

interface Edited {
  source: Source;
  after: string;
  edits: readonly Edit[];
}

/** A part of the text, where it stood before and where it stands after, and the edits that are in it. */
interface Span {
  before: { start: number; end: number };
  after: { start: number; end: number };
  edits: Edit[];
}

/** White space that touches an edit becomes part of it; other white space is an edit of its own. */
function merge(edited: Edited, replacements: readonly Replacement[]): Edit[] {
  let spans = spansOf(edited.edits);
  for (const { start, end } of replacements) {
    const touched = spans.filter(({ after }) => start <= after.end && end >= after.start);
    spans = [...spans.filter(span => !touched.includes(span)), joined(spans, touched, { start, end })].sort((a, b) => a.after.start - b.after.start);
  }
  const isOwn = (span: Span): boolean => span.edits.length > 0;
  return [...spans.filter(isOwn), ...spans.filter(span => !isOwn(span))].map(span => editOf(edited, span, replacements));
}

function spansOf(edits: readonly Edit[]): Span[] {
  let grown = 0;
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end).map(edit => {
    const start = edit.start + grown;
    grown += edit.text.length - (edit.end - edit.start);
    return { before: { start: edit.start, end: edit.end }, after: { start, end: start + edit.text.length }, edits: [edit] };
  });
}

function joined(spans: readonly Span[], touched: readonly Span[], { start, end }: { start: number; end: number }): Span {
  const [first, last] = [touched[0], touched.at(-1)];
  const from = first ? Math.min(start, first.after.start) : start;
  const to = last ? Math.max(end, last.after.end) : end;
  const offset = (at: number, isEnd: boolean): number => {
    const span = isEnd ? last : first;
    if (span) return isEnd ? span.before.end + (at - span.after.end) : span.before.start - (span.after.start - at);
    const above = spans.findLast(({ after }) => after.end <= at);
    return above ? above.before.end + (at - above.after.end) : at;
  };
  return { before: { start: offset(from, false), end: offset(to, true) }, after: { start: from, end: to }, edits: touched.flatMap(({ edits }) => edits) };
}

function editOf({ source, after: text }: Edited, { before, after, edits }: Span, replacements: readonly Replacement[]): Edit {
  const inside = replacements.filter(({ start, end }) => after.start <= start && end <= after.end).toSorted((a, b) => b.start - a.start);
  const written = inside.reduce((result, { start, end, text: space }) => result.slice(0, start - after.start) + space + result.slice(end - after.start), text.slice(after.start, after.end));
  const [first] = edits;
  return { file: source.file, ...before, text: written, how: first?.how ?? "layout", line: first?.line ?? lineOf(source, before.start) };
}
