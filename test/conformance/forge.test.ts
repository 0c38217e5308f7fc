import { describe, expect, test } from "vitest";
import { forges } from "../../providers/forges/registry.generated.ts";
import { forgeBenches } from "./forge-benches.ts";
import { forgeSuite } from "./forge/forge-suite.ts";

test("every forge is held to its promises", () => {
  expect(forges.length).toBeGreaterThan(0);
  expect([...new Set(forgeBenches.map(({ kind }) => kind))].sort()).toEqual(forges.map(({ id }) => id).sort());
});

describe.each(forgeBenches)("$title", forgeSuite);
