import { setTimeout as sleep } from "node:timers/promises";
import type { Job, Queue } from "../../model/ports/queue.ts";
import { stackName } from "../../model/stack.ts";
import { describeError } from "../failure.ts";
import { isAway, type Patiently } from "./patiently.ts";
import type { ServiceObserver } from "./service-event.ts";

/** How work ended: it is done, or it has to be looked at again. */
export type WorkEnd = "done" | { again: Date };

export interface WorkLoopOptions {
  queue: Queue;
  /** How much at once; asked each time, because the configuration may change. */
  parallel(): number;
  carryOut(job: Job): Promise<WorkEnd>;
  /** Aborts when no more work is to be taken. What is running then has `graceMs` to end. */
  stop: AbortSignal;
  graceMs: number;
  patiently: Patiently;
  observe: ServiceObserver;
}

/** Often enough that a lease outlives several that fail. */
const KEEP_MS = 4_000;
/** Between two looks at an empty queue. */
const IDLE_MS = 1_000;
/** After the database could not be asked. */
const AWAY_MS = 3_000;
/** What giving back may take, when the process is to end. */
const GIVE_BACK_MS = 3_000;

/** Takes work and carries it out until it is stopped; then waits for what is running, and gives back what does not end in time. Returns when it holds nothing any more. */
export async function workLoop(options: WorkLoopOptions): Promise<void> {
  const { parallel, stop, graceMs, observe } = options;
  const running = new Map<Job, Promise<void>>();
  const ended = new AbortController();
  const keeping = keepLeases(options, { running, until: ended.signal });
  while (!stop.aborted) {
    const free = parallel() - running.size;
    const jobs = free > 0 ? await takeQuietly(options, free) : [];
    for (const job of jobs) running.set(job, carryOut(job, options).finally(() => running.delete(job)));
    const hasMore = jobs.length > 0 && jobs.length === free && running.size < parallel();
    if (!hasMore) await firstOf([...running.values()], IDLE_MS, stop);
  }
  if (running.size > 0) observe({ type: "stopping", running: running.size });
  await firstOf([Promise.all(running.values())], graceMs);
  await Promise.all([...running.keys()].map(job => giveBack(job, options)));
  ended.abort();
  await keeping;
}

async function takeQuietly({ queue, stop, observe }: WorkLoopOptions, most: number): Promise<Job[]> {
  try {
    return await queue.take(most);
  } catch (error) {
    observe({ type: isAway(error) ? "database-away" : "trouble", doing: "taking work", message: describeError(error) });
    await firstOf([], AWAY_MS, stop);
    return [];
  }
}

/** Never throws. What fails here comes again when its lease has ended, as if its worker had died, and is counted like that: after some tries the stack's report says so. */
async function carryOut(job: Job, options: WorkLoopOptions): Promise<void> {
  const { queue, patiently, observe } = options;
  try {
    const end = await options.carryOut(job);
    if (end === "done") await patiently("ending work", () => queue.done(job));
    else await patiently("giving work back", () => queue.giveBack(job, end.again));
  } catch (error) {
    observe({ type: "trouble", doing: doing(job), message: describeError(error) });
  }
}

function doing({ work }: Job): string {
  if (work.kind === "stack") return `scanning ${stackName(work.ref)}`;
  return `${work.kind === "finish" ? "ending scan" : "ending the drift of scan"} ${work.scan}`;
}

/** Work whose lease was lost goes on all the same: somebody may be faster, but nobody knows, and the first report stands. */
async function keepLeases({ queue, observe }: WorkLoopOptions, { running, until }: { running: Map<Job, unknown>; until: AbortSignal }): Promise<void> {
  const lost = new WeakSet<Job>();
  while (!until.aborted) {
    await firstOf([], KEEP_MS, until);
    try {
      const gone = await queue.keep([...running.keys()].filter(job => !lost.has(job)));
      for (const job of gone.filter(each => running.has(each))) {
        lost.add(job);
        observe({ type: "lease-lost", ...told(job) });
      }
    } catch (error) {
      // That the database is away is said by whoever waits for it.
      if (!isAway(error)) observe({ type: "trouble", doing: "keeping leases", message: describeError(error) });
    }
  }
}

async function giveBack(job: Job, { queue, observe }: WorkLoopOptions): Promise<void> {
  observe({ type: "work-given-back", ...told(job) });
  await firstOf([queue.giveBack(job).catch(() => undefined)], GIVE_BACK_MS);
}

function told({ work }: Job): { scan: string; stack: string } {
  return { scan: work.scan, stack: work.kind === "stack" ? stackName(work.ref) : "" };
}

/** Resolves with the first of them, after some milliseconds, or when the signal aborts. */
async function firstOf(promises: readonly Promise<unknown>[], ms: number, signal?: AbortSignal): Promise<void> {
  const over = new AbortController();
  const signals = signal ? [over.signal, signal] : [over.signal];
  await Promise.race([...promises, sleep(ms, undefined, { signal: AbortSignal.any(signals) }).catch(() => undefined)]);
  over.abort();
}
