import { describe, expect, test } from "vitest";
import type { Json } from "../../model/json.ts";
import { documentDiff } from "../../reports/_shared/document-diff.ts";
import { excerptPair, valueText } from "../../reports/_shared/value-text.ts";
import { visible } from "../../reports/_shared/visible.ts";

describe("a value as text", () => {
  test("keeps the difference between a string and a number, and between null and nothing", () => {
    expect([valueText("1"), valueText(1), valueText(null), valueText(undefined)]).toEqual([`"1"`, "1", "null", "(not set)"]);
  });

  test("reads the same whatever order the cloud gave its keys in", () => {
    expect(valueText({ b: [{ d: 1, c: 2 }], a: 0 })).toBe(valueText({ a: 0, b: [{ c: 2, d: 1 }] }));
  });

  test("shows what cannot be seen", () => {
    expect(valueText("a\u00a0b\u200bc\u202ed\u001b[31m")).toBe(String.raw`"a\u00a0b\u200bc\u202ed\u001b[31m"`);
    expect(visible("👩‍🚀 été 日本 עברית")).toBe("👩‍🚀 été 日本 עברית");
  });

  test("survives half an emoji", () => {
    expect(valueText("\ud83d").isWellFormed()).toBe(true);
    expect(visible("\ud83d")).toBe("\ufffd");
  });
});

describe("two long texts", () => {
  test("are cut around the place where they differ, and say how much is left out", () => {
    const [a, b] = excerptPair(`${"x".repeat(5000)}A${"y".repeat(5000)}`, `${"x".repeat(5000)}B${"y".repeat(5000)}`, 100);
    expect(a).toMatch(/^\[… 4,967 characters …\]x+Ay+\[… 4,934 characters …\]$/);
    expect(b).toMatch(/x+By+/);
  });

  test("stay whole when they are short", () => {
    expect(excerptPair("abc", "abd", 100)).toEqual(["abc", "abd"]);
  });

  test("are never cut inside an emoji", () => {
    const [a, b] = excerptPair("😀".repeat(500), `${"😀".repeat(499)}🙃`, 101);
    expect([a.isWellFormed(), b.isWellFormed()]).toEqual([true, true]);
  });
});

describe("a comparison line by line", () => {
  test("tells an IAM policy held in a string by its statements", () => {
    const policy = (action: string) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action }] });
    expect(changed(policy("s3:GetObject"), policy("s3:*"))).toEqual([`-       "Action": "s3:GetObject",`, `+       "Action": "s3:*",`]);
  });

  test("does not call an item changed because another now follows it", () => {
    expect(changed(["10.0.0.0/8"], ["10.0.0.0/8", "0.0.0.0/0"])).toEqual([`+   "0.0.0.0/0"`]);
  });

  test("tells a script by its lines", () => {
    expect(changed("#!/bin/sh\nset -e\nrun\n", "#!/bin/sh\nrun --fast\n")).toEqual(["- set -e", "- run", "+ run --fast"]);
  });

  test("counts the equal lines it leaves out", () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i}`);
    const diff = documentDiff(lines.join("\n"), lines.with(50, "LINE").join("\n"))!;
    expect(diff.lines.filter(({ op }) => op === "gap").map(({ text }) => text)).toEqual(["48 equal lines", "47 equal lines"]);
  });

  test("is not made of single words, nor of JSON that differs only in its blanks", () => {
    expect(documentDiff("a", "b")).toBeUndefined();
    expect(documentDiff(`{"a":1}`, `{ "a": 1 }`)).toBeUndefined();
  });

  test("gives up on two large texts with nothing in common, at once", { timeout: 5_000 }, () => {
    const text = (word: string) => Array.from({ length: 20_000 }, (_, i) => `${word} ${i}`).join("\n");
    expect(documentDiff(text("one"), text("other"))).toBeUndefined();
  });
});

function changed(expected: Json, actual: Json): string[] {
  const signs = { removed: "-", added: "+", same: " ", gap: " " } as const;
  return documentDiff(expected, actual)!.lines.filter(({ op }) => op === "removed" || op === "added").map(({ op, text }) => `${signs[op]} ${text}`);
}
