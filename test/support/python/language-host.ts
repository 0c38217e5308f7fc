import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService, type ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language, { type RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { promisify } from "node:util";

// Stands in for `pulumi-language-python` where the engine was built from Go modules, which hold no language hosts: language-host.ts <python> <the SDK's runner> <address of the engine>.
// What a program is run with, and so everything that the engine sees of it, is Pulumi's own: its runner and its SDK.
const [python = "", runner = "", ...others] = process.argv.slice(2);
const running = new Set<ChildProcess>();
const engine = { address: others.findLast(argument => !argument.startsWith("-")) ?? "" };

const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, {
  handshake(call, answer) {
    engine.address = call.request.getEngineAddress();
    answer(null, new language.LanguageHandshakeResponse());
  },
  getPluginInfo: (_call, answer) => answer(null, new plugin.PluginInfo().setVersion("0.0.0")),
  getRequiredPackages: (_call, answer) => answer(null, new language.GetRequiredPackagesResponse()),
  getRequiredPlugins: (_call, answer) => answer(null, new language.GetRequiredPluginsResponse()),
  run(call, answer) {
    runProgram(call.request).then(response => answer(null, response), (error: Error) => answer(error));
  },
  about: (_call, answer) => answer(null, new language.AboutResponse().setExecutable(python).setVersion("python")),
  getProgramDependencies: (_call, answer) => answer(null, new language.GetProgramDependenciesResponse()),
  cancel(_call, answer) {
    endAll();
    answer(null, new empty.Empty());
  },
} satisfies Partial<ILanguageRuntimeServer>);

const port = await promisify(server.bindAsync.bind(server))("127.0.0.1:0", ServerCredentials.createInsecure());
process.stdout.write(`${port}\n`);
process.stdin.on("end", leave).on("error", leave).resume();
process.on("SIGINT", leave).on("SIGTERM", leave);

/** The runner exits with it when the user has already been told what went wrong. */
const ALREADY_TOLD = 32;

async function runProgram(request: RunRequest): Promise<RunResponse> {
  const info = request.getInfo()!;
  const options: Record<string, string> = {
    monitor: request.getMonitorAddress(), engine: engine.address, project: request.getProject(), stack: request.getStack(), organization: request.getOrganization(),
    pwd: request.getPwd(), root_directory: info.getRootDirectory(), parallel: String(request.getParallel()), dry_run: String(request.getDryrun()),
  };
  const told = Object.entries(options).filter(([, value]) => value !== "").flatMap(([name, value]) => [`--${name}`, value]);
  const env = { ...process.env, PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())), PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()) };
  const child = spawn(python, ["-u", runner, ...told, info.getEntryPoint() || "."], { cwd: info.getProgramDirectory(), stdio: ["ignore", "inherit", "inherit"], env });
  running.add(child);
  const [code] = (await once(child, "exit")) as [number | null];
  running.delete(child);
  const response = new language.RunResponse();
  if (code === ALREADY_TOLD) return response.setBail(true);
  return code === 0 ? response : response.setError(`Program exited with non-zero exit code: ${code}`);
}

function endAll(): void {
  for (const child of running) child.kill("SIGTERM");
}

function leave(): void {
  endAll();
  process.exit(0);
}
