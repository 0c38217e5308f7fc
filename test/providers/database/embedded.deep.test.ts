import { join } from "node:path";
import { expect } from "vitest";
import { testInFolder } from "../../scratch-folder.ts";
import { killWriters } from "./kill-writers.ts";

testInFolder("what was acknowledged is there after 24 kills at any moment, and nothing is there by half", { timeout: 600_000 }, async ({ dir }) => {
  for (const { acknowledged, found } of await killWriters(join(dir, "store"), 24)) {
    expect(found.last).toBeGreaterThanOrEqual(acknowledged);
    expect(found).toEqual({ last: found.last, rows: found.last, doubled: found.last });
  }
});
