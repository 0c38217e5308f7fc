import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import analyzerGrpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { buildPacks } from "../../test/policypacks/build-packs.ts";
import { type Measurement, median } from "../measure.ts";

const ROUNDS = 7;

/** How long the pack `all` takes from its start, as the engine starts it, until it can be asked; and the most memory it ever holds when it has judged 50 resources of an identity policy each. */
export async function packStart(): Promise<Measurement[]> {
  const packs = await buildPacks();
  try {
    const runs = [];
    for (let round = 0; round < ROUNDS; round++) runs.push(await startOnce(packs.folder("all")));
    return [
      { name: "pack_start_ms", value: median(runs.map(({ ms }) => ms)), unit: "ms" },
      { name: "pack_memory_mb", value: Math.max(...runs.map(({ mb }) => mb)), unit: "MB" },
    ];
  } finally {
    packs.remove();
  }
}

async function startOnce(folder: string): Promise<{ ms: number; mb: number }> {
  const launcher = createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const started = performance.now();
  const child = spawn(process.execPath, [launcher, "127.0.0.1:1", folder], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (line: Buffer) => resolve(line.toString().trim()));
      child.once("exit", code => reject(new Error(`the pack ended with ${code}`)));
    });
    const ms = performance.now() - started;
    await judge(port);
    return { ms, mb: peakMemory(child.pid!) };
  } finally {
    child.kill("SIGKILL");
  }
}

async function judge(port: string): Promise<void> {
  const client = new analyzerGrpc.AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  for (let i = 0; i < 50; i++) {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:Get*", "dynamodb:*Item", `sqs:*`], Resource: `arn:aws:s3:::reports-${i}/*` }] });
    const request = new analyzer.AnalyzeRequest();
    request.setUrn(`urn:pulumi:dev::bench::aws:iam/policy:Policy::reader-${i}`);
    request.setType("aws:iam/policy:Policy");
    request.setProperties(struct.Struct.fromJavaScript({ name: `reader-${i}`, policy }));
    await new Promise<void>((resolve, reject) => client.analyze(request, error => (error ? reject(error) : resolve())));
  }
  client.close();
}

/** The most memory that the process ever held, in MB; Linux only, elsewhere not a number. */
function peakMemory(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
