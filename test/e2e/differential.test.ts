import { expect, test } from "vitest";
import { differ, type Agreement } from "../support/differential.ts";
import type { Happening } from "../support/random-estate.ts";

/** Each makes an estate of its own. */
const SEEDS = [11, 23, 47, 98];
const SIZE = 14;

test("of random estates with random changes a scan says what the engine's refresh says, but for what the design names", async () => {
  const agreements = new Set<Agreement>();
  const happenings = new Set<Happening>();
  for (const [i, seed] of SEEDS.entries()) {
    const result = await differ(seed, { size: SIZE, reader: i % 4 === 3 ? "engine" : "direct" });
    for (const agreement of result.agreements) agreements.add(agreement);
    for (const happening of result.happenings) happenings.add(happening);
  }
  // Had nothing of a kind come up, the test would show nothing of it.
  expect([...happenings].sort()).toEqual(["added", "changed", "deleted", "nothing", "refused", "removed"]);
  expect(agreements).toContain("same");
  expect(agreements).toContain("ignored");
});
