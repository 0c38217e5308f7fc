import { readFileSync } from "node:fs";
import type { PoolConfig } from "pg";
import { NotUnderstood, BucketFailure, type Bucket, type BucketPlace } from "../bucket.ts";
import { parametersOf } from "../address.ts";

/** https://pkg.go.dev/github.com/lib/pq#hdr-Connection_String_Parameters, and the engine's own `table`. */
const UNDERSTOOD = ["table", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name", "host", "port", "user", "dbname"];
/** The engine writes the name into its statements as it is. */
const TABLE = /^[a-z_][\w$]*(\.[a-z_][\w$]*)?$/i;
const NO_SUCH_TABLE = "42P01";

/** A table of PostgreSQL: https://github.com/pulumi/pulumi/tree/v3.250.0/pkg/backend/diy/postgres. Only ever selected from. */
export function openPostgresBucket(address: string, { env }: BucketPlace): Bucket {
  const given = parametersOf(address, UNDERSTOOD);
  const table = given["table"] || "pulumi_state";
  if (!TABLE.test(table)) throw new NotUnderstood(`the parameter "table" of its address is no plain name`);
  const config = connection(address, given, env);
  const select = async <Row extends object>(statement: string, value: string, signal: AbortSignal): Promise<Row[]> => {
    const { Client } = (await import("pg")).default;
    const client = new Client(config);
    // What breaks while nobody asks is told by the next question.
    client.on("error", () => undefined);
    const giveUp = (): void => void client.end().catch(() => undefined);
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      await client.connect();
      return (await client.query<Row>(statement, [value])).rows;
    } catch (error) {
      // The engine would make the table now.
      if ((error as { code?: string }).code === NO_SUCH_TABLE) return [];
      throw failure(error);
    } finally {
      signal.removeEventListener("abort", giveUp);
      await client.end().catch(() => undefined);
    }
  };
  return {
    async list(prefix, signal) {
      const rows = await select<{ key: string; updated_at: Date }>(`SELECT key, updated_at FROM ${table} WHERE starts_with(key, $1) ORDER BY key`, prefix, signal);
      return rows.map(({ key, updated_at }) => ({ key, modified: updated_at }));
    },
    async get(key, signal) {
      const [row] = await select<{ data: string }>(`SELECT data->>'data' AS data FROM ${table} WHERE key = $1`, key, signal);
      return row && Buffer.from(row.data, "base64");
    },
  };
}

/** As the engine's own client takes address and environment: https://pkg.go.dev/github.com/lib/pq */
function connection(address: string, given: Record<string, string | undefined>, env: NodeJS.ProcessEnv): PoolConfig {
  const url = new URL(address);
  const database = decodeURIComponent(url.pathname.slice(1)) || given["dbname"] || env["PGDATABASE"];
  const user = decodeURIComponent(url.username) || given["user"] || env["PGUSER"];
  const password = decodeURIComponent(url.password) || env["PGPASSWORD"];
  const port = url.port || given["port"] || env["PGPORT"];
  return {
    host: url.hostname || given["host"] || env["PGHOST"] || "localhost",
    ...(port ? { port: Number(port) } : {}),
    ...(user ? { user } : {}),
    ...(password ? { password } : {}),
    ...(database ? { database } : {}),
    application_name: given["application_name"] ?? "trueup",
    connectionTimeoutMillis: 1000 * Number(given["connect_timeout"] ?? env["PGCONNECT_TIMEOUT"] ?? 15),
    ssl: encryption(given, env),
  };
}

/** Of the engine's client `require` is the default, and it checks no certificate. */
function encryption(given: Record<string, string | undefined>, env: NodeJS.ProcessEnv): PoolConfig["ssl"] {
  const mode = given["sslmode"] ?? env["PGSSLMODE"] ?? "require";
  if (mode === "disable") return false;
  const file = (name: string, variable: string): string | undefined => contents(given[name] ?? env[variable]);
  const [ca, cert, key] = [file("sslrootcert", "PGSSLROOTCERT"), file("sslcert", "PGSSLCERT"), file("sslkey", "PGSSLKEY")];
  const files = { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) };
  if (mode === "verify-full") return { ...files, rejectUnauthorized: true };
  if (mode === "verify-ca" || (mode === "require" && ca)) return { ...files, rejectUnauthorized: true, checkServerIdentity: () => undefined };
  if (mode === "require") return { ...files, rejectUnauthorized: false };
  throw new NotUnderstood(`its sslmode is ${mode}`);
}

function contents(path: string | undefined): string | undefined {
  try {
    return path ? readFileSync(path, "utf8") : undefined;
  } catch (error) {
    throw new BucketFailure("unreachable", `the file ${path} for its encryption cannot be read`, { cause: error });
  }
}

function failure(error: unknown): BucketFailure {
  const { code = "", message } = error as { code?: string; message: string };
  if (code === "3D000") return new BucketFailure("missing", "there is no such database", { cause: error });
  if (code === "42501" || code.startsWith("28")) return new BucketFailure("refused", `access is denied (${code})`, { cause: error });
  return new BucketFailure("unreachable", `it could not be reached (${code || message})`, { cause: error });
}
