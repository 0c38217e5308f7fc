import process from "node:process";
import { repositoryRoot } from "./engine/paths.ts";
import { countsLine, tally } from "./test/tally.ts";
import { runStaticChecks } from "./test/run-static-checks.ts";
import { runVitest } from "./test/run-vitest.ts";

// `npm test [-- files]`: runs the tests; the last line says how many passed and failed. `--static` runs the type check, lint,
// layer rules and the check of generated files first, and counts them as one more.
const args = process.argv.slice(2);
const staticChecks = args.includes("--static") ? await runStaticChecks(repositoryRoot) : [];
const tests = await runVitest(repositoryRoot, args.filter(argument => argument !== "--static"));

const counts = tally([...staticChecks, ...tests]);
for (const { title } of counts.failures) console.log(`failed: ${title}`);
for (const { title } of counts.skips) console.log(`skipped: ${title}`);
console.log(countsLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;
