import pg from "pg";
import { parseIntoClientConfig } from "pg-connection-string";
import type { Database, Query } from "../database.ts";
import { withPatience } from "../patience.ts";
import { isToTryAgain } from "../sql-error.ts";
import { asGuided, isAway, isLost } from "./away.ts";

const LIMITS = {
  max: 10,
  connectionTimeoutMillis: 10_000,
  statement_timeout: 60_000,
  // The server's own limit says what was too long; this one is for a server that says nothing any more.
  query_timeout: 75_000,
  idle_in_transaction_session_timeout: 60_000,
  idleTimeoutMillis: 30_000,
  keepAlive: true,
} as const;

/** How long a server may be away in the middle of work: a restart or a failover takes seconds. */
const PATIENCE_MS = 60_000;
const PATIENCE_AT_FIRST_MS = 3_000;

/**
 * A pool of connections to a PostgreSQL server, which is asked once before this returns.
 * @param url without a password; unix sockets as `postgres:///name?host=/run/postgresql`, encryption as `?sslmode=verify-full`
 * @throws {GuidedError} DATABASE_UNREACHABLE, never with the password
 */
export async function openPostgres(url: string, password?: string): Promise<Database> {
  const place = withoutPassword(url);
  const pool = new pg.Pool({ ...settingsOf(url, password), ...LIMITS, application_name: "trueup", options: "-c search_path=trueup,public" });
  // A server that restarts ends idle connections: the next query opens a new one.
  pool.on("error", () => undefined);
  const guided = <T>(work: Promise<T>): Promise<T> => work.catch(error => Promise.reject(asGuided(error, place)));
  try {
    await guided(withPatience(PATIENCE_AT_FIRST_MS, () => pool.query("select 1"), isAway));
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    query: (sql, parameters) => guided(withConnection(pool, client => queryOn(client)(sql, parameters))),
    transaction: work => guided(withPatience(PATIENCE_MS, () => withConnection(pool, client => transactionOn(client, work)), error => isLost(error) || isToTryAgain(error))),
    close: () => pool.end(),
  };
}

/** Waits for a server that is away only until there is a connection; what happens on it is not tried again. */
async function withConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await withPatience(PATIENCE_MS, () => pool.connect(), isAway);
  let failed: unknown;
  // An error event without a listener ends the process, and the query in flight is told anyway.
  const onError = (error: Error): void => void (failed = error);
  client.on("error", onError);
  try {
    return await work(client);
  } catch (error) {
    if (isLost(error)) failed = error;
    throw error;
  } finally {
    client.off("error", onError);
    client.release(failed !== undefined);
  }
}

async function transactionOn<T>(client: pg.PoolClient, work: (query: Query) => Promise<T>): Promise<T> {
  const query = queryOn(client);
  await query("begin");
  try {
    const result = await work(query);
    await query("commit");
    return result;
  } catch (error) {
    if (!isLost(error)) await query("rollback");
    throw error;
  }
}

function queryOn(client: pg.PoolClient): Query {
  return async <Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> => {
    const result = (await client.query(sql, parameters?.length ? [...parameters] : undefined)) as pg.QueryResult | pg.QueryResult[];
    return (Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows) as Row[];
  };
}

function settingsOf(url: string, password: string | undefined): pg.ClientConfig {
  const { password: inUrl, ...settings } = parseIntoClientConfig(url);
  const known = password ?? inUrl;
  return { ...settings, ...(known ? { password: known } : {}) } as pg.ClientConfig;
}

function withoutPassword(url: string): string {
  return url.replace(/(\/\/[^/:@]*):[^@]*@/, "$1@").replace(/([?&]password=)[^&]*/g, "$1***");
}
