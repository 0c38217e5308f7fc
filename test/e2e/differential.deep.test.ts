import { expect, test } from "vitest";
import { differ } from "../support/differential.ts";

const ROUNDS = Number(process.env["TRUEUP_DIFFERENTIAL_ROUNDS"] ?? 40);

test(`${ROUNDS} larger random estates, by both readers`, { timeout: ROUNDS * 120_000 }, async () => {
  for (let seed = 1000; seed < 1000 + ROUNDS; seed++) {
    const { agreements } = await differ(seed, { size: 30, reader: seed % 2 === 0 ? "direct" : "engine" });
    expect(agreements).toHaveLength(30);
  }
});
