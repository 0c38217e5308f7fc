import { describe, expect, test } from "vitest";
import { applyEdits } from "../../reconcile/edit/apply-edits.ts";
import type { EditRequest } from "../../reconcile/edit/edit-request.ts";
import { editTogether, type EditedTogether } from "../../reconcile/edit/edit-together.ts";
import { positionIn } from "./ask-editor.ts";

type Asked = Pick<EditRequest, "path" | "oldValue" | "newValue"> & { name?: string };

/** Asks several things of the buckets in one file, and of how often the file is read. */
async function ask(text: string, asked: Asked[], files: Record<string, string> = {}): Promise<EditedTogether & { text: string | undefined; codes: (string | undefined)[]; reads: number }> {
  const all: Record<string, string> = { "index.ts": text, ...files };
  let reads = 0;
  const requests = asked.map(({ name = "b", ...rest }): EditRequest => ({ runtime: "nodejs", project: "web", stack: "dev", type: "aws:s3/bucket:Bucket", name, pos: positionIn(all, "index.ts", `new Bucket("${name}"`), ...rest }));
  const told = await editTogether(requests, file => {
    if (file === "index.ts") reads++;
    return all[file] === undefined ? undefined : new TextEncoder().encode(all[file]);
  });
  return { ...told, text: told.files.get("index.ts"), codes: told.answers.map(answer => ("refusal" in answer ? answer.refusal.code : undefined)), reads };
}

describe("several edits of one file", () => {
  test("two keys that are added to one object both come in, in the order in which they were asked", async () => {
    const { text, codes } = await ask('new Bucket("b", { t: { a: "1" } });\n', [{ path: ["t", "z"], newValue: "2" }, { path: ["t", "c"], newValue: "3" }]);
    expect([text, codes]).toEqual(['new Bucket("b", { t: { a: "1", z: "2", c: "3" } });\n', [undefined, undefined]]);
  });
  test("keys that are added where there were none", async () => {
    expect((await ask('new Bucket("b");\n', [{ path: ["t"], newValue: { a: "1" } }, { path: ["u"], newValue: true }])).text).toBe('new Bucket("b", { t: { a: "1" }, u: true });\n');
    expect((await ask('new Bucket("b", {\n  t: {},\n});\n', [{ path: ["t", "z"], newValue: "2" }, { path: ["t", "c"], newValue: "3" }, { path: ["u"], newValue: 4 }])).text).toBe('new Bucket("b", {\n  t: { z: "2", c: "3" },\n  u: 4,\n});\n');
  });
  test("a key that is added beside one that goes, in either order", async () => {
    const [gone, added] = [{ path: ["t", "b"], oldValue: "2" }, { path: ["t", "c"], newValue: "3" }];
    const text = 'new Bucket("b", { t: {\n  a: "1",\n  b: "2", // two\n} });\n';
    const wanted = 'new Bucket("b", { t: {\n  a: "1",\n  c: "3",\n} });\n';
    expect((await ask(text, [gone, added])).text).toBe(wanted);
    expect((await ask(text, [added, gone])).text).toBe(wanted);
  });
  test("places and positions behind an edit move with it, lines and columns too", async () => {
    const { text } = await ask('const long = `x`;\nnew Bucket("b", { a: long, b: "1" }); new Bucket("c", { a: "2" });\n', [{ path: ["a"], oldValue: "x", newValue: "x\ny\nz" }, { path: ["b"], oldValue: "1", newValue: "longer" }, { name: "c", path: ["a"], oldValue: "2", newValue: "3" }]);
    expect(text).toBe('const long = `x\ny\nz`;\nnew Bucket("b", { a: long, b: "longer" }); new Bucket("c", { a: "3" });\n');
  });
  test("indexes are those of the program before", async () => {
    const { text } = await ask('new Bucket("b", { l: ["a", "b", "c"] });\n', [{ path: ["l", 0], oldValue: "a" }, { path: ["l", 1], oldValue: "b" }, { path: ["l", 2], oldValue: "c", newValue: "d" }, { path: ["l", 3], newValue: "e" }]);
    expect(text).toBe('new Bucket("b", { l: ["d", "e"] });\n');
  });
  test("a constant that two resources read is written at the first use, and changed for the last", async () => {
    const { text } = await ask('const o = "x";\nnew Bucket("b", { a: o });\nnew Bucket("c", { a: o });\n', [{ path: ["a"], oldValue: "x", newValue: "y" }, { name: "c", path: ["a"], oldValue: "x", newValue: "z" }]);
    expect(text).toBe('const o = "z";\nnew Bucket("b", { a: "y" });\nnew Bucket("c", { a: o });\n');
  });
  test("a refusal leaves the text for the others as it is", async () => {
    const { text, codes } = await ask('new Bucket("b", { a: "1", b: f() });\n', [{ path: ["b"], oldValue: "x", newValue: "y" }, { path: ["a"], oldValue: "1", newValue: "2" }, { path: ["a"], oldValue: "1", newValue: "3" }]);
    expect([text, codes]).toEqual(['new Bucket("b", { a: "2", b: f() });\n', ["computed", undefined, "stale"]]);
  });
  test("program and configuration are edited together", async () => {
    const { files, codes } = await ask('const c = new pulumi.Config();\nnew Bucket("b", { a: c.require("one"), b: c.require("two"), d: "3" });\n', [{ path: ["a"], oldValue: "1", newValue: "11" }, { path: ["b"], oldValue: "2", newValue: "22" }, { path: ["d"], oldValue: "3", newValue: "33" }], { "Pulumi.dev.yaml": 'config:\n  web:one: "1" # one\n  web:two: "2"\n' });
    expect(codes).toEqual([undefined, undefined, undefined]);
    expect(files.get("Pulumi.dev.yaml")).toBe('config:\n  web:one: "11" # one\n  web:two: "22"\n');
    expect(files.get("index.ts")).toContain('d: "33"');
  });
  test("each answer's offsets count in the text with the edits before it", async () => {
    const before = 'new Bucket("b", { a: "1", b: "2" });\n';
    const { text, answers } = await ask(before, [{ path: ["b"], oldValue: "2", newValue: "22" }, { path: ["a"], oldValue: "1", newValue: "11" }]);
    expect(answers.reduce((at, answer) => ("refusal" in answer ? at : applyEdits(at, answer.edits)), before)).toBe(text);
  });
  test("a file is read once", async () => {
    const asked = Array.from({ length: 20 }, (_, index): Asked => ({ path: ["t", `k${index}`], newValue: "v" }));
    const { reads, codes } = await ask('new Bucket("b", { t: {} });\n', asked);
    expect([reads, new Set(codes)]).toEqual([1, new Set([undefined])]);
  });
});
