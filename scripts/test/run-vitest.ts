import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { readVitestReport } from "./read-vitest-report.ts";
import type { Outcome } from "./tally.ts";

/** Runs the tests of all projects, or those of the files named. A runner that crashes is one failed outcome more. */
export async function runVitest(root: string, filters: readonly string[]): Promise<Outcome[]> {
  const scratch = await mkdtemp(join(tmpdir(), "trueup-tests-"));
  const report = join(scratch, "report.json");
  try {
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const args = [vitest, "run", "--reporter=default", "--reporter=json", `--outputFile=${report}`, ...filters];
    const running = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    const [code, signal] = (await once(running, "exit")) as [number | null, string | null];
    const outcomes = readVitestReport(await readFile(report, "utf8").catch(() => undefined), root);
    const isAccountedFor = code === 0 || outcomes.some(({ result }) => result === "failed");
    return isAccountedFor ? outcomes : [...outcomes, { title: `the test runner ended with ${code ?? signal}`, result: "failed" }];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
