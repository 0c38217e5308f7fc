import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import gcp from "@pulumi/gcp";
import pLimit from "p-limit";
import { runPulumi } from "../providers/engines/pulumi/run-pulumi.ts";
import { inScratchProject } from "../providers/engines/pulumi/scratch-project.ts";
import { inlineStack, type InlineStack } from "../test/support/engine.ts";
import { scanBackend } from "../test/support/scan.ts";
import { startTestCloud } from "../test/support/test-cloud.ts";
import { median, timed, type Measurement } from "./measure.ts";

const STACKS = 24;
const RESOURCES = 25;
const AT_ONCE = 4;
const ROUNDS = 3;

/**
 * How many times the throughput of a loop of `pulumi refresh --preview-only` a scan has, four stacks at a time in both, the rounds of both taken in turn.
 * What it does less for it: nothing. It exports each state besides, and compares secrets and ignored properties.
 */
export async function scanVsBareLoop(): Promise<Measurement[]> {
  const home = mkdtempSync(join(tmpdir(), "trueup-bench-"));
  mkdirSync(join(home, "state"));
  const cloud = await startTestCloud();
  const stacks = await deploy(`file://${join(home, "state")}`, cloud);
  try {
    const { env, backendUrl } = stacks[0]!;
    const loop: number[] = [];
    const scan: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      loop.push(await timed(() => bareLoop(stacks, env)));
      scan.push(await timed(() => scanAll(backendUrl, env)));
    }
    return [
      { name: "bare_loop", value: median(loop), unit: "s" },
      { name: "scan", value: median(scan), unit: "s" },
      { name: "scan_vs_bare_loop", value: median(loop) / median(scan), unit: "x" },
    ];
  } finally {
    for (const stack of stacks) await stack.dispose();
    await cloud.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function deploy(backendUrl: string, cloud: { env: NodeJS.ProcessEnv }): Promise<InlineStack[]> {
  const atOnce = pLimit(2);
  const program = async (): Promise<void> => {
    for (let i = 0; i < RESOURCES; i++) new gcp.storage.Bucket(`bucket-${i}`, { location: "EU", labels: { team: "data", index: String(i) } });
  };
  return Promise.all(
    Array.from({ length: STACKS }, (_, i) =>
      atOnce(async () => {
        const stack = await inlineStack({ project: `fleet-${i}`, stack: "prod", cloud, backendUrl, program });
        await stack.up();
        return stack;
      }),
    ),
  );
}

async function bareLoop(stacks: readonly InlineStack[], env: NodeJS.ProcessEnv): Promise<void> {
  const atOnce = pLimit(AT_ONCE);
  const refresh = (_: InlineStack, i: number) =>
    atOnce(() =>
      inScratchProject(`fleet-${i}`, async cwd => {
        const { exitCode, stderr } = await runPulumi({ args: ["refresh", "--preview-only", "--stack", `organization/fleet-${i}/prod`], cwd, env, deadlineMs: 120_000 });
        if (exitCode !== 0) throw new Error(`the loop's refresh of fleet-${i} failed: ${stderr}`);
      }),
    );
  await Promise.all(stacks.map(refresh));
}

async function scanAll(backendUrl: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { coverage } = await scanBackend({ backendUrl, env, parallel: AT_ONCE });
  if (coverage.evaluated !== STACKS * RESOURCES) throw new Error(`the scan evaluated ${coverage.evaluated} of ${STACKS * RESOURCES} resources`);
}
