import { expect, test } from "vitest";
import { differenceOf, mutationsOf, tryMutations, type Mutation } from "./mutations.ts";
import { readTypescript } from "./read-typescript.ts";

const BEFORE = `// the size
const size = "small"; /* of both */
new Bucket("a", { size, tags: { Owner: "x" }, rules: [{ port: 1 }, { port: 2 }] }); // "one"
new Bucket("b", { size, at: \`http://x // no comment\` });
`;
const change: Mutation = { kind: "change", path: ["tags", "Owner"], oldValue: "x", newValue: "y" };

/** How the judge finds an edit that replaces one text by another. */
function judge(from: string, to: string, mutation = change): string | undefined {
  const [before, after] = readTypescript([BEFORE, BEFORE.replace(from, () => to)]);
  return differenceOf(before!, after!, { index: 0, mutation });
}

test("the judge of mutations finds nothing wrong with the edit that was asked for", () => {
  expect(judge('"x"', '"y"')).toBeUndefined();
  expect(judge("{ port: 1 }, ", "", { kind: "delete", path: ["rules", 0], oldValue: { port: 1 } })).toBeUndefined();
  expect(judge('Owner: "x"', 'Owner: "x", "a b": 1', { kind: "add", path: ["tags", "a b"], newValue: 1 })).toBeUndefined();
  expect(judge("[{ port: 1 }, { port: 2 }]", "[{ port: 2 }, { port: 3 }]", { kind: "list", path: ["rules"], oldValue: [{ port: 1 }, { port: 2 }], newValue: [{ port: 3 }, { port: 2 }] })).toBeUndefined();
});

test.each([
  ["another value", '"x"', '"z"'],
  ["another value besides", '"x" }, rules: [{ port: 1 }', '"y" }, rules: [{ port: 3 }'],
  ["a key too many", '"x"', '"y", Team: "z"'],
  ["a key that is gone", 'Owner: "x"', ""],
  ["an element that is gone", '"x" }, rules: [{ port: 1 }, ', '"y" }, rules: ['],
  ["what another resource reads", '"small"', '"y"'],
  ["a resource that is gone", 'new Bucket("b"', 'new_Bucket("b"'],
  ["a comment that is gone", '"x" }, rules: [{ port: 1 }, { port: 2 }] }); // "one"', '"y" }, rules: [{ port: 1 }, { port: 2 }] });'],
  ["a comment that was written", '"x"', '"y" /* new */'],
])("the judge of mutations finds %s", (_, from, to) => expect(judge(from, to)).toBeDefined());

test("mutations change, delete, add, append and reorder", () => {
  const { inputs } = readTypescript([BEFORE])[0]!.resources[0]!;
  const mutations = mutationsOf(inputs);
  expect(new Set(mutations.map(({ kind }) => kind))).toEqual(new Set(["change", "delete", "add", "append", "list"]));
  expect(mutations.filter(({ path }) => path.join(".") === "rules").length).toBeGreaterThan(4);
});

test("an edited program that does not parse is told as wrong", async () => {
  const read = (texts: readonly string[]) => readTypescript(texts.map(text => (text === BEFORE || text === BEFORE.replaceAll("\n", "\r\n") ? text : `${text} )`)));
  const { wrong, edits } = await tryMutations({ runtime: "nodejs", file: "index.ts", files: { "index.ts": BEFORE }, read }, all => all.slice(0, 4));
  expect(edits).toBeGreaterThan(0);
  expect(wrong.length).toBe(edits);
  expect(wrong[0]).toContain("does not parse");
});
