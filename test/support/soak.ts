import { setTimeout as sleep } from "node:timers/promises";
import { planScan } from "../../cli/service/plan-scan.ts";
import type { ScanReport } from "../../model/scan-report.ts";
import type { StackStanding } from "../../model/drift-record.ts";
import { databaseQueue } from "../../providers/queues/database-queue.ts";
import { openDatabase, openStore } from "../../providers/stores/open-store.ts";
import { scanId } from "../../providers/stores/scan-id.ts";
import type { Fleet, TrueupProcess } from "./fleet.ts";
import type { PostgresServer } from "./postgres.ts";

export interface SoakOptions {
  fleet: Fleet;
  server: PostgresServer;
  url: string;
  /** Scans of the whole fleet. */
  slots: number;
  /** Times that a worker is ended by `kill -9`, at random moments. */
  kills: number;
  /** Times that the database is ended and started again, every other time by `kill -9`. */
  restarts: number;
  /** Milliseconds between two of these. */
  pauseMs: number;
  /** Milliseconds that everything may take. */
  deadlineMs: number;
}

export interface SoakResult {
  reports: ScanReport[];
  standings: StackStanding[];
  /** Every line that any worker logged. */
  events: ReturnType<TrueupProcess["events"]>;
  killed: number;
  seconds: number;
}

/** Plans the scans as the scheduler does, lets two `trueup worker` processes carry them out while they and the database are ended again and again, and gives what the store holds in the end. */
export async function soak({ fleet, server, url, slots, kills, restarts, pauseMs, deadlineMs }: SoakOptions): Promise<SoakResult> {
  const began = Date.now();
  const settings = { folder: `${fleet.cwd}/.trueup`, server: { url, password: server.password, fingerprintKey: () => "" } };
  const store = openStore(settings);
  const database = await openDatabase(settings);
  await store.scans(1);
  const queue = await databaseQueue(database, { backend: "postgres", onTrouble: () => undefined });
  const refs = [...fleet.expected.keys()].map(name => ({ backend: "main", project: name.split("/")[0]!, stack: name.split("/")[1]! }));
  const ids: string[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const now = new Date();
    const id = scanId(now, Buffer.from([0, slot >> 8, slot & 255]));
    const stacks = refs.map(ref => ({ ref, identities: [], onDrift: "report" as const, directions: [], priority: 0 }));
    await planScan({ id, slot: `soak@${new Date(Date.UTC(2026, 0, 1, 0, slot)).toISOString()}`, stacks, besides: [], timesOf: () => ({}), trueup: "test", now }, { store, queue });
    ids.push(id);
  }

  const all: TrueupProcess[] = [];
  const startWorker = (): TrueupProcess => {
    const started = fleet.start("worker");
    all.push(started);
    return started;
  };
  const workers = [startWorker(), startWorker()];
  const isOver = async (): Promise<boolean> => (await store.scans(slots + 1)).every(({ finishedAt }) => finishedAt !== undefined);
  const disturbances = shuffled([...Array.from({ length: kills }, () => "kill"), ...Array.from({ length: restarts }, (_, i) => (i % 2 === 0 ? "restart" : "crash"))]);
  let killed = 0;
  for (const disturbance of disturbances) {
    await sleep(pauseMs * (0.5 + Math.random()));
    if (disturbance === "kill") {
      const victim = Math.floor(Math.random() * 2);
      await workers[victim]!.end("SIGKILL");
      workers[victim] = startWorker();
      killed += 1;
    } else {
      await (disturbance === "crash" ? server.kill() : server.stop());
      await sleep(1_000 + Math.random() * 2_000);
      await server.start();
    }
  }
  while (!(await isOver())) {
    if (Date.now() - began > deadlineMs) throw new Error(`not over after ${deadlineMs / 1000} s: ${JSON.stringify(await store.scans(slots))}\n${all.map(each => each.text().split("\n").slice(-15).join("\n")).join("\n---\n")}`);
    await sleep(500);
  }
  for (const each of workers) await each.end();
  const reports = await Promise.all(ids.map(async id => (await store.scan(id))!));
  const standings = await store.standings();
  await queue.close();
  await database.close();
  await store.close();
  return { reports, standings, events: all.flatMap(each => each.events()), killed, seconds: (Date.now() - began) / 1000 };
}

function shuffled<T>(items: T[]): T[] {
  return items.map(item => ({ item, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}
