import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { bringUpToDate } from "../gen/bring-up-to-date.ts";
import { generators } from "../gen/registries.ts";
import { generators as policyGenerators } from "../gen/policies.ts";
import { plugInFile } from "./plug-in-file.ts";
import { policyFile } from "./policy-file.ts";

// `npm run new -- KIND NAME` copies the template of a kind and puts the new plug-in into its registry; a policy is named by its pack, too.
const root = join(import.meta.dirname, "../..");
try {
  const [kind, ...names] = process.argv.slice(2);
  const isPolicy = kind === "policy";
  const { file, text } = isPolicy ? policyFile(names[0], names[1]) : plugInFile(kind, names[0]);
  if (existsSync(join(root, file))) throw new Error(`${file} exists already.`);
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  const { stale } = await bringUpToDate(root, isPolicy ? policyGenerators : generators, { checkOnly: false });
  for (const written of [file, ...stale]) console.log(`written: ${written}`);
  console.log(`Next: edit ${file}, then \`npm run check\`. CONTRIBUTING.md says what each kind must keep.`);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\nUsage: npm run new -- KIND NAME, or npm run new -- policy PACK ID`);
  process.exitCode = 3;
}
