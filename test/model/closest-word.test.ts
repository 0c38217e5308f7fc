import { expect, test } from "vitest";
import { closestWord } from "../../model/closest-word.ts";

const KNOWN = ["backends", "identities", "stacks", "forges", "limits", "store", "policy"];

test.each([
  ["backend", "backends"],
  ["identites", "identities"],
  ["identity", "identities"],
  ["stcaks", "stacks"],
  ["Stacks", "stacks"],
  ["forge", "forges"],
  ["storage", "store"],
])("%s was meant as %s", (word, meant) => expect(closestWord(word, KNOWN)).toBe(meant));

test.each(["", "x", "notify", "schedule", "exemptions"])("%o is near nothing", word => expect(closestWord(word, KNOWN)).toBeUndefined());

test("of several near ones the nearest counts, and of equally near ones the first", () => {
  expect(closestWord("prod", ["prodd", "prods", "prod1"])).toBe("prodd");
  expect(closestWord("prdo", ["pride", "prod"])).toBe("prod");
});
