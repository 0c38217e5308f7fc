import { createInterface } from "node:readline";
import type { ChildProcess } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import { GuidedError } from "../../../../model/index.ts";
import { ProviderHandshakeRequest, ResourceProviderService } from "../proto.ts";
import { endTree, killTree, spawnTree } from "./process-tree.ts";

/** One running provider plugin. Calls pass bytes through, so that no field the plugin and the engine know is lost on the way. */
export interface Plugin {
  name: string;
  /** @throws {grpc.ServiceError} what the plugin answered; DEADLINE_EXCEEDED after `timeoutMs`; UNAVAILABLE when it has ended */
  call(method: ProviderMethod, request: Uint8Array, timeoutMs?: number): Promise<Buffer>;
  readonly isAlive: boolean;
  /** Ends it and all it started. A plugin that hangs is killed at once. */
  end(how?: "now"): void;
}

export type ProviderMethod = keyof typeof ResourceProviderService & string;

export interface PluginStart {
  name: string;
  binary: string;
  engineAddress: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds until it must have said its port. */
  startMs: number;
}

/** Real providers answer with whole clusters' worth of state: no limit. */
const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Starts a plugin and shakes hands. @throws {GuidedError} PLUGIN_FAILED when it does not come up */
export async function startPlugin(start: PluginStart): Promise<Plugin> {
  const child = spawnTree(start.binary, [start.engineAddress], { env: start.env, stdio: ["ignore", "pipe", "ignore"] });
  const port = await announcedPort(child, start).catch(error => {
    killTree(child);
    throw error;
  });
  const plugin = connect(start.name, child, port);
  await shakeHands(plugin, start);
  return plugin;
}

function announcedPort(child: ChildProcess, { name, binary, startMs }: PluginStart): Promise<number> {
  const failed = (what: string, cause?: unknown) =>
    new GuidedError("PLUGIN_FAILED", `The provider plugin ${name} ${what} (${binary}).`, `Run \`${binary} 127.0.0.1:1\` by hand to see what it says.`, { cause });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(failed(`did not announce its port within ${startMs} ms`)), startMs);
    child.once("error", error => reject(failed("could not be started", error)));
    child.once("exit", code => reject(failed(`ended with code ${code} before it announced its port`)));
    const lines = createInterface({ input: child.stdout! });
    lines.once("line", line => {
      clearTimeout(timer);
      const port = Number(line.trim());
      if (Number.isInteger(port) && port > 0) resolve(port);
      else reject(failed("announced something that is not a port"));
      // Keep the pipe drained: a plugin that logs to standard output would block on a full one.
      lines.on("line", () => {});
    });
  });
}

function connect(name: string, child: ChildProcess, port: number): Plugin {
  const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), UNLIMITED);
  const asIs = (bytes: Buffer): Buffer => bytes;
  let isAlive = true;
  child.once("exit", () => {
    isAlive = false;
    client.close();
  });
  const onOurExit = (): void => killTree(child);
  process.once("exit", onOurExit);
  return {
    name,
    get isAlive() {
      return isAlive;
    },
    call: (method, request, timeoutMs) =>
      new Promise((resolve, reject) => {
        if (!isAlive) return reject(Object.assign(new Error(`the provider plugin ${name} has ended`), { code: grpc.status.UNAVAILABLE, details: `the provider plugin ${name} has ended` }));
        const options = timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
        const path = (ResourceProviderService as unknown as Record<string, { path: string }>)[method]!.path;
        client.makeUnaryRequest(path, asIs, asIs, Buffer.from(request), new grpc.Metadata(), options, (error, answer) => (error ? reject(error) : resolve(answer!)));
      }),
    end: how => {
      process.removeListener("exit", onOurExit);
      isAlive = false;
      if (how === "now") killTree(child);
      else endTree(child);
      client.close();
    },
  };
}

async function shakeHands(plugin: Plugin, { engineAddress, startMs }: PluginStart): Promise<void> {
  const request = new ProviderHandshakeRequest();
  request.setEngineAddress(engineAddress);
  request.setConfigureWithUrn(true);
  try {
    await plugin.call("handshake", request.serializeBinary(), startMs);
  } catch (error) {
    // Older plugins do not know it, and the engine does without it too.
    if ((error as grpc.ServiceError).code === grpc.status.UNIMPLEMENTED) return;
    plugin.end("now");
    throw new GuidedError("PLUGIN_FAILED", `The provider plugin ${plugin.name} refused the handshake.`, "Check that its version fits the engine's (`pulumi plugin ls`).", { cause: error });
  }
}
