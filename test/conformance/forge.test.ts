import { describe, expect, test, vi } from "vitest";
import { forges } from "../../providers/forges/registry.generated.ts";
import { forgeBenches } from "./forge-benches.ts";
import { forgeSuite } from "./forge/forge-suite.ts";

// Each question starts processes of git, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

test("every forge is held to its promises", () => {
  expect(forges.length).toBeGreaterThan(0);
  expect([...new Set(forgeBenches.map(({ kind }) => kind))].sort()).toEqual(forges.map(({ id }) => id).sort());
});

describe.each(forgeBenches)("$title", forgeSuite);
