import { expect, test } from "vitest";
import { rewriteLiteral } from "../../reconcile/edit/program/go/literal.ts";
import { decodeString, rewriteString, writeString } from "../../reconcile/edit/program/go/string-literal.ts";

test.each([
  [String.raw`"a\a\b\f\n\r\t\v\\\""`, "a\u0007\b\f\n\r\t\v\\\""],
  [String.raw`"\101\x42\u00e9\U0001F600"`, "ABé😀"],
  [String.raw`"\xc3\xa9 \303\251"`, "é é"],
  ["`a\\n\"`", 'a\\n"'],
  ["`a\r\nb\rc`", "a\nbc"],
  ['"😀"', "😀"],
])("%s is read as Go reads it", (text, value) => {
  expect(decodeString(text)).toBe(value);
});

test.each([String.raw`"\xc3"`, String.raw`"\ud800"`, String.raw`"\U00110000"`, String.raw`"\'"`, String.raw`"\400"`, String.raw`"\z"`, '"a\nb"'])("%s is read by nobody", text => {
  expect(decodeString(text)).toBeUndefined();
});

test.each([
  [String.raw`"caf\u00e9 one"`, "café two", String.raw`"caf\u00e9 two"`],
  [String.raw`"a\tb"`, "a\tb\"", String.raw`"a\tb\""`],
  [String.raw`"\xc3\xa9"`, "éa", String.raw`"\xc3\xa9a"`],
  ["`a\nb`", "a\nc", "`a\nc`"],
  ["`a`", "it`s", '"it`s"'],
  ["`a`", "b\u0007", String.raw`"b\a"`],
  ['"a"', "\u202e\ufeff\u{e0001}", String.raw`"\u202e\ufeff\U000e0001"`],
])("%s with another value keeps its notation and what stays of it", (text, value, expected) => {
  expect(rewriteString(text, value, "\n")).toBe(expected);
  expect(decodeString(expected)).toBe(value);
});

test("a raw string of a file with CRLF lines gets CRLF lines", () => {
  expect(rewriteString("`a\r\nb`", "a\nc\nd", "\r\n")).toBe("`a\r\nc\r\nd`");
});

test("half a surrogate pair cannot be written", () => {
  expect([writeString("\ud83d"), rewriteString('"a"', "\ud83d", "\n")]).toEqual([undefined, undefined]);
});

test.each([
  ["1_000", 2000, "2000"],
  ["0644", 0o755, "0755"],
  ["0o644", 0o755, "0o755"],
  ["0xFF", 171, "0xAB"],
  ["0b101", 6, "0b110"],
  ["-5", -7, "-7"],
  ["5", -7, "-7"],
  ["2.5", 3, "3.0"],
  ["1e3", 2.5, "2.5"],
  [".5", -0.25, "-0.25"],
])("the number %s becomes %s", (text, value, expected) => {
  expect(rewriteLiteral(text, value, "\n")).toBe(expected);
});

test.each([
  ["5", 2.5],
  ["5", 1e21],
  ["2.5", Number.NaN],
  ["5", "5"],
  ['"5"', 5],
  ["true", "true"],
  ["'a'", "b"],
  ["2i", 3],
  ["0x1p-2", 3],
])("%s cannot become %s", (text, value) => {
  expect(rewriteLiteral(text, value, "\n")).toBeUndefined();
});
