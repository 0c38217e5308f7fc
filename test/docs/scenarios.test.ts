import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const docs = resolve(import.meta.dirname, "../../docs");
const rows = readFileSync(resolve(docs, "scenarios.md"), "utf8").split("\n").filter(line => /^\| \d/.test(line));

test("every scenario has its number once, and tests", () => {
  const numbers = rows.map(row => Number(row.split("|")[1]));
  expect(numbers).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});

test.each(rows.flatMap(testsIn))("%s has the test that docs/scenarios.md names: %s", (file, title) => {
  const source = readFileSync(resolve(docs, file), "utf8");
  // As a test begins, or a row of a table of tests.
  const isThere = [`("${title}", `, `("${title}",`, `["${title}", `].some(beginning => source.includes(beginning));
  expect(isThere, `${file} has no test "${title}"`).toBe(true);
});

/** The last column: links to files, each with a title behind it. */
function testsIn(row: string): [string, string][] {
  const tests = row.split(" | ").at(-1)!.replace(/ \|$/, "").split("<br>");
  return tests.map(told => {
    const [, file, title] = /^\[[^\]]+\]\(([^)]+)\): (.+)$/.exec(told)!;
    return [file!, title!];
  });
}
