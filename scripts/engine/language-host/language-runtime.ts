import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import process from "node:process";
import type { ChildProcesses } from "./child-processes.ts";
import { programDependencies } from "./program-dependencies.ts";
import { runPlugin } from "./run-plugin.ts";
import { runProgram } from "./run-program.ts";

/**
 * What the engine asks of a Node language host to run programs, policy packs and plugins. Code generation, project conversion
 * and dependency installation are left out on purpose: gRPC answers them with UNIMPLEMENTED, which the engine knows to take.
 */
export function languageRuntime(engineAddress: string, children: ChildProcesses): UntypedServiceImplementation {
  let engine = engineAddress;
  return {
    handshake(call, answer) {
      engine = call.request.getEngineAddress();
      answer(null, new language.LanguageHandshakeResponse());
    },
    getPluginInfo(_call, answer) {
      answer(null, new plugin.PluginInfo().setVersion("0.0.0"));
    },
    // The engine would download every package named here; where this host is used, plugins come from PATH.
    getRequiredPackages(_call, answer) {
      answer(null, new language.GetRequiredPackagesResponse());
    },
    getRequiredPlugins(_call, answer) {
      answer(null, new language.GetRequiredPluginsResponse());
    },
    run(call, answer) {
      const running = runProgram(call.request, engine, children);
      call.on("cancelled", running.cancel);
      running.result.then(
        result => answer(null, result),
        (error: Error) => answer(error),
      );
    },
    runPlugin(call) {
      runPlugin(call, children);
    },
    about(_call, answer) {
      answer(null, new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version));
    },
    getProgramDependencies(call, answer) {
      const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getPwd();
      const list = programDependencies(folder).map(({ name, version }) => new language.DependencyInfo().setName(name).setVersion(version));
      answer(null, new language.GetProgramDependenciesResponse().setDependenciesList(list));
    },
    cancel(_call, answer) {
      void children.endAll().then(() => answer(null, new empty.Empty()));
    },
  } satisfies Partial<ILanguageRuntimeServer>;
}
