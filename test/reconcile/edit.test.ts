import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { askEditor, positionIn, type Told } from "./ask-editor.ts";
import { edits, refusals, type EditCase } from "./edit-cases.ts";
import { literalsChanged } from "./literals-changed.ts";

const LINE_ENDS = { LF: "\n", CRLF: "\r\n" } as const;

describe.each(Object.keys(LINE_ENDS) as (keyof typeof LINE_ENDS)[])("in a program with %s lines", lineEnd => {
  test.each(edits)("$title", async asked => {
    const files = filesOf(asked, LINE_ENDS[lineEnd]);
    const told = await ask(asked, files);
    expect(told.refusal).toBeUndefined();
    const { file } = told.edit!;
    expect(told.edited).toBe(expectedText(asked, files[file]!, LINE_ENDS[lineEnd]));
    expect(literalsChanged(files[file]!, told.edited!)).toEqual([{ from: asked.from, to: asked.to }]);
  });

  test.each(refusals)("refused: $title", async asked => {
    const { refusal } = await ask(asked, filesOf(asked, LINE_ENDS[lineEnd]));
    expect(refusal?.code).toBe(asked.expect);
    expect(refusal!.message).toMatch(/\.$/);
    expect(refusal!.hint).toMatch(/\S/);
  });
});

test("a refusal that has a place names its file and line", async () => {
  const asked = refusals.find(one => one.title === "a template with a substitution")!;
  const files = filesOf(asked, "\n");
  const { refusal } = await ask(asked, files);
  expect(refusal?.at).toBe(`index.ts:${positionIn(files, "index.ts", "`web-${").line}`);
});

function ask(asked: EditCase, files: Record<string, string>): Promise<Told> {
  const [file, text] = asked.at?.split("|") ?? [];
  const request: EditRequest = {
    runtime: "nodejs",
    project: "web",
    stack: "dev",
    ...(file !== undefined && { pos: positionIn(files, file, text!) }),
    type: asked.type,
    name: asked.name,
    path: asked.path,
    ...(asked.from !== undefined && { oldValue: asked.from }),
    ...(asked.to !== undefined && { newValue: asked.to }),
    ...asked.also,
  };
  return askEditor(files, request);
}

function filesOf({ program }: EditCase, lineEnd: string): Record<string, string> {
  const folder = join(import.meta.dirname, "fixtures", program);
  return Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), "utf8").replaceAll("\n", lineEnd)]));
}

/** The fixture with the one replacement made by plain text search. */
function expectedText({ expect: wanted }: EditCase, text: string, lineEnd: string): string {
  if (typeof wanted === "string") throw new Error("this case expects a refusal");
  const around = (wanted.in ?? wanted.replace).replaceAll("\n", lineEnd);
  if (text.split(around).length !== 2) throw new Error(`"${around}" does not stand exactly once in the fixture`);
  return text.replace(around, () => around.replace(wanted.replace.replaceAll("\n", lineEnd), () => wanted.by.replaceAll("\n", lineEnd)));
}
