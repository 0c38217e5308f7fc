import process from "node:process";
import { scanVsBareLoop } from "./scan-vs-bare-loop.ts";

const BENCHMARKS = [scanVsBareLoop];

// `make bench`: one line each, `name=value unit`. Ratios are taken side by side in one run: machines are noisy.
for (const benchmark of BENCHMARKS) {
  for (const { name, value, unit } of await benchmark()) process.stdout.write(`${name}=${value.toFixed(2)} ${unit}\n`);
}
