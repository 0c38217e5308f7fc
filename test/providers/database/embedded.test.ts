import { fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { openEmbedded } from "../../../providers/database/embedded/open-embedded.ts";
import type { Database } from "../../../providers/database/database.ts";
import { testInFolder } from "../../scratch-folder.ts";
import { databaseProcesses, killWriters } from "./kill-writers.ts";

/** `test`, with a folder whose path is longer than the address of a socket may be, and `open`; all are closed afterwards. */
const test = testInFolder
  .extend("template", { scope: "file" }, async ({}, { onCleanup }) => {
    const folder = mkdtempSync(join(tmpdir(), "trueup-template-"));
    onCleanup(() => rmSync(folder, { recursive: true, force: true }));
    await (await openEmbedded(folder)).close();
    return folder;
  })
  .extend("folder", ({ dir, template }) => {
    const folder = join(dir, "deep".repeat(40), "store");
    cpSync(template, folder, { recursive: true });
    return folder;
  })
  .extend("open", async ({ folder }, { onCleanup }) => {
    const opened: Database[] = [];
    onCleanup(async () => {
      await Promise.all(opened.map(database => database.close()));
    });
    return async (): Promise<Database> => {
      const database = await openEmbedded(folder);
      opened.push(database);
      return database;
    };
  });

test("many that open it at once share one process, which is gone with the last of them; its files are their owner's alone", { timeout: 120_000 }, async ({ folder, open }) => {
  const all = await Promise.all([open(), open(), open()]);
  await all[0]!.query("create table counted (n int primary key)");
  await Promise.all(Array.from({ length: 30 }, (_, n) => all[n % 3]!.transaction(query => query("insert into counted values ($1)", [n]))));
  expect(await all[1]!.query("select count(*)::int as n from counted")).toEqual([{ n: 30 }]);
  expect(databaseProcesses(folder)).toHaveLength(1);
  expect(modesIn(folder)).toEqual(new Set([0o600, 0o700]));
  await all[0]!.close();
  await all[1]!.close();
  expect(await all[2]!.query("select 1 as n")).toEqual([{ n: 1 }]);
  await all[2]!.close();
  await goneWithin(10_000, folder);
  expect(readdirSync(join(folder, "run"))).toEqual([]);
});

test("a transaction keeps others out, leaves nothing where it fails, and several statements that fail leave nothing open", { timeout: 120_000 }, async ({ open }) => {
  const [one, other] = await Promise.all([open(), open()]);
  await one!.query("create table counted (n int primary key)");
  const order: string[] = [];
  const failing = one!.transaction(async query => {
    await query("insert into counted values (1)");
    const waiting = other!.query("insert into counted values (1)").then(() => order.push("other"));
    await sleep(100);
    order.push("one");
    void waiting;
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  await expect(one!.query("begin; insert into counted values (2); select 1 / 0; commit")).rejects.toMatchObject({ code: "22012", message: "division by zero" });
  expect(await one!.query("select n from counted")).toEqual([{ n: 1 }]);
  expect(order).toEqual(["one", "other"]);
});

test("work goes on when the process is killed in the middle of a transaction", { timeout: 120_000 }, async ({ folder, open }) => {
  const database = await open();
  await database.query("create table counted (n int primary key)");
  let attempts = 0;
  await database.transaction(async query => {
    await query("insert into counted values (7)");
    if (attempts++ === 0) for (const pid of databaseProcesses(folder)) process.kill(pid, "SIGKILL");
    await query("insert into counted values (8)");
  });
  expect(await database.query("select n from counted order by n")).toEqual([{ n: 7 }, { n: 8 }]);
  expect(attempts).toBe(2);
});

test("who is killed in the middle of a transaction keeps nobody waiting, and has done nothing", { timeout: 50_000 }, async ({ folder, open }) => {
  const holder = fork(join(import.meta.dirname, "hold-transaction.ts"), [folder], { stdio: "ignore" });
  const exited = once(holder, "exit");
  await once(holder, "message");
  holder.kill("SIGKILL");
  await exited;
  const database = await open();
  expect(await database.query("select to_regclass('held') as held")).toEqual([{ held: null }]);
});

test("what was acknowledged is there after kills at any moment, and nothing is there by half", { timeout: 120_000 }, async ({ folder }) => {
  for (const { acknowledged, found } of await killWriters(folder, 4)) {
    expect(found.last).toBeGreaterThanOrEqual(acknowledged);
    expect(found).toEqual({ last: found.last, rows: found.last, doubled: found.last });
  }
});

testInFolder("a folder that cannot be one, and files that are no database, are told", { timeout: 120_000 }, async ({ dir }) => {
  writeFileSync(join(dir, "file"), "");
  await expect(openEmbedded(join(dir, "file"))).rejects.toMatchObject({ code: "STORE_BROKEN", message: `${join(dir, "file")} cannot be written (ENOTDIR).` });
  mkdirSync(join(dir, "store/database"), { recursive: true });
  writeFileSync(join(dir, "store/database/PG_VERSION"), "11\n");
  await expect(openEmbedded(join(dir, "store"))).rejects.toMatchObject({ code: "STORE_BROKEN", message: expect.stringContaining(`The database in ${join(dir, "store")} cannot be opened: `) });
});

function modesIn(folder: string): Set<number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return new Set([folder, ...entries.map(entry => join(entry.parentPath, entry.name))].map(path => statSync(path).mode & 0o777));
}

async function goneWithin(ms: number, folder: string): Promise<void> {
  for (const end = Date.now() + ms; databaseProcesses(folder).length > 0; await sleep(20)) if (Date.now() > end) throw new Error("the database process is still there");
}
