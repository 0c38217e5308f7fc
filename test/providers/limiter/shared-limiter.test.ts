import { afterAll, expect, test } from "vitest";
import type { Database } from "../../../providers/database/database.ts";
import { openPostgres } from "../../../providers/database/postgres/open-postgres.ts";
import { sharedLimiter, type SharedLimiter } from "../../../providers/limiter/shared-limiter.ts";
import { migrate } from "../../../providers/stores/migrations/migrate.ts";
import { startPostgres } from "../../support/postgres.ts";

const server = await startPostgres();
const database = await openPostgres(await server.createDatabase(), server.password);
await migrate(database, "the test's database");
afterAll(async () => {
  await database.close();
  await server[Symbol.asyncDispose]();
});

/** A worker with a clock that only waiting moves; exchanges happen when the test says so. */
function worker(name: string, on: Pick<Database, "query"> = database) {
  const clock = { ms: 0 };
  const limiter: SharedLimiter = sharedLimiter(on, { worker: name, callsPerSecond: { aws: 20 }, exchangeMs: 3_600_000, now: () => clock.ms, wait: async ms => void (clock.ms += ms) });
  /** Calls a second over some seconds, after what may be made up for is used up. */
  const rate = async (key: string): Promise<number> => {
    for (let call = 0; call < 100; call++) await limiter.take(key);
    const from = clock.ms;
    for (let call = 0; call < 100; call++) await limiter.take(key);
    return 100_000 / (clock.ms - from);
  };
  return { limiter, rate, clock };
}

test("what the configuration allows is divided by the workers that call the same API, and not by others", async () => {
  const [one, two, elsewhere] = [worker("one"), worker("two"), worker("elsewhere")];
  expect(await one.rate("aws:1:ec2")).toBeCloseTo(20, 0);
  await two.limiter.take("aws:1:ec2");
  await elsewhere.limiter.take("aws:2:ec2");
  for (const { limiter } of [two, elsewhere, one, two]) await limiter.exchange();
  expect(await one.rate("aws:1:ec2")).toBeCloseTo(10, 0);
  expect(await elsewhere.rate("aws:2:ec2")).toBeCloseTo(20, 0);
  await database.query("update trueup.call_pace set seen_at = now() - interval '11 seconds' where worker = 'two'");
  await one.limiter.exchange();
  one.clock.ms += 120_000;
  one.limiter.answered("aws:1:ec2");
  expect(await one.rate("aws:1:ec2")).toBeCloseTo(20, 0);
});

test("a refusal that one worker meets slows the others down with the next exchange, once", async () => {
  const [one, two] = [worker("three"), worker("four")];
  await two.limiter.take("aws:3:s3");
  one.limiter.throttled("aws:3:s3");
  await one.limiter.exchange();
  await two.limiter.exchange();
  const slowed = await two.rate("aws:3:s3");
  expect(slowed).toBeLessThanOrEqual(10.5);
  await two.limiter.exchange();
  expect(await two.rate("aws:3:s3")).toBeCloseTo(slowed, 0);
});

test("an API that nobody limits and that refused nobody costs nothing", async () => {
  const { limiter, clock } = worker("five");
  for (let call = 0; call < 1000; call++) await limiter.take("gcp:p:compute");
  await limiter.exchange();
  await limiter.take("gcp:p:compute");
  expect(clock.ms).toBe(0);
});

test("while the database is away each goes on as it last was", async () => {
  const broken = worker("six", { query: async () => Promise.reject(new Error("away")) });
  await broken.limiter.take("aws:4:ec2");
  await expect(broken.limiter.exchange()).rejects.toThrow("away");
  expect(await broken.rate("aws:4:ec2")).toBeCloseTo(20, 0);
});
