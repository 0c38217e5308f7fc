import { GuidedError } from "../../../model/index.ts";
import type { Database, Query } from "../database.ts";
import { withPatience } from "../patience.ts";
import { isToTryAgain } from "../sql-error.ts";
import { ConnectionLost, type Connection } from "./connection.ts";
import { findOrStart } from "./find-or-start.ts";

const PATIENCE_MS = 60_000;

/**
 * The PostgreSQL database in a folder, with no server to look after: a process of its own has it open while anybody uses it, and any number of processes of this user and machine may.
 * Makes the folder and the database where they are not there yet.
 * @throws {GuidedError} STORE_BUSY where the process that has it open does not answer, STORE_BROKEN where it cannot be opened
 */
export async function openEmbedded(folder: string): Promise<Database> {
  const idle: Connection[] = [await findOrStart(folder)];
  let isClosed = false;

  /** Finding the process again where it was killed is safe until something was sent. */
  async function withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    if (isClosed) throw new GuidedError("STORE_BROKEN", `The database in ${folder} is closed already.`, "This is a mistake of Trueup; report it.");
    let connection = idle.pop();
    while (connection && !connection.isOpen()) connection = idle.pop();
    connection ??= await findOrStart(folder);
    try {
      return await work(connection);
    } finally {
      if (isClosed) await connection.close();
      else if (connection.isOpen()) idle.push(connection);
    }
  }

  const guided = <T>(work: Promise<T>): Promise<T> => work.catch(error => Promise.reject(error instanceof ConnectionLost ? lost(folder, error) : error));
  return {
    query: (sql, parameters) => guided(withConnection(connection => connection.query(sql, parameters))) as ReturnType<Query> as Promise<never[]>,
    transaction: work => guided(withPatience(PATIENCE_MS, () => withConnection(connection => transactionOn(connection, work)), error => error instanceof ConnectionLost || isToTryAgain(error))),
    async close() {
      isClosed = true;
      await Promise.all(idle.splice(0).map(connection => connection.close()));
    },
  };
}

async function transactionOn<T>(connection: Connection, work: (query: Query) => Promise<T>): Promise<T> {
  await connection.ask("begin");
  try {
    const result = await work(connection.query);
    await connection.ask("commit");
    return result;
  } catch (error) {
    if (connection.isOpen()) await connection.ask("rollback");
    throw error;
  }
}

function lost(folder: string, cause: Error): GuidedError {
  return new GuidedError("STORE_BUSY", `The process that has the database in ${folder} open went away in the middle of a query.`, "Run it again. If it keeps happening, look whether the disk is full or the machine short of memory.", { cause });
}
