import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { patience } from "../../../cli/service/patiently.ts";
import type { ServiceEvent } from "../../../cli/service/service-event.ts";
import { workLoop, type WorkEnd } from "../../../cli/service/work-loop.ts";
import { GuidedError, type Job, type Queue } from "../../../model/index.ts";

const job = (stack: string): Job => ({ work: { kind: "stack", scan: "s", ref: { backend: "main", project: "p", stack } }, deaths: 0, claim: { id: stack, attempt: 0, generation: 0, priority: 0 } });
const nameOf = ({ work }: Job): string => (work.kind === "stack" ? work.ref.stack : "finish");

/** A worker over a queue that holds these stacks. */
function working(names: string[], { carryOut, more = {}, graceMs = 200 }: { carryOut: (name: string) => Promise<WorkEnd>; more?: Partial<Queue>; graceMs?: number }) {
  const waiting = names.map(job);
  const [done, back] = [[] as string[], [] as string[]];
  const events: ServiceEvent[] = [];
  const queue: Queue = {
    add: async () => undefined,
    take: async most => waiting.splice(0, most),
    keep: async () => [],
    done: async each => (done.push(nameOf(each)), "done"),
    giveBack: async each => void back.push(nameOf(each)),
    hasten: async () => undefined,
    expire: async () => undefined,
    depth: async () => ({ waiting: 0, running: 0 }),
    close: async () => undefined,
    ...more,
  };
  const stop = new AbortController();
  const ended = new AbortController();
  const observe = (event: ServiceEvent): void => void events.push(event);
  const loop = workLoop({ queue, parallel: () => 2, carryOut: each => carryOut(nameOf(each)), stop: stop.signal, graceMs, patiently: patience(ended.signal, observe), observe });
  const finish = async (): Promise<void> => {
    stop.abort();
    await loop;
    ended.abort();
  };
  return { done, back, events, finish };
}

test("everything is done, never more than two at once, and a free place is taken at once", async () => {
  const running = { now: 0, most: 0 };
  const { done, finish } = working(["a", "b", "c", "d", "e"], {
    async carryOut() {
      running.most = Math.max(running.most, ++running.now);
      await sleep(20);
      running.now -= 1;
      return "done";
    },
  });
  await expect.poll(() => done.length).toBe(5);
  expect(running.most).toBe(2);
  await finish();
});

test("told to stop, it waits for what is about to end, gives the rest back, and takes nothing more", async () => {
  const { done, back, finish } = working(["short", "long", "never-taken"], { carryOut: name => sleep(name === "short" ? 100 : 5_000, "done" as const, { ref: false }) });
  await sleep(50);
  await finish();
  expect({ done, back }).toEqual({ done: ["short"], back: ["long"] });
});

test("work that fails is neither done nor given back: it comes again when its lease has ended", async () => {
  const { done, back, events, finish } = working(["a"], { carryOut: async () => Promise.reject(new Error("broken")) });
  await expect.poll(() => events.length).toBe(1);
  await finish();
  expect({ done, back, events }).toEqual({ done: [], back: [], events: [{ type: "trouble", doing: "scanning p/a", message: "broken" }] });
});

test("a database that is away while work is ended is waited for", async () => {
  const away = { times: 2 };
  const { events, finish } = working(["a"], {
    carryOut: async () => "done",
    more: {
      done: async () => {
        if (away.times-- > 0) throw new GuidedError("DATABASE_UNREACHABLE", "The database is away.", "");
        return "done";
      },
    },
    graceMs: 10_000,
  });
  await expect.poll(() => events.map(({ type }) => type), { timeout: 10_000 }).toEqual(["database-away", "database-back"]);
  await finish();
});

test("a queue that cannot be asked is asked again, and said so", async () => {
  const { events, finish } = working([], { carryOut: async () => "done", more: { take: async () => Promise.reject(new GuidedError("DATABASE_UNREACHABLE", "The database is away.", "")) } });
  await expect.poll(() => events[0]).toEqual({ type: "database-away", doing: "taking work", message: "The database is away." });
  await finish();
});
