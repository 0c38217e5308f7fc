import { expect, test as base } from "vitest";
import { openPostgres } from "../../../providers/database/postgres/open-postgres.ts";
import { startPostgres } from "../../support/postgres.ts";

/** `test`, with a server of this file's own, and a database in it with an empty table. */
const test = base
  .extend("server", { scope: "file" }, async ({}, { onCleanup }) => {
    const server = await startPostgres();
    onCleanup(() => server[Symbol.asyncDispose]());
    return server;
  })
  .extend("url", { scope: "file" }, ({ server }) => server.createDatabase())
  .extend("database", async ({ server, url }, { onCleanup }) => {
    const database = await openPostgres(url, server.password);
    onCleanup(() => database.close());
    await database.query("drop table if exists counted, pair; create table counted (n int primary key)");
    return database;
  });

test("a transaction whose work throws leaves nothing", async ({ database }) => {
  const failing = database.transaction(async query => {
    await query("insert into counted values (1)");
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await database.query("select * from counted")).toEqual([]);
});

test("several statements give the rows of all of them", async ({ database }) => {
  expect(await database.query("begin; select 1 as a; select 2 as a; commit")).toEqual([{ a: 1 }, { a: 2 }]);
});

test("what the server asks to try again is tried again", async ({ database }) => {
  await database.query("create table pair (id int primary key, n int); insert into pair values (1, 0), (2, 0)");
  const both = ([first, second]: [number, number]): Promise<void> =>
    database.transaction(async query => {
      await query("update pair set n = n + 1 where id = $1", [first]);
      await query("select pg_sleep(0.2)");
      await query("update pair set n = n + 1 where id = $1", [second]);
    });
  await Promise.all([both([1, 2]), both([2, 1])]);
  expect(await database.query("select n from pair")).toEqual([{ n: 2 }, { n: 2 }]);
});

test.for(["restarted", "killed"])("work goes on after the server was %s in the middle of a transaction", { timeout: 60_000 }, async (how, { database, server }) => {
  let attempts = 0;
  await database.transaction(async query => {
    attempts++;
    await query("insert into counted values (7)");
    if (attempts === 1) {
      await (how === "killed" ? server.kill() : server.stop());
      await server.start();
    }
    await query("select 1");
  });
  expect(await database.query("select n from counted")).toEqual([{ n: 7 }]);
  expect(attempts).toBe(2);
});

test.for([
  ["no server", (at: string) => at.replace(/:\d+\//, ":1/"), "could not be reached (ECONNREFUSED)"],
  ["a database that is not there", (at: string) => `${at}_gone`, "is not there"],
] as const)("%s is told by its address", async ([, change, why], { server, url }) => {
  const at = change(url);
  await expect(openPostgres(at, server.password)).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE", message: `The database ${at} ${why}.` });
});

test("a wrong password is told and never shown, wherever it came from", async ({ url }) => {
  const canary = "wrong-password-canary";
  const error = { code: "DATABASE_UNREACHABLE", message: `The database ${url} does not let this user in.` };
  await expect(openPostgres(url, canary)).rejects.toMatchObject(error);
  await expect(openPostgres(url.replace("postgres@", `postgres:${canary}@`))).rejects.toMatchObject(error);
});
