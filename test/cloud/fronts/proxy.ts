import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** An HTTP proxy on 127.0.0.1 that lets everything through and says where to. */
export interface Proxy {
  url: string;
  /** `host:port` of every connection that was asked for. */
  targets: string[];
  stop(): Promise<void>;
}

export async function startProxy(): Promise<Proxy> {
  const targets: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end()).on("connect", (request, client: Socket) => {
    const target = new URL(`http://${request.url}`);
    targets.push(target.host);
    const there = connect(Number(target.port), target.hostname, () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"));
    for (const socket of [client, there]) open.add(socket.on("error", () => undefined));
    client.pipe(there).pipe(client);
  });
  await new Promise<void>(listening => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    async stop() {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise(closed => server.close(closed));
    },
  };
}
