import { Server, ServerCredentials } from "@grpc/grpc-js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ANALYZER_SERVICE, analyzerHandlers } from "./analyzer-handlers";
import type { Pack } from "./pack";

/**
 * Serves a pack to the engine that started this process, by the engine's own protocol: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/analyzer.proto
 * Why not through @pulumi/policy: docs/decisions/004-policy-packs-speak-the-engines-protocol.md.
 */
export function servePack({ folder, ...pack }: Omit<Pack, "version"> & { folder: string }): void {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ANALYZER_SERVICE, analyzerHandlers({ ...pack, version }, { env: process.env, cwd: process.cwd(), now: () => new Date() }));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    // The engine reads the port from the first line.
    process.stdout.write(`${port}\n`);
  });
}
