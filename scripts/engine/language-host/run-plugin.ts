import type { ServerWritableStream } from "@grpc/grpc-js";
import language, { type RunPluginRequest, type RunPluginResponse } from "@pulumi/pulumi/proto/language_pb.js";
import type { ChildProcess } from "node:child_process";
import type { ChildProcesses } from "./child-processes.ts";
import { programOptions } from "./program-options.ts";
import { resolveSdkCommand } from "./resolve-sdk.ts";

type Call = ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Runs a policy pack or a provider written in Node, passes its output on, and ends it when the engine lets go of the call. */
export function runPlugin(call: Call, children: ChildProcesses): void {
  try {
    const child = startPlugin(call.request, children);
    call.on("cancelled", () => void children.end(child));
    passOn(child, call);
  } catch (error) {
    call.write(new language.RunPluginResponse().setStderr(bytes(`${String(error)}\n`)));
    call.write(new language.RunPluginResponse().setExitcode(1));
    call.end();
  }
}

function startPlugin(request: RunPluginRequest, children: ChildProcesses): ChildProcess {
  const info = request.getInfo();
  if (!info) throw new Error("The engine asked for a plugin without saying which.");
  const folder = info.getProgramDirectory();
  const { nodeArgs } = programOptions(info);
  const env = Object.fromEntries(request.getEnvList().map(splitVariable));
  const options = { env, stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
  if (request.getKind() === "analyzer") {
    // A pack is configured by the files next to it, such as tsconfig.json, so it runs in its own folder.
    return children.start([...nodeArgs, resolveSdkCommand("run-policy-pack", folder), ...request.getArgsList(), folder], { ...options, cwd: folder });
  }
  return children.start([...nodeArgs, resolveSdkCommand("run-plugin", folder), folder, ...request.getArgsList()], { ...options, cwd: request.getPwd() });
}

function passOn(child: ChildProcess, call: Call): void {
  child.stdout?.on("data", (text: Buffer) => call.write(new language.RunPluginResponse().setStdout(new Uint8Array(text))));
  child.stderr?.on("data", (text: Buffer) => call.write(new language.RunPluginResponse().setStderr(new Uint8Array(text))));
  child.once("close", code => {
    call.write(new language.RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
}

function splitVariable(entry: string): [string, string] {
  const at = entry.indexOf("=");
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
