import { expect, test } from "vitest";
import { isOnlyReordered, matchLists, settled } from "../../reconcile/edit/match-lists.ts";
import type { Json } from "../../model/json.ts";

test("an element that changed in its place is changed there", () => {
  expect(matchLists(["a", "b", "c"], ["a", "x", "c"])).toEqual({ pairs: [{ old: 0, new: 0 }, { old: 1, new: 1 }, { old: 2, new: 2 }], deletions: [], insertions: [], isReordered: false });
});

test("elements added in several places go where the new list has them", () => {
  expect(matchLists(["a", "b"], ["x", "a", "y", "z", "b", "q"])).toMatchObject({ deletions: [], insertions: [{ new: 0, before: 0 }, { new: 2, before: 1 }, { new: 3, before: 1 }, { new: 5, before: 2 }] });
});

test("of several elements the one that is most like the new one becomes it", () => {
  expect(matchLists([rule(22, "a"), rule(80, "b")], [rule(80, "c")])).toMatchObject({ pairs: [{ old: 1, new: 0 }], deletions: [0], insertions: [] });
});

test("a set that came back in another order with one changed element has only that element changed", () => {
  const match = matchLists([rule(22, "0.0.0.0/0"), rule(80, "10.0.0.0/8")], [rule(80, "10.0.0.0/8"), rule(22, "192.168.0.0/16")]);
  expect(match).toEqual({ pairs: [{ old: 0, new: 1 }, { old: 1, new: 0 }], deletions: [], insertions: [], isReordered: true });
});

test("a set that came back in another order with more elements gets them at its end", () => {
  expect(matchLists(["a", "b"], ["b", "c", "a"])).toEqual({ pairs: [{ old: 0, new: 2 }, { old: 1, new: 0 }], deletions: [], insertions: [{ new: 1, before: 2 }], isReordered: true });
});

test("nothing but another order is told apart from a change, equal elements counted", () => {
  expect([isOnlyReordered(["a", "b"], ["b", "a"]), isOnlyReordered(["a", "b"], ["a", "b"]), isOnlyReordered(["a", "a", "b"], ["a", "b", "b"]), isOnlyReordered([{ x: 1, y: 2 }, "a"], ["a", { y: 2, x: 1 }])]).toEqual([true, false, false, true]);
});

test("an object cannot become a string in place", () => {
  expect(matchLists([{ a: 1 }], ["a"])).toEqual({ pairs: [], deletions: [0], insertions: [{ new: 0, before: 1 }], isReordered: false });
});

test("lists of any shape lead to the new list, or to the same elements where they are a set", () => {
  const next = random(7);
  for (let round = 0; round < 2000; round++) {
    const [before, after] = [list(next), list(next)];
    const reached = settled(before, after) as Json[];
    const match = matchLists(before, after);
    expect(match.pairs.length + match.deletions.length).toBe(before.length);
    expect(match.pairs.length + match.insertions.length).toBe(after.length);
    if (match.isReordered) expect(reached.map(each => JSON.stringify(each)).sort()).toEqual(after.map(each => JSON.stringify(each)).sort());
    else expect(reached).toEqual(after);
  }
});

test("long lists take a moment, not minutes", () => {
  const long = Array.from({ length: 3000 }, (_, index) => `10.0.${index >> 8}.${index & 255}/32`);
  expect(matchLists(long, [...long.slice(10), "x"]).deletions.length).toBeGreaterThan(0);
  expect(matchLists(long, long.map(each => `${each}!`).reverse()).pairs.length).toBeLessThanOrEqual(3000);
});

function rule(port: number, range: string): Json {
  return { protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [range] };
}

function list(next: () => number): Json[] {
  return Array.from({ length: Math.floor(next() * 6) }, () => [1, "a", "b", "ab", "abc", { k: 1, l: 2 }, { k: 1, l: 3 }][Math.floor(next() * 7)]!);
}

/** Numbers from 0 to 1 that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
