import { expect, test } from "vitest";
import { inProcessLimiter } from "../../providers/limiter/in-process-limiter.ts";

/** A limiter on a clock of its own: waiting is how its time passes. */
function limiter(callsPerSecond: Record<string, number> = {}) {
  const clock = { now: 1_000_000 };
  const waits: number[] = [];
  const limit = inProcessLimiter({ callsPerSecond, now: () => clock.now, wait: async ms => void ((clock.now += ms), waits.push(ms)) });
  const secondsFor = async (calls: number, key = KEY): Promise<number> => {
    const started = clock.now;
    for (let i = 0; i < calls; i++) {
      await limit.take(key);
      limit.answered(key);
    }
    return (clock.now - started) / 1000;
  };
  return { ...limit, clock, waits, secondsFor };
}

const KEY = "aws:123456789012:ec2";

test("a key that nobody limits and that was never refused is not held back", async () => {
  expect(await limiter().secondsFor(1000)).toBe(0);
});

test("a configured rate holds for every key of its package, after a second's worth at once", async () => {
  const limit = limiter({ aws: 10 });
  expect(await limit.secondsFor(10)).toBe(0);
  expect(await limit.secondsFor(20)).toBeCloseTo(2, 0);
  expect(await limit.secondsFor(1000, "gcp:p:compute")).toBe(0);
});

test("a refusal halves the rate that was answered, calls that were under way together count as one, and each later refusal halves it again", async () => {
  const limit = limiter();
  await limit.secondsFor(40);
  for (let i = 0; i < 16; i++) limit.throttled(KEY);
  const slower = await limit.secondsFor(20);
  expect(slower).toBeGreaterThan(0.7);
  expect(slower).toBeLessThan(1.3);
  limit.clock.now += 2000;
  limit.throttled(KEY);
  await limit.take(KEY);
  expect(await limit.secondsFor(20)).toBeGreaterThan(slower);
});

test("one API's refusal leaves the others alone", async () => {
  const limit = limiter();
  limit.throttled(KEY);
  expect(await limit.secondsFor(100, "aws:123456789012:s3")).toBe(0);
});

test("answers make it faster again, never faster than configured, and a minute of them forgets the refusal", async () => {
  const limit = limiter({ aws: 20 });
  limit.throttled(KEY);
  const first = await limit.secondsFor(30);
  expect(await limit.secondsFor(30)).toBeLessThan(first);
  const free = limiter();
  free.throttled(KEY);
  free.clock.now += 61_000;
  free.answered(KEY);
  expect(await free.secondsFor(1000)).toBe(0);
});

test("however often it is refused, some calls are still made", async () => {
  const limit = limiter();
  for (let i = 0; i < 50; i++) {
    limit.clock.now += 2000;
    limit.throttled(KEY);
  }
  expect(await limit.secondsFor(5)).toBeLessThan(10);
});
