import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { repositoryRoot } from "../../scripts/engine/paths.ts";

const folder = await mkdtemp(join(tmpdir(), "trueup-ci-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  { title: "tests and demo are fine", tests: "echo '12 passed, 0 failed'", demo: "true", last: "13 passed, 0 failed", code: 0 },
  { title: "a test failed", tests: "echo '11 passed, 1 failed, 2 skipped'; exit 1", demo: "true", last: "12 passed, 1 failed", code: 1 },
  { title: "the demo failed", tests: "echo '12 passed, 0 failed, 3 skipped'", demo: "exit 1", last: "12 passed, 1 failed", code: 1 },
  { title: "make died after all tests had passed", tests: "echo '12 passed, 0 failed'; exit 2", demo: "true", last: "13 passed, 1 failed", code: 1 },
  { title: "set-up died before any test", tests: "echo 'no engine'; exit 2", demo: "exit 2", last: "0 passed, 2 failed", code: 1 },
  { title: "nothing was counted", tests: "true", demo: "true", last: "1 passed, 1 failed", code: 1 },
])("CI says $last when $title", async ({ tests, demo, last, code }) => {
  const { stdout, exitCode } = await ciRun(`#!/bin/sh\ncase $1 in test) ${tests};; demo) ${demo};; esac\n`);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(last);
  expect(exitCode).toBe(code);
});

async function ciRun(make: string): Promise<{ stdout: string; exitCode: number }> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "make"), make);
  await chmod(join(folder, "make"), 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env["PATH"]}` };
  return new Promise(resolve => {
    execFile(join(repositoryRoot, ".ci/run"), { env }, (error, stdout) => resolve({ stdout, exitCode: error ? Number(error.code) : 0 }));
  });
}
