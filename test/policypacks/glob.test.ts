import { expect, test } from "vitest";
import { matchesGlob } from "../../policypacks/_kit/glob.ts";
import { seededRandom } from "./seeded-random.ts";

test("matches what the regular expression of the glob matches", () => {
  const random = seededRandom(7);
  const word = (alphabet: string, length: number) => Array.from({ length: random.below(length) }, () => alphabet[random.below(alphabet.length)]).join("");
  for (let i = 0; i < 20_000; i++) {
    const glob = word("ab*?", 7);
    const text = word("ab", 9);
    const regex = new RegExp(`^${[...glob].map(character => (character === "*" ? ".*" : character === "?" ? "." : character)).join("")}$`);
    expect({ glob, text, matches: matchesGlob(glob, text) }).toEqual({ glob, text, matches: regex.test(text) });
  }
});

test("a glob that makes a backtracking matcher hang takes no time", () => {
  const started = performance.now();
  expect(matchesGlob(`${"a*".repeat(40)}b`, "a".repeat(5000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
