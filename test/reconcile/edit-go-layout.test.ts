import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatGo } from "../../reconcile/edit/program/go/layout/format-go.ts";
import { misaligned } from "../../reconcile/edit/program/go/layout/align.ts";
import { sectionsOf } from "../../reconcile/edit/program/go/layout/rows.ts";
import { parse } from "../../reconcile/edit/program/parse.ts";
import { lineStartsOf } from "../../reconcile/edit/program/source.ts";
import { hasGo } from "./go-oracle.ts";

const LIBRARY = ["net/http", "go/types", "text/template", "crypto/tls"];

test.skipIf(!hasGo())("what gofmt made of Go's own library is what we would make of it", async () => {
  const root = join(execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim(), "src");
  const files = LIBRARY.flatMap(folder => readdirSync(join(root, folder)).filter(file => file.endsWith(".go")).map(file => join(root, folder, file)));
  const wrong: string[] = [];
  let rows = 0;
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const sections = await inTree(text, node => (node.hasError ? [] : sectionsOf(node, text, { first: 0, last: Infinity })));
    rows += sections.flat().length;
    wrong.push(...sections.flatMap(section => misaligned(text, section) ?? []).filter(({ replacements }) => replacements.length > 0).map(({ first }) => `${file}:${first + 1}`));
  }
  expect(wrong).toEqual([]);
  expect(rows).toBeGreaterThan(5_000);
});

test.each([
  ["a longer key moves its neighbours", 'T{\n\t"a": 1,\n\t"b": 2,\n}', 'T{\n\t"a": 1,\n\t"long": 2,\n}', 'T{\n\t"a":    1,\n\t"long": 2,\n}'],
  ["an empty line ends a column", 'T{\n\tA: 1,\n\n\tB: 2,\n}', 'T{\n\tA: 1,\n\n\tLong: 2,\n}', 'T{\n\tA: 1,\n\n\tLong: 2,\n}'],
  ["a comment ends a column", 'T{\n\tA: 1,\n\t// c\n\tB: 2,\n}', 'T{\n\tA: 1,\n\t// c\n\tLong: 2,\n}', 'T{\n\tA: 1,\n\t// c\n\tLong: 2,\n}'],
  ["a value over several lines ends a column", 'T{\n\tA: 1,\n\tB: `x`,\n}', 'T{\n\tA: 1,\n\tLong: `x\ny`,\n}', 'T{\n\tA: 1,\n\tLong: `x\ny`,\n}'],
  ["characters count, not bytes", 'T{\n\t"é": 1,\n\t"b": 2,\n}', 'T{\n\t"é": 1,\n\t"bb": 2,\n}', 'T{\n\t"é":  1,\n\t"bb": 2,\n}'],
  ["comments behind statements are a column", "f() // a\n\tg() // b", "f() // a\n\tlong() // b", "f()    // a\n\tlong() // b"],
  ["where columns were not kept before, they are left", "T{\n\tA:  1,\n\tBB: 2,\n\tC: 3,\n}", "T{\n\tA:  1,\n\tBB: 2,\n\tLong: 3,\n}", "T{\n\tA:  1,\n\tBB: 2,\n\tLong: 3,\n}"],
  ["emptied braces are closed", "T{\n\tA: 1,\n}", "T{\n}", "T{}"],
  ["two empty lines become one", "T{\n\tA: 1,\n\n\tB: 2,\n\n\tC: 3,\n}", "T{\n\tA: 1,\n\n\n\tC: 3,\n}", "T{\n\tA: 1,\n\n\tC: 3,\n}"],
  ["no empty line stays before a closing brace", "T{\n\tA: 1,\n\n\tB: 2,\n}", "T{\n\tA: 1,\n\n}", "T{\n\tA: 1,\n}"],
])("%s", async (_, before, after, expected) => {
  const [old, now, wanted] = [before, after, expected].map(text => `package p\n\nfunc h() {\n\t${text.includes("T{") ? `_ = ${text}` : text}\n}\n`) as [string, string, string];
  expect(await inTree(old, root => formatGo({ file: "main.go", text: old, root, lineStarts: lineStartsOf(old, /\n/g) }, now))).toBe(wanted);
});

async function inTree<Result>(text: string, use: (root: Awaited<ReturnType<typeof parse>>["rootNode"]) => Result | Promise<Result>): Promise<Result> {
  const tree = await parse("go", text);
  try {
    return await use(tree.rootNode);
  } finally {
    tree.delete();
  }
}
