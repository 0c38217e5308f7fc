import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Lets a front answer on this machine, at a free port, which it resolves to. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Ends it, and whoever is still connected. */
export async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
}
