import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { Job, NewJob, Queue } from "../../../model/index.ts";
import { openPostgres } from "../../../providers/database/postgres/open-postgres.ts";
import { databaseQueue } from "../../../providers/queues/database-queue.ts";
import { startPostgres } from "../../support/postgres.ts";

const server = await startPostgres();
afterAll(() => server[Symbol.asyncDispose]());

const ref = (stack: string) => ({ backend: "main", project: "shop", stack });
const stackJob = (stack: string, more: Partial<NewJob> & { scan?: string } = {}): NewJob => ({ priority: 0, work: { kind: "stack", scan: more.scan ?? "s1", ref: ref(stack) }, ...more });
const names = (jobs: readonly Job[]): string[] => jobs.map(({ work }) => (work.kind === "stack" ? work.ref.stack : "finish")).sort();

/** As many processes as asked for, on one new database. */
async function opened(count = 1): Promise<{ queues: Queue[]; url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const url = await server.createDatabase();
  const databases = await Promise.all(Array.from({ length: count }, () => openPostgres(url, server.password)));
  const queues = await Promise.all(databases.map(database => databaseQueue(database, { backend: "postgres", lease: LEASE, onTrouble: () => undefined })));
  return {
    queues,
    url,
    async [Symbol.asyncDispose]() {
      for (const queue of queues) await queue.close();
      for (const database of databases) await database.close();
    },
  };
}

/** What happens to the lease of a worker that is silent for so long. */
const letLeasesEnd = (url: string) => server.sql("update trueup_queue.job set heartbeat_on = heartbeat_on - interval '1 minute' where state = 'active'; update trueup_queue.queue set monitor_claim_on = null, monitor_on = null", url);
/** The shortest there is, in seconds. */
const LEASE = 10;
/** A process that has just begun does not know whether the database was away before. */
const STEADY = LEASE * 1000 + 500;

test("what is added twice is there once, also when it is taken, done, or added by another", async () => {
  await using opening = await opened(2);
  const [one, other] = opening.queues as [Queue, Queue];
  await Promise.all([one.add([stackJob("a"), stackJob("b")]), other.add([stackJob("a"), stackJob("b"), stackJob("c")])]);
  const taken = [...(await one.take(2)), ...(await other.take(10))];
  expect(names(taken)).toEqual(["a", "b", "c"]);
  await one.add([stackJob("a"), stackJob("b"), stackJob("c")]);
  expect(await other.take(10)).toEqual([]);
  for (const job of taken) expect(await one.done(job)).toBe("done");
  await one.add([stackJob("a"), stackJob("b"), stackJob("c")]);
  expect(await other.take(10)).toEqual([]);
});

test("the one with more priority goes first, and nothing before its time", async () => {
  await using opening = await opened();
  const [queue] = opening.queues as [Queue];
  await queue.add([stackJob("later", { startAfter: new Date(Date.now() + 60_000), priority: 100 }), stackJob("low"), stackJob("high", { priority: 7 })]);
  expect(names(await queue.take(1))).toEqual(["high"]);
  expect(names(await queue.take(5))).toEqual(["low"]);
  expect(await queue.take(5)).toEqual([]);
});

test("a stack that is being read for one scan is not taken for another", async () => {
  await using opening = await opened(4);
  await opening.queues[0]!.add(["s1", "s2", "s3"].flatMap(scan => [stackJob("a", { scan }), stackJob("b", { scan })]));
  const taken = (await Promise.all(opening.queues.map(queue => queue.take(2)))).flat();
  expect(new Set(names(taken)).size).toBe(taken.length);
  const first = taken.find(({ work }) => work.kind === "stack" && work.ref.stack === "a") ?? taken[0]!;
  await opening.queues[0]!.done(first);
  expect(names(await opening.queues[1]!.take(6)).filter(name => names([first]).includes(name))).toHaveLength(1);
});

test("what was given back goes to another, in its time, and counts as no death", async () => {
  await using opening = await opened(2);
  const [one, other] = opening.queues as [Queue, Queue];
  await one.add([stackJob("a")]);
  for (let round = 0; round < 3; round++) {
    const [job] = (await one.take(1)) as [Job];
    expect(job.deaths).toBe(0);
    await one.giveBack(job);
  }
  const [job] = (await other.take(1)) as [Job];
  expect(job.deaths).toBe(0);
  await other.giveBack(job, new Date(Date.now() + 60_000));
  expect(await one.take(1)).toEqual([]);
});

test("the end of a scan waits for its time or until it is hastened", async () => {
  await using opening = await opened();
  const [queue] = opening.queues as [Queue];
  await queue.add([{ work: { kind: "finish", scan: "s1", besides: [] }, priority: 5, startAfter: new Date(Date.now() + 60_000) }]);
  expect(await queue.take(1)).toEqual([]);
  await queue.hasten("s1");
  const [job] = (await queue.take(1)) as [Job];
  expect(job.work).toEqual({ kind: "finish", scan: "s1", besides: [] });
  await queue.giveBack(job, new Date(Date.now() + 60_000));
  expect(await queue.take(1)).toEqual([]);
  await queue.hasten("s1");
  expect(await queue.take(1)).toHaveLength(1);
});

test("a lease that was not kept ends: another has the work, the death is counted, and who had it can neither keep nor end it", { timeout: 90_000 }, async () => {
  await using opening = await opened(2);
  const [dead, other] = opening.queues as [Queue, Queue];
  await sleep(STEADY);
  await dead.add([stackJob("a"), stackJob("b")]);
  const lost = await dead.take(2);
  await other.expire();
  expect(await other.take(2)).toEqual([]);
  await letLeasesEnd(opening.url);
  await other.expire();
  const again = await other.take(2);
  expect(again.map(({ deaths }) => deaths)).toEqual([1, 1]);
  expect(names(await dead.keep(lost))).toEqual(["a", "b"]);
  expect(await dead.done(lost[0]!)).toBe("lost");
  await dead.giveBack(lost[1]!);
  expect(await other.keep(again)).toEqual([]);
  expect(await Promise.all(again.map(job => other.done(job)))).toEqual(["done", "done"]);
});

test("after the database was away no lease is ended before its holder could say that he lives", { timeout: 90_000 }, async () => {
  await using opening = await opened(2);
  const [holder, other] = opening.queues as [Queue, Queue];
  await sleep(STEADY);
  await holder.add([stackJob("a")]);
  const held = await holder.take(1);
  await letLeasesEnd(opening.url);
  await server.kill();
  const asked = other.depth().catch(() => undefined);
  await sleep(6_000);
  await server.start();
  await asked;
  await other.expire();
  expect(await holder.keep(held)).toEqual([]);
  expect(await holder.done(held[0]!)).toBe("done");
});
