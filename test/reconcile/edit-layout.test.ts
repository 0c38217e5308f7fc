import { describe, expect, test } from "vitest";
import type { Json } from "../../model/json.ts";
import type { RefusalCode } from "../../reconcile/refusal.ts";
import { askEditorForAll, positionIn } from "./ask-editor.ts";
import { parseTypescript } from "./typescript-tree.ts";

type Asked = [path: (string | number)[], from: Json | undefined, to: Json | undefined];

/** Edits the arguments of a bucket, in a file with each kind of line end. */
async function edited(args: string, [path, from, to]: Asked, before = ""): Promise<string | RefusalCode> {
  const results = [];
  for (const lineEnd of ["\n", "\r\n"]) {
    const text = `${before}new Bucket("b", ${args});\n`.replaceAll("\n", lineEnd);
    const request = { runtime: "nodejs", type: "aws:s3/bucket:Bucket", name: "b", pos: positionIn({ "index.ts": text }, "index.ts", 'new Bucket("b"'), path, ...(from !== undefined && { oldValue: from }), ...(to !== undefined && { newValue: to }) };
    const { texts, refusal } = await askEditorForAll({ "index.ts": text }, request);
    if (!refusal) parseTypescript(texts!["index.ts"]!);
    results.push(refusal ? refusal.code : texts!["index.ts"]!.replaceAll(lineEnd, "\n").slice(before.length).replace(/^new Bucket\("b", ([^]*)\);\n$/, "$1"));
  }
  expect(results[0]).toBe(results[1]);
  return results[0] as string;
}

describe("a new element", () => {
  test("goes behind the last one of a line", async () => {
    expect(await edited('{ l: ["a"] }', [["l", 1], undefined, "b"])).toBe('{ l: ["a", "b"] }');
    expect(await edited('{ l: [ "a", ] }', [["l", 1], undefined, "b"])).toBe('{ l: [ "a", "b", ] }');
  });
  test("gets a line of its own where the others have one, and leaves comments on theirs", async () => {
    expect(await edited('{ l: [\n  "a", // one\n] }', [["l", 1], undefined, "b"])).toBe('{ l: [\n  "a", // one\n  "b",\n] }');
    expect(await edited('{ l: [\n  "a" // one\n] }', [["l", 1], undefined, "b"])).toBe('{ l: [\n  "a", // one\n  "b"\n] }');
    expect(await edited('{ l: [\n  "a" /* one */, // two\n  // three\n] }', [["l", 1], undefined, "b"])).toBe('{ l: [\n  "a" /* one */, // two\n  "b",\n  // three\n] }');
    expect(await edited('{ l: [\n  "a"] }', [["l", 1], undefined, "b"])).toBe('{ l: [\n  "a",\n  "b"] }');
  });
  test("of an element with several lines is indented as its first", async () => {
    expect(await edited("{ l: [\n  {\n    a: 1,\n  },\n] }", [["l", 1], undefined, { a: 2 }])).toBe("{ l: [\n  {\n    a: 1,\n  },\n  { a: 2 },\n] }");
  });
  test("comes before and between others", async () => {
    expect(await edited('{ l: ["a", "b"] }', [["l"], ["a", "b"], ["x", "a", "y", "b"]])).toBe('{ l: ["x", "a", "y", "b"] }');
    expect(await edited('{ l: [ // list\n  "a", // one\n  "b", // two\n] }', [["l"], ["a", "b"], ["x", "a", "y", "b"]])).toBe('{ l: [ // list\n  "x",\n  "a", // one\n  "y",\n  "b", // two\n] }');
  });
  test("of an empty list stands alone; beside nothing but a comment it is refused", async () => {
    expect(await edited("{ l: [] }", [["l", 0], undefined, { a: [1] }])).toBe("{ l: [{ a: [1] }] }");
    expect(await edited("{ l: [ /* none */ ] }", [["l", 0], undefined, "a"])).toBe("comment");
    expect(await edited("{ o: {\n} }", [["o", "k"], undefined, null])).toBe("{ o: { k: null } }");
  });
  test("behind a gap is refused", async () => expect(await edited('{ l: ["a"] }', [["l", 3], undefined, "b"])).toBe("absent"));
  test("where the program has one already is refused", async () => expect(await edited('{ l: ["a"] }', [["l", 0], undefined, "b"])).toBe("stale"));
});

