import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPulumi } from "../../providers/engines/pulumi/run-pulumi.ts";
import { repositoryRoot } from "../../scripts/engine/paths.ts";
import { buildPacks } from "../../test/policypacks/build-packs.ts";
import { engineEnvironment } from "../../test/support/engine.ts";
import { startTestCloud } from "../../test/support/test-cloud.ts";
import { type Measurement, median, timed } from "../measure.ts";
import { awsguardPack, emptyPack } from "./other-packs.ts";

const ROUNDS = { 3: 7, 500: 5 };

/**
 * What the pack `all` adds to the time of `pulumi preview`, over what other packs add: `@pulumi/awsguard` as its README has it, and a compiled
 * pack with one rule that does nothing. In each round every pack and no pack has one preview of the same program, and none finds anything
 * in the folder for temporary files, as in CI: there awsguard's TypeScript is compiled anew each time.
 */
export async function policyOverhead(): Promise<Measurement[]> {
  const home = mkdtempSync(join(tmpdir(), "trueup-bench-"));
  const cloud = await startTestCloud({ aws: true });
  const ours = await buildPacks();
  const others = { awsguard: await awsguardPack(), empty: emptyPack() };
  const packs = { none: undefined, all: ours.folder("all"), awsguard: others.awsguard.folder, empty: others.empty.folder };
  try {
    const env = await newStack(home, cloud.env);
    const sizes = [3, 500] as const;
    const results: Measurement[] = [];
    for (const size of sizes) results.push(...ratios(size, await previewsOf({ size, packs, env, dir: projectOf(home) })));
    return results;
  } finally {
    ours.remove();
    others.empty.remove();
    await cloud.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

type PackName = "none" | "all" | "awsguard" | "empty";

function ratios(size: 3 | 500, seconds: Record<PackName, number[]>): Measurement[] {
  const added = (pack: PackName) => median(seconds[pack].map((total, round) => total - seconds.none[round]!));
  return [
    ...(["all", "awsguard", "empty"] as const).map(pack => ({ name: `policy_added_${pack}_${size}`, value: added(pack), unit: "s" })),
    { name: `policy_overhead_vs_awsguard_${size}`, value: added("all") / added("awsguard"), unit: "x" },
    { name: `policy_overhead_vs_empty_${size}`, value: added("all") / added("empty"), unit: "x" },
  ];
}

interface Previews {
  size: 3 | 500;
  packs: Record<PackName, string | undefined>;
  env: NodeJS.ProcessEnv;
  dir: string;
}

async function previewsOf({ size, packs, env, dir }: Previews): Promise<Record<PackName, number[]>> {
  const seconds: Record<PackName, number[]> = { none: [], all: [], awsguard: [], empty: [] };
  const names = Object.keys(packs) as PackName[];
  // What was never read before is read from disk: the first round warms up.
  for (let round = -1; round < ROUNDS[size]; round++) {
    for (const name of names) {
      const folder = packs[name];
      const time = await timed(() => preview([...(folder ? ["--policy-pack", folder] : [])], dir, { ...env, BENCH_RESOURCES: String(size) }));
      if (round >= 0) seconds[name].push(time);
    }
  }
  return seconds;
}

async function preview(args: string[], dir: string, fixed: NodeJS.ProcessEnv): Promise<void> {
  const env = { ...fixed, TMPDIR: mkdtempSync(join(dir, "..", "tmp-")) };
  const { exitCode, stdout, stderr } = await runPulumi({ args: ["preview", "--stack", "dev", ...args], cwd: dir, env, deadlineMs: 180_000 });
  if (exitCode !== 0) throw new Error(`the preview with ${args.join(" ") || "no pack"} failed:\n${stdout.slice(-4000)}${stderr.slice(-2000)}`);
}

function projectOf(home: string): string {
  return join(home, "program");
}

async function newStack(home: string, cloudEnv: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const dir = projectOf(home);
  mkdirSync(dir);
  mkdirSync(join(home, "state"));
  writeFileSync(join(dir, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
  writeFileSync(join(dir, "package.json"), '{ "name": "bench", "main": "index.js" }\n');
  writeFileSync(join(dir, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-1\n");
  writeFileSync(join(dir, "index.js"), PROGRAM);
  symlinkSync(join(repositoryRoot, "node_modules"), join(dir, "node_modules"));
  const env = engineEnvironment({ home, backendUrl: `file://${join(home, "state")}`, env: cloudEnv });
  const { exitCode, stderr } = await runPulumi({ args: ["stack", "init", "dev"], cwd: dir, env, deadlineMs: 30_000 });
  if (exitCode !== 0) throw new Error(`the stack could not be made: ${stderr}`);
  writeFileSync(join(home, "estate.json"), '{"schema":"trueup/estate/v1","takenAt":"","stacks":[],"missing":[],"blocks":[],"names":[],"resources":[]}');
  return { ...env, TRUEUP_ESTATE: join(home, "estate.json") };
}

/** Resources that keep to all rules, without an SDK whose loading would be most of what is measured. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }] });
const rights = i => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: ["arn:aws:s3:::reports-" + i, "arn:aws:s3:::reports-" + i + "/*"] }] });
const tags = { Owner: "platform", Environment: "dev" };
const kinds = [
  i => ["aws:s3/bucketV2:BucketV2", { bucket: "acme-dev-reports-" + i, tags }],
  i => ["aws:ec2/securityGroup:SecurityGroup", { description: "web", ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"], description: "tls" }], tags }],
  i => ["aws:iam/role:Role", { name: "worker-" + i, assumeRolePolicy: trust, tags }],
  i => ["aws:iam/policy:Policy", { name: "reader-" + i, policy: rights(i), tags }],
  i => ["aws:ec2/vpc:Vpc", { cidrBlock: "10." + (i % 250) + "." + (16 * Math.floor(i / 250)) + ".0/20", tags }],
];
for (let i = 0; i < Number(process.env.BENCH_RESOURCES); i++) {
  const [type, props] = kinds[i % kinds.length](i);
  new pulumi.CustomResource(type, "resource-" + i, props);
}
`;
