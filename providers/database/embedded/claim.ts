import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rm, stat } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import process from "node:process";
import { makeMeetingPlace, reach, socketsIn } from "./rendezvous.ts";

export interface Claim {
  server: Server;
  /** Connections that came before anybody asked for them; later ones are the server's `connection` events. */
  early: Socket[];
  /** Lets go: from then on another process may claim. */
  release(): Promise<void>;
}

/**
 * Makes this process the only one that has the database in `folder` open; `undefined` where another one has it, or tries just now. Changes the working directory, because the address of a socket has to be short.
 *
 * Whoever wants it listens first and looks around then: of two that try at once at least one sees the other, and whoever sees another one gives up. A process that dies stops listening, however it dies, so
 * nothing has to be cleaned up for the next one, no process number can be mistaken, and it holds between containers that share the folder on one machine.
 */
export async function claim(folder: string): Promise<Claim | undefined> {
  const place = await makeMeetingPlace(folder);
  process.chdir(place);
  const own = `${randomBytes(4).toString("hex")}.sock`;
  const early: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, socket => early.push(socket));
  server.listen(own);
  await once(server, "listening");
  const release = async (): Promise<void> => {
    server.close();
    await rm(own, { force: true });
  };
  const dead = await othersThatAreDead(own);
  // Our own name is gone where somebody who has the database took it for a dead one's: he was still there then.
  if (!dead || !(await isThere(own))) {
    await release();
    return undefined;
  }
  for (const name of dead) await rm(name, { force: true });
  return { server, early, release };
}

/** The sockets nobody listens on any more; `undefined` where somebody listens on one. */
async function othersThatAreDead(own: string): Promise<string[] | undefined> {
  const others = (await socketsIn(".")).filter(name => name !== own);
  for (const name of others) {
    const other = await reach(".", name);
    other?.destroy();
    if (other) return undefined;
  }
  return others;
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
