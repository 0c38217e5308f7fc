import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import process from "node:process";
import { promisify } from "node:util";
import { childProcesses } from "./language-host/child-processes.ts";
import { languageRuntime } from "./language-host/language-runtime.ts";

// Stands in for `pulumi-language-nodejs` where the engine was built from Go modules, which hold no Node language host.
// Contract with the engine: its address is the last argument, we print our port on one line, and everything we print after
// that is shown to the user.
const engineAddress = process.argv.slice(2).findLast(argument => !argument.startsWith("-")) ?? "";
const children = childProcesses();
const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, languageRuntime(engineAddress, children));

const port = await promisify(server.bindAsync.bind(server))("127.0.0.1:0", ServerCredentials.createInsecure());
process.stdout.write(`${port}\n`);

// The engine holds our standard input open for as long as it lives, so its end tells us of a killed engine too.
process.stdin.on("end", leave).on("error", leave).resume();
process.on("SIGINT", leave).on("SIGTERM", leave);

function leave(): void {
  void children.endAll().then(() => process.exit(0));
}
