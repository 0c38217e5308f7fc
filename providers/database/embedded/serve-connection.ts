import type { Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";
import { codeOf } from "../sql-error.ts";
import { onFrames, sendFrame, type Request } from "./frames.ts";

/** A transaction in which nothing is asked for this long is rolled back: everybody else waits for it. */
const IDLE_IN_TRANSACTION_MS = 60_000;

export interface Serving {
  database: PGlite;
  /** Waits for the database; gives what lets go of it. */
  takeTurn(): Promise<() => void>;
  /** The database cannot go on. */
  onBroken(error: unknown): void;
}

/** Answers one connection's requests, one after the other. A connection that ends in the middle of a transaction has rolled it back. */
export function serveConnection(socket: Socket, { database, takeTurn, onBroken }: Serving): void {
  let endTurn: (() => void) | undefined;
  let idle: NodeJS.Timeout | undefined;

  async function answer({ ask, sql = ask, parameters }: Request): Promise<unknown[]> {
    const isAlone = endTurn === undefined;
    if (isAlone) endTurn = await takeTurn();
    if (socket.destroyed) return [];
    try {
      const { rows } = parameters?.length ? await database.query(sql, [...parameters]) : { rows: (await database.exec(sql)).flatMap(result => result.rows) };
      return rows;
    } catch (error) {
      // Several statements may have begun a transaction that nobody ends.
      if (isAlone) await database.exec("rollback");
      throw error;
    } finally {
      if (ask === "query" ? isAlone : ask !== "begin") letGo();
    }
  }

  function letGo(): void {
    endTurn?.();
    endTurn = undefined;
  }

  async function take(request: Request): Promise<void> {
    clearTimeout(idle);
    try {
      sendFrame(socket, { id: request.id, rows: await answer(request) });
    } catch (error) {
      sendFrame(socket, { id: request.id, error: { message: error instanceof Error ? error.message : String(error), code: codeOf(error) } });
      // What has no SQLSTATE was no answer of PostgreSQL: its machine has stopped.
      if (!/^[0-9A-Z]{5}$/.test(codeOf(error))) onBroken(error);
    }
    if (endTurn) idle = setTimeout(() => socket.destroy(), IDLE_IN_TRANSACTION_MS);
  }

  let working = Promise.resolve();
  onFrames<Request>(socket, request => (working = working.then(() => take(request))));
  // Both, because a half that only ended is not closed before the database is, when it is the last one.
  for (const event of ["end", "close"]) socket.on(event, () => void (working = working.then(giveUp)));

  async function giveUp(): Promise<void> {
    clearTimeout(idle);
    if (endTurn) await database.exec("rollback").catch(onBroken);
    letGo();
  }
}
