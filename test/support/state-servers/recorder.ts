import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before an HTTP server and notes what it is asked. */
export interface Recorder {
  /** host:port */
  host: string;
  /** `GET /path` of every request so far; `since` leaves out what `requests().length` of earlier counted. */
  requests(since?: number): string[];
  stop(): Promise<void>;
}

/** Everything passes on as it comes, and back. @param target host:port */
export async function startRecorder(target: string): Promise<Recorder> {
  const seen: string[] = [];
  const [hostname, port] = target.split(":");
  const server = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    const passed = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer: IncomingMessage) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    passed.once("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  return { host: `127.0.0.1:${await portOf(server)}`, requests: (since = 0) => seen.slice(since), stop: () => stopServer(server) };
}

/** Listens on a free port of this machine. */
export async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

export async function stopServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
