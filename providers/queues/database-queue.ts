import { PgBoss, type JobInsert, type JobWithMetadata } from "pg-boss";
import type { Job, NewJob, Queue, Work } from "../../model/index.ts";
import type { Database } from "../database/database.ts";
import { bossDatabase, withinTransaction } from "./boss-database.ts";
import { jobId, stackKey } from "./job-id.ts";
import { steadiness } from "./steadiness.ts";

const SCHEMA = "trueup_queue";
const NAME = "work";
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Seconds after which a worker that did not say that it lives has lost its work: it says so several times in between. */
const LEASE = 20;
/** Seconds for which it is remembered what was done, so that it is not added again. */
const REMEMBER = 24 * 3600;
/** Seconds that anything may take: the deadline of a stack ends it long before. */
const LONGEST = 12 * 3600;
/** The library counts every claim as a try. When there were too many is for the worker to say, who tells it in the stack's report. */
const TRIES = 1_000_000;
const SETTINGS = { expireInSeconds: LONGEST, retryLimit: TRIES, retryDelay: 0, deleteAfterSeconds: REMEMBER, retentionSeconds: 14 * REMEMBER };

/** Held while work is taken, so that two who take at the same moment cannot both find a stack unread. The number is ours alone. */
const TAKING = "select pg_advisory_xact_lock(8112026001)";

interface Stored {
  work: Work;
  /** How often it was given back: claims that ended well. */
  generation: number;
}

export interface QueueOptions {
  backend: "postgres" | "pglite";
  /** Seconds, at least ten; the same in every process of a queue. */
  lease?: number;
  /** Told of what goes wrong beside any call. */
  onTrouble(error: Error): void;
}

/** A queue in the database of the store, kept by pg-boss (https://github.com/timgit/pg-boss) in a schema of its own. Closing it leaves the database open. */
export async function databaseQueue(database: Database, { backend, lease = LEASE, onTrouble }: QueueOptions): Promise<Queue> {
  const steady = steadiness(lease * 1000);
  const boss = new PgBoss({ db: bossDatabase(steady.watch(database)), backend, schema: SCHEMA, supervise: false, schedule: false, reindex: false, monitorIntervalSeconds: 2, maintenanceIntervalSeconds: 600 });
  boss.on("error", onTrouble);
  await boss.start();
  await boss.createQueue(NAME, { ...SETTINGS, heartbeatSeconds: lease });
  // It looks the queue up once, and inside of a transaction of ours it would wait for that to end.
  await boss.findJobs(NAME, { id: NOBODY });

  return {
    async add(jobs) {
      if (jobs.length > 0) await boss.insert(NAME, jobs.map(toInsert));
    },
    take: most =>
      database.transaction(async query => {
        await query(TAKING);
        const taken = await boss.fetch<Stored>(NAME, { batchSize: most, groupConcurrency: 1, includeMetadata: true, db: withinTransaction(query) });
        return taken.map(toJob);
      }),
    async keep(jobs) {
      if (jobs.length === 0) return [];
      const kept = settledIn(await boss.touch(NAME, jobs.map(claimOf)));
      return jobs.filter(({ claim }) => !kept.has(claim.id));
    },
    async done(job) {
      return settledIn(await boss.complete(NAME, [claimOf(job)])).has(job.claim.id) ? "done" : "lost";
    },
    giveBack: (job, startAfter) =>
      database.transaction(async query => {
        const db = withinTransaction(query);
        const given = settledIn(await boss.fail(NAME, [claimOf(job)], null, { db }));
        if (!given.has(job.claim.id)) return;
        const stored: Stored = { work: job.work, generation: job.claim.generation + 1 };
        await boss.update(NAME, stored, { id: job.claim.id, db, ...(startAfter ? { startAfter } : {}) });
      }),
    async hasten(scan) {
      await boss.update(NAME, undefined, { id: jobId({ kind: "finish", scan, besides: [] }), startAfter: "0 seconds" });
    },
    async expire() {
      // Where the database was away, nobody could say that he lives.
      if (steady.isSteady()) await boss.supervise(NAME);
    },
    async depth() {
      const queue = await boss.getQueue(NAME);
      return { waiting: queue?.queuedCount ?? 0, running: queue?.activeCount ?? 0 };
    },
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

function toInsert({ work, priority, startAfter }: NewJob): JobInsert<Stored> {
  return {
    id: jobId(work),
    data: { work, generation: 0 },
    priority,
    ...(startAfter ? { startAfter } : {}),
    ...groupOf(work),
  };
}

/** No two of a group are worked on at once: one stack is not read twice, and the limits of pull requests are counted by one. */
function groupOf(work: Work): { group?: { id: string } } {
  if (work.kind === "finish") return {};
  return { group: { id: work.kind === "stack" ? stackKey(work.ref) : work.kind } };
}

function toJob({ id, data, retryCount, priority }: JobWithMetadata<Stored>): Job {
  return { work: data.work, deaths: Math.max(0, retryCount - data.generation), claim: { id, attempt: retryCount, generation: data.generation, priority } };
}

/** With the attempt, so that whoever lost the work changes nothing for the one who has it now. */
function claimOf({ claim }: Job): { id: string; retryCount: number } {
  return { id: claim.id, retryCount: claim.attempt };
}

/** The library's type leaves out the ids that its answer has. */
function settledIn(response: { settled?: string[] }): Set<string> {
  return new Set(response.settled ?? []);
}
