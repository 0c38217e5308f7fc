import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { runPulumi, type PulumiRun } from "../../../providers/engines/pulumi/run-pulumi.ts";
import { testInFolder as test } from "../../scratch-folder.ts";

test("an engine that is told to end finishes what it has begun", async ({ dir }) => {
  const stop = new AbortController();
  const running = runPulumi({ ...patientEngine(dir), deadlineMs: 60_000, graceMs: 60_000, stop: stop.signal });
  await expect.poll(() => existsSync(join(dir, "begun")), { timeout: 30_000 }).toBe(true);
  stop.abort();
  expect(await running).toMatchObject({ exitCode: 3, stdout: "finished\n" });
});

test("at its deadline it is given time for that, and told to be late", async ({ dir }) => {
  await expect(runPulumi({ ...patientEngine(dir), deadlineMs: 1500, graceMs: 60_000 })).rejects.toMatchObject({ code: "TIMED_OUT" });
});

test("one that does not listen is ended", async ({ dir }) => {
  await expect(runPulumi({ ...patientEngine(dir, "trap '' INT"), deadlineMs: 1500, graceMs: 300 })).rejects.toMatchObject({ code: "TIMED_OUT" });
});

/** Stands in for an engine in the middle of a write. */
function patientEngine(dir: string, trap = "trap 'echo finished; exit 3' INT"): Pick<PulumiRun, "args" | "cwd" | "env"> {
  writeFileSync(join(dir, "pulumi"), `#!/bin/sh\n${trap}\ntouch begun\nwhile :; do sleep 0.1; done\n`);
  chmodSync(join(dir, "pulumi"), 0o755);
  return { args: ["up"], cwd: dir, env: { PATH: `${dir}:${process.env["PATH"]}` } };
}
