import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect } from "vitest";
import { openStore } from "../../providers/stores/open-store.ts";
import { databaseProcesses } from "../providers/database/kill-writers.ts";
import { testInFolder } from "../scratch-folder.ts";
import { FINGERPRINT_KEY, testWithStores } from "../support/stores.ts";
import { end, idAt, keepScan, minute, ref, report, resource, start } from "./reports.ts";

const TESTS = { embedded: testWithStores("embedded"), PostgreSQL: testWithStores("PostgreSQL") };

describe.each(Object.entries(TESTS))("the store, %s", { timeout: 120_000 }, (_, test) => {
  test("of a process that is killed while it saves a stack, all is kept or nothing, and another one can save it", async ({ place, open }) => {
    const store = open();
    await store.beginScan(start(idAt(0), [ref("a/b"), ref("c/d")]));
    for (const wait of [40, 400]) {
      const child = fork(join(import.meta.dirname, "save-and-die.ts"), [JSON.stringify({ folder: place.folder, url: place.server?.url, password: place.server?.password })], { stdio: "ignore" });
      const exited = once(child, "exit");
      await once(child, "message");
      await sleep(wait);
      child.kill("SIGKILL");
      await exited;
      const isKept = !(await store.untold(idAt(0))).some(({ project }) => project === "a");
      expect(await store.drifts({ open: true })).toHaveLength(isKept ? 3_000 : 0);
    }
    const again = await store.saveStack(idAt(0), ref("a/b"), report("a/b", "drifted", [resource("x")]), minute(2));
    expect((await store.finishScan(idAt(0), end())).stacks[0]).toEqual(again);
  });
});

describe("the embedded store", { timeout: 120_000 }, () => {
  const test = TESTS.embedded;

  testInFolder("that nothing was kept in is not made by asking it", async ({ dir }) => {
    const store = openStore({ folder: join(dir, "store") });
    expect([await store.latestScan(), await store.scans(5), await store.standings(), await store.prune(new Date())]).toEqual([undefined, [], [], 0]);
    await store.close();
    expect(existsSync(join(dir, "store"))).toBe(false);
  });

  test("leaves files of before alone, and its key out of the database", async ({ place: { folder }, store }) => {
    mkdirSync(join(folder, "scans"), { recursive: true });
    writeFileSync(join(folder, "scans", `${idAt(0)}.json`), "{}");
    const key = Buffer.from(await store.fingerprintKey());
    await keepScan(store, 1, [report("a/b", "drifted", [resource("x")])]);
    await store.close();
    expect(readFileSync(join(folder, "scans", `${idAt(0)}.json`), "utf8")).toBe("{}");
    expect(await openStore({ folder }).scan(idAt(0))).toBeUndefined();
    const files = readdirSync(join(folder, "database"), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    const all = Buffer.concat(files.map(entry => readFileSync(join(entry.parentPath, entry.name))));
    expect(all.includes("aws:ec2/vpc:Vpc::x")).toBe(true);
    for (const form of [key, key.toString("hex"), key.toString("base64")]) expect(all.includes(form)).toBe(false);
  });

  test("goes on when its database process is killed between two stacks", async ({ place: { folder }, store }) => {
    await store.beginScan(start(idAt(0), [ref("a/b"), ref("c/d")]));
    await store.saveStack(idAt(0), ref("a/b"), report("a/b", "in-sync"), minute(1));
    for (const pid of databaseProcesses(folder)) process.kill(pid, "SIGKILL");
    await store.saveStack(idAt(0), ref("c/d"), report("c/d", "in-sync"), minute(1));
    expect((await store.finishScan(idAt(0), end())).stacks.map(({ verdict }) => verdict)).toEqual(["in-sync", "in-sync"]);
  });
});

describe("the store in PostgreSQL", { timeout: 120_000 }, () => {
  const test = TESTS.PostgreSQL;

  test("is made once by many that start first at the same moment", async ({ open }) => {
    const begun = await Promise.all(Array.from({ length: 8 }, (_, i) => open().beginScan(start(idAt(i), [ref("a/b")]))));
    expect(begun).toEqual(Array.from({ length: 8 }, () => "begun"));
  });

  test("of a newer Trueup is refused", async ({ place: { server }, source, store }) => {
    await store.scans(1);
    await source!.sql("insert into trueup.migrations (version) values (99)", server!.url);
    await expect(openStore({ folder: "/nowhere", server: server! }).scans(1)).rejects.toMatchObject({ code: "STORE_BROKEN", message: expect.stringContaining(`The tables in ${server!.url} are of version 99;`) });
  });

  test("loses nothing and tells nothing twice when the server restarts, is killed and starts again in the middle of a scan", async ({ source, open }) => {
    const refs = Array.from({ length: 40 }, (_, i) => ref(`app/s${i}`));
    const stores = [open(), open()];
    await stores[0]!.beginScan(start(idAt(0), refs));
    const saving = Promise.all(stores.map(async store => {
      for (const each of refs) await store.saveStack(idAt(0), each, report(`app/${each.stack}`, "drifted", [resource("x")]), minute(1));
    }));
    await source!.stop();
    await source!.start();
    await sleep(100);
    await source!.kill();
    await source!.start();
    await saving;
    expect((await stores[0]!.finishScan(idAt(0), end())).stacks.filter(({ verdict }) => verdict === "drifted")).toHaveLength(40);
    expect(await stores[1]!.drifts({})).toHaveLength(40);
  });

  test("takes its key from outside, and holds neither that nor the password", async ({ place: { folder, server }, source, store }) => {
    expect(Buffer.from(await store.fingerprintKey()).toString("hex")).toBe(FINGERPRINT_KEY);
    await keepScan(store, 1, [report("a/b", "drifted", [resource("x")])]);
    const dump = await source!.dump(server!.url);
    expect(dump).toContain("aws:ec2/vpc:Vpc::x");
    for (const secret of [FINGERPRINT_KEY, Buffer.from(FINGERPRINT_KEY, "hex").toString("base64"), server!.password!]) expect(dump).not.toContain(secret);
    expect(existsSync(join(folder, "fingerprint.key"))).toBe(false);
    const wrong = openStore({ folder, server: { ...server!, fingerprintKey: () => "canary" } }).fingerprintKey();
    await expect(wrong).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.not.stringContaining("canary") });
  });

  testInFolder("that cannot be reached is told when it is needed", async ({ dir }) => {
    const url = "postgres://trueup@127.0.0.1:1/trueup";
    const store = openStore({ folder: dir, server: { url, fingerprintKey: () => FINGERPRINT_KEY } });
    await expect(store.scans(1)).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE", message: `The database ${url} could not be reached (ECONNREFUSED).` });
    await store.close();
  });
});
