import { GuidedError } from "../../../model/index.ts";
import type { Database, Query } from "../../database/database.ts";
import { codeOf } from "../../database/sql-error.ts";
import { migration as firstTables } from "./001-first-tables.ts";
import { migration as callPace } from "./002-call-pace.ts";

/** In order, without gaps; one that was released is never changed. */
const MIGRATIONS = [firstTables, callPace];
const NEWEST = MIGRATIONS.at(-1)!.version;

/** Any number that nothing else in the database locks. */
const LOCK = 7_283_640_101;
const NO_SUCH_TABLE = "42P01";
const NO_SUCH_SCHEMA = "3F000";

/**
 * Brings the tables to what this program knows. Of several that start at once one does it, and the others wait.
 * @param place for messages
 * @throws {GuidedError} STORE_BROKEN where a newer Trueup made the tables
 */
export async function migrate(database: Database, place: string): Promise<void> {
  if ((await versionOf(database.query).catch(zeroWhereThereIsNone)) === NEWEST) return;
  await database.transaction(async query => {
    await query("select pg_advisory_xact_lock($1::bigint)", [LOCK]);
    await query("create schema if not exists trueup; create table if not exists trueup.migrations (version int primary key, applied_at timestamptz not null default now())");
    const version = await versionOf(query);
    if (version > NEWEST) throw tooNew(version, place);
    for (const { version: to, sql } of MIGRATIONS.filter(migration => migration.version > version)) {
      await query(sql);
      await query("insert into trueup.migrations (version) values ($1)", [to]);
    }
  });
}

async function versionOf(query: Query): Promise<number> {
  const [row] = await query<{ version: number }>("select coalesce(max(version), 0)::int as version from trueup.migrations");
  return row!.version;
}

function zeroWhereThereIsNone(error: unknown): number {
  if ([NO_SUCH_TABLE, NO_SUCH_SCHEMA].includes(codeOf(error))) return 0;
  throw error;
}

function tooNew(version: number, place: string): GuidedError {
  return new GuidedError("STORE_BROKEN", `The tables in ${place} are of version ${version}; this Trueup knows them up to ${NEWEST}.`, "A newer Trueup has been here: run that one, or name another `store` or `database` in trueup.yaml.");
}
