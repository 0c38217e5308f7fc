import language, { type RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { once } from "node:events";
import process from "node:process";
import type { ChildProcesses } from "./child-processes.ts";
import { programOptions } from "./program-options.ts";
import { resolveSdkCommand } from "./resolve-sdk.ts";

// The SDK's runner exits with it when the user has already been told what went wrong.
const ALREADY_TOLD = 32;

/** Runs a program under the SDK's own runner. `result` is the engine's answer; `cancel` ends the program. */
export function runProgram(request: RunRequest, engine: string, children: ChildProcesses): { result: Promise<RunResponse>; cancel: () => void } {
  const info = request.getInfo();
  if (!info) return { result: Promise.reject(new Error("The engine asked for a run without saying of which program.")), cancel() {} };
  const folder = info.getProgramDirectory();
  const options = programOptions(info);
  const child = children.start([...options.nodeArgs, resolveSdkCommand("run", folder), ...runnerArguments(request, engine)], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
      ...(options.tsconfig !== undefined && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  });
  const result = once(child, "exit").then(([code, signal]) => runResponse(code as number | null, signal as string | null));
  return { result, cancel: () => void children.end(child) };
}

function runnerArguments(request: RunRequest, engine: string): string[] {
  const info = request.getInfo();
  return [
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engine}`,
    `--organization=${request.getOrganization()}`,
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--root-directory=${info?.getRootDirectory() ?? ""}`,
    `--pwd=${request.getPwd()}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() || ".",
    ...request.getArgsList(),
  ];
}

function runResponse(code: number | null, signal: string | null): RunResponse {
  const response = new language.RunResponse();
  if (code === 0) return response;
  if (code === ALREADY_TOLD) return response.setBail(true);
  return response.setError(code === null ? `Program was ended by ${signal}` : `Program exited with non-zero exit code: ${code}`);
}
