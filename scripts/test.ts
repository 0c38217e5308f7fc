import process from "node:process";
import { repositoryRoot } from "./engine/paths.ts";
import { countsLine, tally, type Outcome } from "./test/tally.ts";
import { runStaticChecks } from "./test/run-static-checks.ts";
import { runVitest } from "./test/run-vitest.ts";
import { setUp } from "./test/set-up.ts";

// `npm test [-- files]`: runs the tests; the last line says how many passed and failed. `--whole` sets up first what is missing, and meanwhile
// makes the type check, lint, layer rules and the check of generated files, which need nothing of it and count as one more.
const args = process.argv.slice(2);
const isWhole = args.includes("--whole");
const [isSetUp, staticChecks] = isWhole ? await Promise.all([setUp(repositoryRoot), runStaticChecks(repositoryRoot)]) : [true, []];
if (isSetUp) tell([...staticChecks, ...(await runVitest(repositoryRoot, args.filter(argument => argument !== "--whole")))]);
else tell([...staticChecks, { title: "set-up", result: "failed" }]);

function tell(outcomes: readonly Outcome[]): void {
  const counts = tally(outcomes);
  for (const { title } of counts.failures) console.log(`failed: ${title}`);
  for (const { title } of counts.skips) console.log(`skipped: ${title}`);
  console.log(countsLine(counts));
  process.exitCode = counts.failed > 0 ? 1 : 0;
}
