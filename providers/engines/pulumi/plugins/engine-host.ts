import * as grpc from "@grpc/grpc-js";
import { Empty, EngineService, GetRootResourceResponse, SetRootResourceResponse } from "../proto.ts";

/** The small part of the engine that a plugin calls back: it logs there, and asks whether the engine still lives. */
export interface EngineHost {
  /** `127.0.0.1:<port>`, the argument a plugin is started with. */
  address: string;
  close(): void;
}

/** What plugins log is dropped: it may hold secrets that nobody marked, and failures reach us as errors of the calls. */
export async function startEngineHost(): Promise<EngineHost> {
  const server = new grpc.Server();
  const answer = <T>(make: () => T) => (_call: unknown, done: (error: null, value: T) => void): void => done(null, make());
  server.addService(EngineService, {
    log: answer(() => new Empty()),
    getRootResource: answer(() => new GetRootResourceResponse()),
    setRootResource: answer(() => new SetRootResourceResponse()),
    startDebugging: answer(() => new Empty()),
  } as unknown as grpc.UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}
