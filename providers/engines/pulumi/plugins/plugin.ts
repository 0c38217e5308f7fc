import { createInterface } from "node:readline";
import type { ChildProcess } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import { GuidedError } from "../../../../model/index.ts";
import { ProviderHandshakeRequest, ResourceProviderService } from "../proto.ts";
import { endTree, killAtExit, killTree, spawnTree } from "./process-tree.ts";

/** One running provider plugin. Calls pass bytes through, so that no field the plugin and the engine know is lost on the way. */
export interface Plugin {
  name: string;
  /** @throws {grpc.ServiceError} what the plugin answered; DEADLINE_EXCEEDED after `timeoutMs`; CANCELLED when `signal` was aborted; UNAVAILABLE when it has ended */
  call(method: ProviderMethod, request: Uint8Array, limits?: CallLimits): Promise<Buffer>;
  readonly isAlive: boolean;
  /** Ends it and all it started as soon as no call is under way; `now`: kills it. */
  end(how?: "now"): void;
}

export interface CallLimits {
  /** Milliseconds. */
  timeoutMs?: number;
  signal?: AbortSignal;
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

/** Starts a plugin and shakes hands. @throws {GuidedError} PLUGIN_FAILED when it does not come up, TIMED_OUT when it never says where it listens */
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
    const silent = (): GuidedError => new GuidedError("TIMED_OUT", `The provider plugin ${name} did not say where it listens within ${Math.round(startMs / 1000)} s of its start (${binary}).`, `Run \`${binary} 127.0.0.1:1\` by hand to see what it waits for.`);
    const timer = setTimeout(() => reject(silent()), startMs);
    const giveUp = (error: GuidedError): void => {
      clearTimeout(timer);
      reject(error);
    };
    child.once("error", error => giveUp(failed("could not be started", error)));
    child.once("exit", code => giveUp(failed(`ended with code ${code} before it announced its port`)));
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
  const life = { isAlive: true, isEnding: false, calls: 0 };
  const stop = (kill: (child: ChildProcess) => void): void => {
    if (!life.isAlive) return;
    leaveAlone();
    life.isAlive = false;
    kill(child);
    client.close();
  };
  child.once("exit", () => stop(() => {}));
  const leaveAlone = killAtExit(child);
  const endWhenIdle = (): void => {
    if (life.isEnding && life.calls === 0) stop(endTree);
  };
  return {
    name,
    get isAlive() {
      return life.isAlive && !life.isEnding;
    },
    call: async (method, request, limits = {}) => {
      if (!life.isAlive) throw ended(name);
      life.calls += 1;
      try {
        return await unary(client, method, { request, ...limits });
      } catch (error) {
        throw inOurWords(error as grpc.ServiceError, name, limits);
      } finally {
        life.calls -= 1;
        endWhenIdle();
      }
    },
    end: how => {
      if (how === "now") return stop(killTree);
      life.isEnding = true;
      endWhenIdle();
    },
  };
}

/** What the transport says of a call that took too long is about addresses and balancers. */
function inOurWords(error: grpc.ServiceError, name: string, { timeoutMs = 0 }: CallLimits): grpc.ServiceError {
  if (error.code === grpc.status.DEADLINE_EXCEEDED) error.details = `the provider plugin ${name} did not answer within ${Math.round(timeoutMs / 1000)} s`;
  return error;
}

function ended(name: string): Error {
  const message = `the provider plugin ${name} has ended`;
  return Object.assign(new Error(message), { code: grpc.status.UNAVAILABLE, details: message });
}

const asIs = (bytes: Buffer): Buffer => bytes;

function unary(client: grpc.Client, method: ProviderMethod, { request, timeoutMs, signal }: CallLimits & { request: Uint8Array }): Promise<Buffer> {
  const { path } = (ResourceProviderService as unknown as Record<string, { path: string }>)[method]!;
  const options = timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(path, asIs, asIs, Buffer.from(request), new grpc.Metadata(), options, (error, answer) => {
      signal?.removeEventListener("abort", cancel);
      if (error) reject(error);
      else resolve(answer!);
    });
    const cancel = (): void => call.cancel();
    if (signal?.aborted) cancel();
    else signal?.addEventListener("abort", cancel, { once: true });
  });
}

async function shakeHands(plugin: Plugin, { engineAddress, startMs }: PluginStart): Promise<void> {
  const request = new ProviderHandshakeRequest();
  request.setEngineAddress(engineAddress);
  request.setConfigureWithUrn(true);
  try {
    await plugin.call("handshake", request.serializeBinary(), { timeoutMs: startMs });
  } catch (error) {
    const { code } = error as grpc.ServiceError;
    // Older plugins do not know it, and the engine does without it too.
    if (code === grpc.status.UNIMPLEMENTED) return;
    plugin.end("now");
    if (code === grpc.status.DEADLINE_EXCEEDED) throw new GuidedError("TIMED_OUT", `The provider plugin ${plugin.name} did not answer the handshake within ${Math.round(startMs / 1000)} s.`, "Run the scan again; if it stays so, try another version of the plugin.", { cause: error });
    throw new GuidedError("PLUGIN_FAILED", `The provider plugin ${plugin.name} refused the handshake.`, "Check that its version fits the engine's (`pulumi plugin ls`).", { cause: error });
  }
}
