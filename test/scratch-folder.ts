import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";

/** `test`, with a new empty folder as `dir` that is gone afterwards. */
export const testInFolder = test.extend("dir", async ({ task: _task }, { onCleanup }) => {
  const dir = mkdtempSync(join(tmpdir(), "trueup-test-"));
  onCleanup(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
});
