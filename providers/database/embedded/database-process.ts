import { writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { claim, type Claim } from "./claim.ts";
import { sendFrame } from "./frames.ts";
import { openFiles } from "./open-files.ts";
import { FAILURE_FILE, meetingPlace } from "./rendezvous.ts";
import { serveConnection, type Serving } from "./serve-connection.ts";
import { turns } from "./turns.ts";

/** Nobody came: whoever started it has died since. */
const ALONE_MS = 20_000;
const VACUUM_EVERY_MS = 60 * 60_000;

/**
 * The process that has the embedded database of a folder open, started by whoever needs it first: it answers every process of this user, and ends with the last connection.
 * Apart from the others because a database in WebAssembly keeps its process from doing anything else while it works, and takes memory that V8 never gives back.
 */
async function main(folder: string): Promise<void> {
  process.umask(0o077);
  // Sent to everybody who runs in a terminal or a service; those who use the database still have something to save, and when they have gone it ends.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  const claimed = await claim(folder);
  if (!claimed) return;
  const database = await openFiles(folder);
  serve(claimed, database);
}

function serve(claimed: Claim, database: Serving["database"]): void {
  const connections = new Set<Socket>();
  const takeTurn = turns();
  const onBroken = (): never => process.exit(1);
  let isEnding = false;
  const alone = setTimeout(() => void end(), ALONE_MS);
  // There is no autovacuum in a PostgreSQL of one process.
  const vacuum = setInterval(() => void takeTurn().then(done => database.exec("vacuum (analyze)").catch(onBroken).finally(done)), VACUUM_EVERY_MS);

  async function end(last?: Socket): Promise<void> {
    isEnding = true;
    clearInterval(vacuum);
    const done = await takeTurn();
    await database.close();
    await claimed.release();
    done();
    // Whoever waits for this knows that nothing of ours writes into the folder any more.
    last?.end();
    setImmediate(() => process.exit(0));
  }

  function welcome(socket: Socket): void {
    // Not greeted, it comes again when this process has gone.
    if (isEnding) return void socket.on("error", () => socket.destroy());
    clearTimeout(alone);
    connections.add(socket);
    socket.on("error", () => socket.destroy());
    const leave = (): void => {
      if (!connections.delete(socket)) return;
      if (connections.size === 0) void end(socket);
      else socket.end();
    };
    socket.on("end", leave);
    socket.on("close", leave);
    serveConnection(socket, { database, takeTurn, onBroken });
    sendFrame(socket, { id: 0 });
  }

  claimed.early.forEach(welcome);
  claimed.server.removeAllListeners("connection").on("connection", welcome);
}

const folder = process.argv[2]!;
try {
  await main(folder);
} catch (error) {
  writeFileSync(join(meetingPlace(folder), FAILURE_FILE), error instanceof Error ? error.message : String(error), { mode: 0o600 });
  process.exit(1);
}
