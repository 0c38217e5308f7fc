import { join } from "node:path";
import process from "node:process";
import { bringUpToDate, collectGenerators } from "./bring-up-to-date.ts";

// `npm run gen` rewrites what is generated; `npm run gen -- --check` only says what is stale, and fails if anything is.
const checkOnly = process.argv.includes("--check");
const generators = await collectGenerators(import.meta.dirname);
const { stale, failed } = await bringUpToDate(join(import.meta.dirname, "../.."), generators, { checkOnly });

for (const file of stale) console.log(`${checkOnly ? "stale" : "written"}: ${file}`);
for (const { file, why } of failed) console.error(`not written: ${file}\n  ${why}`);
if (checkOnly && stale.length > 0) console.error("Run `npm run gen` and commit what it writes.");
if (!checkOnly || stale.length + failed.length === 0) console.log(`${generators.length - failed.length} generated files are up to date.`);
process.exitCode = failed.length > 0 || (checkOnly && stale.length > 0) ? 1 : 0;
