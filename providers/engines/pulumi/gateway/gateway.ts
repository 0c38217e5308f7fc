import * as grpc from "@grpc/grpc-js";
import { GuidedError, type CallerEvidence, type Write } from "../../../../model/index.ts";
import type { ProviderMethod } from "../plugins/plugin.ts";
import { Empty, PluginInfo, ResourceProviderService } from "../proto.ts";
import { confirmedCallers } from "../reading/callers.ts";
import { newConnection, type Connection } from "../reading/connection.ts";
import { callPlugin } from "../reading/plugin-call.ts";
import { asGuided, type Session } from "../reading/session.ts";
import { checkCall } from "./check-call.ts";
import { configureCall } from "./configure-call.ts";
import { diffCall } from "./diff-call.ts";
import { readCall } from "./read-call.ts";
import { writeCall } from "./write-call.ts";

/** The border between one engine run and the provider plugins: read-only, but for the writes that an update's `WriteBook` lets through. */
export interface Gateway {
  /** For `PULUMI_DEBUG_PROVIDERS`: makes the engine attach here instead of starting plugins. */
  attach: string;
  /** Who the providers were asked as; asks the cloud again for those whose answer makes a deletion. */
  callers(): Promise<CallerEvidence[]>;
  close(): void;
}

const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Opens a border for these provider packages, each on its own port of 127.0.0.1. */
export async function openGateway(session: Session, packages: readonly string[]): Promise<Gateway> {
  const connections = new Set<Connection>();
  const servers: grpc.Server[] = [];
  const ports: string[] = [];
  for (const name of packages) {
    const server = new grpc.Server(UNLIMITED);
    addHandlers(server, session, connectionsOf(name, connections));
    ports.push(`${name}:${await listen(server)}`);
    servers.push(server);
  }
  return {
    attach: ports.join(","),
    callers: () => confirmedCallers(session, connections),
    close: () => {
      session.end();
      for (const server of servers) server.forceShutdown();
      for (const connection of connections) connection.lease?.release();
    },
  };
}

type ConnectionOf = (peer: string) => Connection;

function connectionsOf(name: string, all: Set<Connection>): ConnectionOf {
  const byPeer = new Map<string, Connection>();
  return peer => {
    const known = byPeer.get(peer);
    if (known) return known;
    const connection = newConnection(name);
    byPeer.set(peer, connection);
    all.add(connection);
    return connection;
  };
}

function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)));
  });
}

type Handler = (session: Session, connection: Connection, bytes: Uint8Array) => Promise<Uint8Array>;

const nothing: Handler = async () => new Empty().serializeBinary();
/** Answered from the state, so that a plugin which is missing is told as that by Configure, for its own resources alone. */
const pluginInfo: Handler = async (session, connection) => {
  const info = new PluginInfo();
  info.setVersion(session.versions.get(connection.package) ?? "");
  return info.serializeBinary();
};
const passOn = (method: ProviderMethod): Handler => (session, connection, bytes) => callPlugin(session, connection, { method, bytes });

const write = (operation: Write["operation"]): Handler => (session, connection, bytes) => writeCall(session, connection, { operation, bytes });

function refuse(method: string): Promise<never> {
  return Promise.reject(new GuidedError("WRITE_REFUSED", `${method} was refused: a scan only reads.`, "This is a safety net; please report how it was reached."));
}

/** Every method of the provider protocol, and what the border does with it. One that is not named here is refused. */
const HANDLERS: Partial<Record<ProviderMethod, Handler>> = {
  attach: nothing,
  // Plugins are shared between stacks: one stack's cancellation must not reach the others.
  cancel: nothing,
  configure: configureCall,
  read: readCall,
  diff: diffCall,
  check: checkCall,
  checkConfig: passOn("checkConfig"),
  diffConfig: passOn("diffConfig"),
  getPluginInfo: pluginInfo,
  getSchema: passOn("getSchema"),
  getMapping: passOn("getMapping"),
  getMappings: passOn("getMappings"),
  invoke: passOn("invoke"),
  create: write("create"),
  update: write("update"),
  delete: write("delete"),
};

/** Not answering these makes the engine fall back to what Configure says, and that is where we decide. */
const UNIMPLEMENTED: ReadonlySet<string> = new Set(["handshake", "parameterize", "construct", "call", "list"]);

function addHandlers(server: grpc.Server, session: Session, connectionOf: ConnectionOf): void {
  const asIs = (bytes: Buffer): Buffer => bytes;
  const definition: Record<string, unknown> = {};
  const implementation: grpc.UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries(ResourceProviderService as unknown as Record<string, grpc.MethodDefinition<Buffer, Buffer>>)) {
    if (UNIMPLEMENTED.has(name) || method.requestStream || method.responseStream) continue;
    definition[name] = { ...method, requestSerialize: asIs, requestDeserialize: asIs, responseSerialize: asIs, responseDeserialize: asIs };
    const handler = HANDLERS[name as ProviderMethod] ?? (() => refuse(name));
    implementation[name] = (call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) => {
      handler(session, connectionOf(call.getPeer()), call.request).then(
        bytes => answer(null, Buffer.from(bytes)),
        error => answer(asStatus(error, session)),
      );
    };
  }
  server.addService(definition as unknown as grpc.ServiceDefinition, implementation);
}

/** A plugin's own error goes to the engine as it is, but for secrets; ours as one that the engine can print. */
function asStatus(error: unknown, session: Session): Partial<grpc.StatusObject> {
  const own = error as grpc.ServiceError;
  if (!(error instanceof GuidedError) && typeof own.code === "number") {
    return { code: own.code, details: session.scrubber.scrub(own.details ?? own.message), ...(own.metadata ? { metadata: own.metadata } : {}) };
  }
  const guided = asGuided(error, session.scrubber);
  const code = guided.code === "WRITE_REFUSED" ? grpc.status.PERMISSION_DENIED : grpc.status.UNKNOWN;
  return { code, details: `${guided.message} ${guided.hint}` };
}
