import { describe, expect, test } from "vitest";
import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import type { EditAnswer, EditRequest } from "../../reconcile/edit/edit-request.ts";
import { edit } from "../../reconcile/edit/edit.ts";
import type { RefusalCode } from "../../reconcile/refusal.ts";
import { positionIn } from "./ask-editor.ts";

/** One question to the editor over files given as text, with the only answer that is right. */
export interface EditCase {
  /** A sentence; the test's title. */
  id: string;
  files: Record<string, string>;
  request: Omit<EditRequest, "pos" | "frames"> & Partial<Pick<EditRequest, "pos" | "frames">>;
  /** `<file>|<text>`: the engine tells the place where this text stands, as the language's SDK does (with a column only in JavaScript). */
  at?: string;
  /** The same of the places from which it was reached, nearest first. */
  frames?: string[];
  /** `[file, before, after]`: text that stands exactly once, and what it becomes; or the code of the refusal. */
  expect: [file: string, before: string, after: string][] | RefusalCode;
}

/** Judges by another parser whether an edited file is as it should be. @throws where it is not */
export type Judge = (before: string, after: string, asked: EditCase & { file: string }) => void | Promise<void>;

/** A test for each case, and one for its twin with CRLF lines: byte for byte. */
export function testEditCases(cases: readonly EditCase[], judge?: Judge): void {
  describe.each([["LF", "\n"], ["CRLF", "\r\n"]])("with %s lines", (_, lineEnd) => {
    test.each(cases)("$id", async asked => {
      const files = mapValues(asked.files, text => text.replaceAll("\n", lineEnd));
      const answer = await ask(asked, files);
      if (typeof asked.expect === "string") return expectRefusal(answer, asked.expect);
      expect("refusal" in answer ? answer.refusal : undefined).toBeUndefined();
      const edited = editedFiles(answer, files);
      expect(edited).toEqual(expectedFiles(asked.expect, files, lineEnd));
      for (const [file, after] of Object.entries(edited)) await judge?.(files[file]!, after, { ...asked, file });
    });
  });
}

function ask({ at, frames, request }: EditCase, files: Record<string, string>): Promise<EditAnswer> {
  const place = (told: string) => {
    const [file, text] = [told.slice(0, told.indexOf("|")), told.slice(told.indexOf("|") + 1)];
    const { line, column } = positionIn(files, file, text);
    return /\.[cm]?[jt]sx?$/.test(file) ? { file, line, column } : { file, line };
  };
  const asked: EditRequest = { stack: "dev", ...request, ...(at !== undefined && { pos: place(at) }), ...(frames && { frames: frames.map(place) }) };
  return edit(asked, file => (files[file] === undefined ? undefined : new TextEncoder().encode(files[file])));
}

function expectRefusal(answer: EditAnswer, code: RefusalCode): void {
  if (!("refusal" in answer)) throw new Error(`edited instead of refused as ${code}: ${JSON.stringify(answer.edits)}`);
  expect(answer.refusal.code, answer.refusal.message).toBe(code);
  expect(answer.refusal.message).toMatch(/\.$/);
  expect(answer.refusal.hint).toMatch(/\S/);
}

function editedFiles(answer: EditAnswer, files: Record<string, string>): Record<string, string> {
  if ("refusal" in answer) return {};
  const byFile = Map.groupBy(answer.edits, ({ file }) => file);
  return Object.fromEntries([...byFile].map(([file, edits]) => [file, applyEdits(files[file] ?? "", edits)]));
}

function expectedFiles(changes: [string, string, string][], files: Record<string, string>, lineEnd: string): Record<string, string> {
  const expected: Record<string, string> = {};
  for (const [file, ...texts] of changes) {
    const [before, after] = texts.map(text => text.replaceAll("\n", lineEnd)) as [string, string];
    const text = expected[file] ?? files[file] ?? "";
    if (text.split(before).length !== 2) throw new Error(`"${before}" stands ${text.split(before).length - 1} times in ${file}`);
    expected[file] = text.replace(before, () => after);
  }
  return expected;
}

function mapValues(files: Record<string, string>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file, change(text)]));
}
