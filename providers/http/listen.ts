import { serve } from "@hono/node-server";
import type { Server } from "node:http";
import { GuidedError } from "../../model/index.ts";

/** A server that listens. */
export interface Listening {
  /** As `http://127.0.0.1:8484`. */
  url: string;
  /** Takes no new requests and ends when those that are being answered are. */
  close(): Promise<void>;
}

/** Milliseconds that requests have to end after the server was told to close. */
const GRACE = 5_000;

/**
 * Lets a handler answer at an address.
 * @param address `host:port`; port 0 takes a free one
 * @throws {GuidedError} USAGE where nobody may listen there
 */
export function listen(handler: (request: Request) => Response | Promise<Response>, address: string): Promise<Listening> {
  const at = address.lastIndexOf(":");
  const hostname = address.slice(0, at).replace(/^\[|\]$/g, "");
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: handler, hostname, port: Number(address.slice(at + 1)) }, ({ port }) => resolve({ url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`, close: () => close(server) })) as Server;
    // Slow callers must not hold connections for ever.
    Object.assign(server, { headersTimeout: 10_000, requestTimeout: 30_000 });
    server.once("error", (cause: NodeJS.ErrnoException) => reject(new GuidedError("USAGE", `Nobody can listen at ${address} (${cause.code}).`, "Set `service.listen` in trueup.yaml to an address of this machine and a free port.", { cause })));
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    const insist = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(insist);
      resolve();
    });
    server.closeIdleConnections();
  });
}
