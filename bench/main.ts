import process from "node:process";
import { cidrOverlap } from "./cidr.ts";
import { editTime } from "./edit.ts";
import { manyRules } from "./policy/many-rules.ts";
import { packStart } from "./policy/pack-start.ts";
import { policyOverhead } from "./policy/overhead.ts";
import { reconcileHundred, reconcileVsPreviews } from "./reconcile/vs-previews.ts";
import { scanGrowth } from "./scan/growth.ts";
import { hangCost } from "./scan/hang-cost.ts";
import { scanMemory } from "./scan/memory.ts";
import { scanVsBareLoop, scanVsBareLoopSlowStart } from "./scan/vs-bare-loop.ts";

const BENCHMARKS = {
  "cidr-overlap": cidrOverlap,
  edit: editTime,
  "many-rules": manyRules,
  "pack-start": packStart,
  "policy-overhead": policyOverhead,
  "reconcile-vs-previews": reconcileVsPreviews,
  "scan-vs-bare-loop": scanVsBareLoop,
  "scan-vs-bare-loop-slow-start": scanVsBareLoopSlowStart,
  "scan-memory": scanMemory,
  "scan-growth": scanGrowth,
  "hang-cost": hangCost,
};

/** Run only where they are named: they take a quarter of an hour and more. */
const LONG_BENCHMARKS = { "reconcile-100": reconcileHundred };

// `make bench`: one line each, `name=value unit`. Ratios are taken side by side in one run: machines are noisy. `node bench/main.ts cidr-overlap` runs only what is named.
const wanted = process.argv.slice(2);
const all = { ...BENCHMARKS, ...LONG_BENCHMARKS };
const unknown = wanted.filter(name => !(name in all));
if (unknown.length > 0) throw new Error(`there is no benchmark ${unknown.join(", ")}; there are ${Object.keys(all).join(", ")}`);
const chosen = wanted.length > 0 ? wanted : Object.keys(BENCHMARKS);
for (const [name, benchmark] of Object.entries(all)) {
  if (!chosen.includes(name)) continue;
  for (const { name: figure, value, unit } of await benchmark()) process.stdout.write(`${figure}=${value.toFixed(2)} ${unit}\n`);
}
