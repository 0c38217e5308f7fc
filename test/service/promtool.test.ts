import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { parse } from "yaml";
import { findPromtool } from "../../scripts/tools/promtool.ts";
import { testInFolder } from "../scratch-folder.ts";
import { fakePorts } from "./fake-ports.ts";

const promtool = findPromtool();
const test = testInFolder;

test.skipIf(!promtool)("Prometheus' own checker finds nothing wrong with the metrics", async () => {
  const text = await fakePorts().metrics.text();
  const { status, stdout, stderr } = spawnSync(promtool!, ["check", "metrics"], { input: ofOurs(text), encoding: "utf8", timeout: 30_000 });
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
  const broken = spawnSync(promtool!, ["check", "metrics"], { input: ofOurs(text).replaceAll("trueup_leases_lost_total", "trueup_leases_lost"), encoding: "utf8", timeout: 30_000 });
  expect(broken.status).not.toBe(0);
});

test.skipIf(!promtool)("the alerts of the documentation are rules that Prometheus takes, over metrics that there are", async ({ dir }) => {
  const docs = readFileSync(join(import.meta.dirname, "../../docs/api.md"), "utf8");
  const rules = [...docs.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml!).find(yaml => yaml.startsWith("groups:"))!;
  const file = join(dir, "rules.yaml");
  writeFileSync(file, rules);
  expect(execFileSync(promtool!, ["check", "rules", file], { encoding: "utf8", timeout: 30_000 })).toContain("SUCCESS: 3 rules found");
  const metrics = await fakePorts().metrics.text();
  const { groups } = parse(rules) as { groups: { rules: { expr: string }[] }[] };
  for (const { expr } of groups[0]!.rules) for (const name of expr.match(/trueup_\w+/g)!) expect(metrics).toContain(`# TYPE ${name} `);
});

test("what the metrics say of stacks is what the store says", async () => {
  const text = await fakePorts().metrics.text();
  for (const line of [
    'trueup_stack_verdict{stack="network/prod",backend="main",verdict="drifted"} 1',
    'trueup_stack_drifted_resources{stack="network/prod",backend="main"} 2',
    'trueup_stack_drift_seconds{stack="network/prod",backend="main"} 273600',
    'trueup_stack_evaluated_ratio{stack="data/prod",backend="main"} 0',
    'trueup_stack_drift_seconds{stack="app/prod",backend="main"} 0',
  ]) expect(text.split("\n")).toContain(line);
  expect(text).not.toContain('verdict="in-sync"} 1\ntrueup_stack_verdict{stack="network/prod"');
});

/** Without the metrics of Node.js, whose names are its own. */
function ofOurs(text: string): string {
  return text.split("\n").filter(line => line.includes("trueup_")).join("\n").concat("\n");
}
