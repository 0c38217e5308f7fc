/** Runs one statement, or several without parameters between `;`. Parameters stand as `$1`. Gives the rows of all of them. */
export type Query = <Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/**
 * A PostgreSQL database, of a server or embedded. The same SQL works on both. Names of tables are found in the schema `trueup`, then in `public`. Times come as `Date`, `int8` as a string or a number: cast it.
 *
 * What goes wrong in the SQL itself is thrown as the driver has it, with the SQLSTATE as `code`. Everything that keeps from working at all
 * @throws {GuidedError} DATABASE_UNREACHABLE, or for the embedded one STORE_BUSY or STORE_BROKEN
 */
export interface Database {
  /** Waits a while for a server that is away, but nothing that was sent is ever sent again: a connection that is lost then is an error. */
  query: Query;
  /**
   * One transaction on one connection; rolled back where `work` throws. `work` runs again where the connection was lost or the server asks for it (deadlock, serialisation), also where nobody knows
   * whether it was committed: it has to come to the same when it is run twice. It may use nothing but the query it is given.
   */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
