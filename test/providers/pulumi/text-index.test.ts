import { expect, test } from "vitest";
import { createTextIndex } from "../../../providers/engines/pulumi/text-index.ts";

function indexOf(...texts: string[]) {
  const index = createTextIndex(5);
  for (const text of texts) index.add(text);
  return index;
}

test("a text is found at the beginning, in the middle, at the end and nowhere else", () => {
  const index = indexOf("needle");
  expect(["needle", "a needle here", "the needle", "needl", "need le", ""].map(text => index.isIn(text))).toEqual([true, true, true, false, false, false]);
});

test("of texts that begin alike the longest is taken, and the shorter one where the longer is not there", () => {
  const index = indexOf("token-1", "token-1-of-prod");
  expect(index.replace("token-1-of-prod, token-1-of-dev", "*")).toBe("*, *-of-dev");
});

test("texts that overlap are replaced together, so that no end of one is left", () => {
  expect(indexOf("abcdefgh", "fghijklm").replace("-abcdefghijklm-", "*")).toBe("-*-");
});

test("what is shorter than the index allows is not looked for", () => {
  expect(indexOf("abcd").isIn("abcd")).toBe(false);
});

test("what is found among many is what a search for each of them finds", () => {
  const words = Array.from({ length: 2000 }, (_, i) => `secret-${(i * 7919) % 2003}-${i.toString(36)}`);
  const index = indexOf(...words);
  const texts = Array.from({ length: 500 }, (_, i) => `before ${words[i * 3]!.slice(i % 2)} after`);
  expect(texts.map(text => index.isIn(text))).toEqual(texts.map(text => words.some(word => text.includes(word))));
});
