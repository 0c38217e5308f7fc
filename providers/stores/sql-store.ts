import { GuidedError, type Store } from "../../model/index.ts";
import type { Database, Query } from "../database/database.ts";
import { migrate } from "./migrations/migrate.ts";
import { drifts } from "./tables/drifts.ts";
import { baseline, facts, saveBaseline, saveFacts } from "./tables/kept-documents.ts";
import { prune } from "./tables/prune.ts";
import * as scans from "./tables/scans.ts";
import { keepReport } from "./tables/stack-reports.ts";
import { standings } from "./tables/standings.ts";

export interface StorePlaces extends Pick<Store, "fingerprintKey" | "saveSnapshot"> {
  /** For messages: a folder, or the address of a database without its password. */
  name: string;
  /** Whether there is anything that could be read; asking makes nothing. */
  isThere(): Promise<boolean>;
  open(): Promise<Database>;
}

/** A store in a PostgreSQL database, which is opened when it is first needed; everything it does to it may be done twice. */
export function sqlStore({ name, isThere, open, fingerprintKey, saveSnapshot }: StorePlaces): Store {
  let opened: Promise<Database> | undefined;

  async function openAndMigrate(): Promise<Database> {
    const database = await open();
    try {
      await migrate(database, name);
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  async function write<T>(work: (query: Query) => Promise<T>): Promise<T> {
    try {
      return await (await connected()).transaction(work);
    } catch (error) {
      throw inOurWords(error, name);
    }
  }

  /** What could not be opened is opened anew when it is needed again. */
  async function connected(): Promise<Database> {
    const opening = (opened ??= openAndMigrate());
    try {
      return await opening;
    } catch (error) {
      if (opened === opening) opened = undefined;
      throw error;
    }
  }

  const read = async <T>(nothing: T, work: (query: Query) => Promise<T>): Promise<T> => (opened || (await isThere()) ? write(work) : nothing);

  return {
    beginScan(start) {
      let attempts = 0;
      return write(query => scans.beginScan(query, start, attempts++ > 0));
    },
    saveStack: (scan, ref, report, at) => write(query => keepReport(query, { scan, ref, report, at })),
    finishScan: (id, end) => write(query => scans.finishScan(query, id, end)),
    untold: scan => read([], query => scans.untold(query, scan)),
    isTold: (scan, ref) => read(true, query => scans.isTold(query, scan, ref)),
    told: scan => read([], query => scans.told(query, scan)),
    scan: id => read(undefined, query => scans.scan(query, id)),
    latestScan: () => read(undefined, query => scans.latestScan(query)),
    scans: limit => read([], query => scans.scans(query, limit)),
    drifts: asked => read([], query => drifts(query, asked)),
    standings: () => read([], query => standings(query)),
    baseline: ref => read(undefined, query => baseline(query, ref)),
    saveBaseline: document => write(query => saveBaseline(query, document)),
    saveFacts: document => write(query => saveFacts(query, document)),
    facts: () => read([], query => facts(query)),
    prune: before => read(0, query => prune(query, before)),
    ...{ fingerprintKey, saveSnapshot },
    async close() {
      const closing = opened;
      opened = undefined;
      // That it could not be opened was told to whoever needed it.
      await (await closing?.catch(() => undefined))?.close();
    },
  };
}

function inOurWords(error: unknown, name: string): unknown {
  if (error instanceof GuidedError) return error;
  const { message, code } = error as Error & { code?: string };
  // Without a code it was no answer of the database but a mistake of ours.
  if (!code) return error;
  return new GuidedError("STORE_BROKEN", `The store in ${name} cannot be read or written: ${message} (${code}).`, "Look whether its disk is full and its tables are as Trueup made them; the log of the database says more.", { cause: error });
}