describe("what is removed", () => {
  test("goes from a line with its comma", async () => {
    expect(await edited('{ l: ["a", "b", "c"] }', [["l"], ["a", "b", "c"], ["a", "c"]])).toBe('{ l: ["a", "c"] }');
    expect(await edited('{ l: ["a", "b"] }', [["l"], ["a", "b"], ["a"]])).toBe('{ l: ["a"] }');
    expect(await edited('{ l: ["a", "b", ] }', [["l", 1], "b", undefined])).toBe('{ l: ["a", ] }');
    expect(await edited('{ l: [ "a" ] }', [["l", 0], "a", undefined])).toBe("{ l: [] }");
    expect(await edited('{ l: ["a",\n  "b"] }', [["l", 1], "b", undefined])).toBe('{ l: ["a"] }');
    expect(await edited('{ l: ["a",\n  "b"] }', [["l", 0], "a", undefined])).toBe('{ l: [\n  "b"] }');
  });
  test("takes its lines and the comment behind it, and leaves what stands above", async () => {
    expect(await edited('{ l: [\n  // names\n  "a", // one\n  "b", // two\n] }', [["l", 0], "a", undefined])).toBe('{ l: [\n  // names\n  "b", // two\n] }');
    expect(await edited('{\n  a: 1,\n  o: {\n    k: "x", // one\n  }, // two\n}', [["o"], { k: "x" }, undefined])).toBe("{\n  a: 1,\n}");
    expect(await edited('{ l: [\n  "a", // one\n] }', [["l", 0], "a", undefined])).toBe("{ l: [] }");
    expect(await edited('{ l: [\n  // names\n  "a",\n] }', [["l", 0], "a", undefined])).toBe("{ l: [\n  // names\n] }");
  });
  test("is refused where a comment might be another's", async () => {
    expect(await edited('{ l: ["a", /* b */ "b"] }', [["l", 1], "b", undefined])).toBe("comment");
    expect(await edited('{ l: ["a", // one\n  "b"] }', [["l", 1], "b", undefined])).toBe("comment");
  });
  test("has to be what the program gave, but for what is computed inside", async () => {
    expect(await edited('{ l: ["a", "b"] }', [["l", 1], "c", undefined])).toBe("stale");
    expect(await edited('{ l: [{ a: vpc.id, b: 1 }, { a: vpc.id, b: 2 }] }', [["l"], [{ a: "v", b: 1 }, { a: "v", b: 2 }], [{ a: "v", b: 2 }]])).toBe("{ l: [{ a: vpc.id, b: 2 }] }");
    expect(await edited('{ l: [{ a: x.id, b: 1 }, { a: y.id, b: 1 }] }', [["l"], [{ a: "x", b: 1 }, { a: "y", b: 1 }], [{ a: "y", b: 1 }]])).toBe("ambiguous");
    expect(await edited("{ t: { a: vpc.id } }", [["t", "a"], "v", undefined])).toBe("reference");
  });
});

describe("several changes at once", () => {
  test("a key comes in the place of one that goes", async () => {
    expect(await edited('{ t: { a: "1", b: "2" } }', [["t"], { a: "1", b: "2" }, { a: "1", c: "3" }])).toBe('{ t: { a: "1", c: "3" } }');
    expect(await edited('{ t: {\n  a: "1", // one\n} }', [["t"], { a: "1" }, { c: "3", d: "4" }])).toBe('{ t: {\n  c: "3",\n  d: "4", // one\n} }');
  });
  test("keys change, come and go", async () => {
    expect(await edited('{ t: {\n  a: "1",\n  b: "2",\n  c: "3"\n} }', [["t"], { a: "1", b: "2", c: "3" }, { b: "x", c: "y", d: "4" }])).toBe('{ t: {\n  b: "x",\n  c: "y",\n  d: "4"\n} }');
  });
  test("elements change, come and go in order", async () => {
    expect(await edited('{ l: ["a", "b", "c", "d"] }', [["l"], ["a", "b", "c", "d"], ["b", "x", "d", "e"]])).toBe('{ l: ["b", "x", "d", "e"] }');
    expect(await edited("{ l: [1, 2, 3] }", [["l"], [1, 2, 3], [9]])).toBe("{ l: [9] }");
  });
});

describe("what is written", () => {
  test("keys are quoted where they must be", async () => {
    expect(await edited("{ t: { a: 'x' } }", [["t"], { a: "x" }, { a: "x", "b-c": "it's", d: { "e.f": [true, null, 1.5] } }])).toBe("{ t: { a: 'x', 'b-c': 'it\\'s', d: { 'e.f': [true, null, 1.5] } } }");
  });
  test("a key that would set the prototype is refused", async () => expect(await edited('{ t: { a: "x" } }', [["t", "__proto__"], undefined, "y"])).toBe("computed-key"));
  test("a property is added behind a spread, which does not bring it", async () => expect(await edited("{ ...base }", [["acl"], undefined, "private"])).toBe('{ ...base, acl: "private" }'));
  test("undefined arguments give way to the first property", async () => expect(await edited("undefined, { protect: true }", [["acl"], undefined, "private"])).toBe('{ acl: "private" }, { protect: true }'));
});
