import { existsSync } from "node:fs";
import { describe, expect } from "vitest";
import type { Store } from "../../model/ports/store.ts";
import { end, idAt, iso, keepScan, minute, ref, report, resource, start, urnOf } from "../stores/reports.ts";
import { testWithStores } from "../support/stores.ts";

const TESTS = { embedded: testWithStores("embedded"), PostgreSQL: testWithStores("PostgreSQL") };

describe.each(Object.entries(TESTS))("the store, %s", { timeout: 120_000 }, (_, test) => {
  test("is empty before anything was saved", async ({ store }) => {
    expect([await store.latestScan(), await store.scans(5), await store.standings(), await store.drifts({}), await store.facts(), await store.baseline(ref("a/b"))]).toEqual([undefined, [], [], [], [], undefined]);
    for (const id of [idAt(0), "", "../x", "scans", "'; drop table trueup.scans; --", "\0"]) {
      expect(await store.scan(id)).toBeUndefined();
      expect(await store.untold(id)).toEqual([]);
      expect([await store.isTold(id), await store.isTold(id, ref("a/b"))]).toEqual([true, true]);
    }
  });

  test("gives a scan back whole, stacks by name, to others too", async ({ store, open }) => {
    const id = idAt(0);
    const planned = [ref("network/prod"), ref("app/prod"), ref("app/prod", "other")];
    await store.beginScan(start(id, planned, { engine: "v3.230.0", slot: "nightly@2026-01-02T03:00:00Z" }));
    expect(await store.untold(id)).toEqual([planned[1], planned[2], planned[0]]);
    await store.saveStack(id, planned[0]!, report("network/prod", "drifted", [resource("main")]), minute(1));
    await store.saveStack(id, planned[1]!, { ...report("app/prod", "in-sync"), owner: "team-app" }, minute(2));
    expect(await store.untold(id)).toEqual([planned[2]]);
    expect(await Promise.all([store.isTold(id), ...planned.map(one => store.isTold(id, one))])).toEqual([false, true, true, false]);
    expect([await store.scan(id), await store.latestScan()]).toEqual([undefined, undefined]);
    await store.saveStack(id, planned[2]!, { ...report("app/prod", "in-sync"), backend: "other" }, minute(2));
    expect(await store.isTold(id)).toBe(true);
    const fleet = { evaluated: 3, total: 4, required: 0.9 };
    const exemptions = [{ reason: "agreed", owner: "team-app", expires: "2026-12-31", state: "used" as const, resources: [{ stack: "app/prod", urn: urnOf("x") }] }];
    const whole = await store.finishScan(id, end({ fleet, exemptions, besides: [{ ...report("*/*", "unknown"), reason: "backend-failed" }] }));
    expect(whole).toMatchObject({ schema: "trueup/scan/v1", scan: { id, startedAt: iso(0), finishedAt: iso(59), trueup: "0.1.0", engine: "v3.230.0" }, coverage: { evaluated: 4, total: 4 }, fleet, exemptions });
    expect(whole.stacks.map(({ stack, backend }) => `${backend}:${stack}`)).toEqual(["main:*/*", "main:app/prod", "other:app/prod", "main:network/prod"]);
    expect(whole.stacks[3]?.resources).toEqual([{ ...resource("main"), since: iso(1) }]);
    expect(JSON.stringify(await open().scan(id))).toBe(JSON.stringify(whole));
    expect(await store.finishScan(id, end({ finishedAt: iso(58) }))).toEqual(whole);
    expect(await store.scans(5)).toEqual([{ id, startedAt: iso(0), finishedAt: iso(59), slot: "nightly@2026-01-02T03:00:00Z", stacks: { planned: 3, told: 3, drifted: 1 } }]);
  });

  test("knows the latest scan by its beginning, and lists running ones too", async ({ store }) => {
    for (const minutes of [10, 30, 20]) await keepScan(store, minutes, [report("a/b", "in-sync")]);
    await store.beginScan(start(idAt(40), [ref("a/b"), ref("c/d")], { startedAt: iso(40) }));
    await store.saveStack(idAt(40), ref("a/b"), report("a/b", "drifted", [resource("x")]), minute(41));
    expect((await store.latestScan())?.scan.id).toBe(idAt(30));
    expect((await store.scans(3)).map(({ id, finishedAt, stacks }) => ({ id, isFinished: finishedAt !== undefined, ...stacks }))).toEqual([
      { id: idAt(40), isFinished: false, planned: 2, told: 1, drifted: 1 },
      { id: idAt(30), isFinished: true, planned: 1, told: 1, drifted: 0 },
      { id: idAt(20), isFinished: true, planned: 1, told: 1, drifted: 0 },
    ]);
  });

  test("begins one scan for a slot, and one for an id, however many try at once", async ({ open }) => {
    const stores = Array.from({ length: 5 }, open);
    const slot = "nightly@2026-01-02T03:00:00Z";
    const begun = await Promise.all(stores.map((store, i) => store.beginScan(start(idAt(0, i), [ref("a/b")], { slot }))));
    expect(begun.filter(answer => answer === "begun")).toHaveLength(1);
    expect(await stores[0]!.scans(9)).toHaveLength(1);
    expect(await stores[0]!.beginScan(start(idAt(0, begun.indexOf("begun")), [ref("c/d")]))).toBe("already");
    expect(await stores[0]!.untold(idAt(0, begun.indexOf("begun")))).toEqual([ref("a/b")]);
  });

  test("keeps the first report of a stack, whoever tells it again, and at once", async ({ open }) => {
    const stores = Array.from({ length: 4 }, open);
    await stores[0]!.beginScan(start(idAt(0), [ref("a/b")]));
    const told = await Promise.all(stores.map((store, i) => store.saveStack(idAt(0), ref("a/b"), report("a/b", "drifted", [resource(`r${i}`)]), minute(1))));
    expect(new Set(told.map(each => JSON.stringify(each))).size).toBe(1);
    expect(await stores[0]!.drifts({})).toHaveLength(1);
    expect((await stores[0]!.finishScan(idAt(0), end())).stacks).toEqual([told[0]]);
  });

  test("counts a stack that nobody planned, and refuses one of a scan that is not there", async ({ store }) => {
    await store.beginScan(start(idAt(0), []));
    await store.saveStack(idAt(0), ref("a/b"), report("a/b", "in-sync"), minute(1));
    expect((await store.finishScan(idAt(0), end())).stacks).toEqual([report("a/b", "in-sync")]);
    expect((await store.scans(1))[0]?.stacks).toEqual({ planned: 1, told: 1, drifted: 0 });
    await expect(store.saveStack(idAt(5), ref("a/b"), report("a/b", "in-sync"), minute(1))).rejects.toMatchObject({ code: "SCAN_MISSING" });
    await expect(store.finishScan(idAt(5), end())).rejects.toMatchObject({ code: "SCAN_MISSING" });
  });

  test("calls what a dead scan never told unknown, and keeps the drift of it open", async ({ store }) => {
    await keepScan(store, 1, [report("a/b", "drifted", [resource("x")]), report("c/d", "in-sync")]);
    await store.beginScan(start(idAt(5), [ref("a/b"), ref("c/d")], { startedAt: iso(5) }));
    await store.saveStack(idAt(5), ref("c/d"), report("c/d", "in-sync"), minute(6));
    const dead = await store.finishScan(idAt(5), end());
    expect(dead.stacks.map(({ stack, verdict, reason }) => ({ stack, verdict, reason }))).toEqual([{ stack: "a/b", verdict: "unknown", reason: "not-read" }, { stack: "c/d", verdict: "in-sync" }]);
    // Its worker comes back when nobody waits for it any more.
    await store.saveStack(idAt(5), ref("a/b"), report("a/b", "in-sync"), minute(58));
    expect(await store.scan(idAt(5))).toEqual(dead);
    expect(await store.drifts({ open: true })).toMatchObject([{ stack: "a/b", firstSeen: iso(1) }]);
    expect(await store.standings()).toEqual([
      { stack: "a/b", backend: "main", verdict: "unknown", reason: "not-read", coverage: { evaluated: 0, total: 0 }, at: iso(59), toldAt: iso(1), scan: idAt(5) },
      { stack: "c/d", backend: "main", verdict: "in-sync", coverage: { evaluated: 1, total: 1 }, at: iso(6), toldAt: iso(6), scan: idAt(5) },
    ]);
  });

  describe("the history of a drift", () => {
    const drifted = report("a/b", "drifted", [resource("x")]);
    const history = async (store: Store) => (await store.drifts({ stack: "a/b" })).map(({ urn, firstSeen, lastSeen, resolvedAt, paths }) => ({ name: urn.split("::").at(-1), firstSeen, lastSeen, resolvedAt, paths }));

    test("begins when it is found, goes on while it is found, ends when it is read and in sync, and begins anew when it returns", async ({ store }) => {
      await keepScan(store, 1, [drifted]);
      const again = await keepScan(store, 2, [report("a/b", "drifted", [resource("x", "drifted", ["tags.Owner", "cidrBlock"])])]);
      expect(again.stacks[0]?.resources[0]?.since).toBe(iso(1));
      expect(await history(store)).toEqual([{ name: "x", firstSeen: iso(1), lastSeen: iso(2), resolvedAt: undefined, paths: ["tags.Owner", "cidrBlock"] }]);
      await keepScan(store, 3, [report("a/b", "in-sync")]);
      expect(await store.drifts({ open: true })).toEqual([]);
      expect((await keepScan(store, 4, [drifted])).stacks[0]?.resources[0]?.since).toBe(iso(4));
      expect(await history(store)).toEqual([
        { name: "x", firstSeen: iso(4), lastSeen: iso(4), resolvedAt: undefined, paths: ["tags.Owner"] },
        { name: "x", firstSeen: iso(1), lastSeen: iso(2), resolvedAt: iso(3), paths: ["tags.Owner", "cidrBlock"] },
      ]);
    });

    test.for([
      ["the stack was skipped", { ...report("a/b", "skipped"), reason: "locked" as const }],
      ["the stack could not be read", { ...report("a/b", "unknown"), reason: "unreachable" as const }],
      ["the stack moved while it was read", { ...report("a/b", "partial"), reason: "moved" as const }],
      ["the resource could not be read", report("a/b", "partial", [resource("x", "unknown")])],
      ["the resource could not be read and another one drifted", report("a/b", "drifted", [resource("x", "unknown"), resource("y")])],
    ] as const)("is not ended where %s", async ([, untold], { store }) => {
      await keepScan(store, 1, [drifted]);
      await keepScan(store, 2, [untold]);
      expect((await history(store)).find(({ name }) => name === "x")).toMatchObject({ firstSeen: iso(1), lastSeen: iso(1), resolvedAt: undefined });
      expect((await keepScan(store, 3, [drifted])).stacks[0]?.resources[0]?.since).toBe(iso(1));
      expect((await store.standings())[0]).toMatchObject({ toldAt: iso(3) });
    });

    test.for([
      ["it was set aside by an exemption", report("a/b", "ignored", [resource("x", "ignored")])],
      ["it was read and others could not be", report("a/b", "partial", [resource("y", "unknown")])],
      ["its code is ahead", report("a/b", "pending-deploy")],
    ] as const)("is ended where %s", async ([, told], { store }) => {
      await keepScan(store, 1, [drifted]);
      await keepScan(store, 2, [told]);
      expect((await history(store)).find(({ name }) => name === "x")).toMatchObject({ resolvedAt: iso(2) });
    });

    test("is not ended by a stack of the same name in another backend, and not by a scan whose result came late", async ({ store }) => {
      await keepScan(store, 5, [drifted]);
      await keepScan(store, 6, [{ ...report("a/b", "in-sync"), backend: "other" }]);
      await keepScan(store, 3, [report("a/b", "in-sync")]);
      expect(await store.drifts({ open: true })).toHaveLength(1);
      expect(await store.standings()).toMatchObject([{ backend: "main", verdict: "drifted", at: iso(5) }, { backend: "other", verdict: "in-sync" }]);
    });

    test("is listed newest first, up to a number", async ({ store }) => {
      for (const minutes of [1, 2, 3]) await keepScan(store, minutes, [report(`s/${minutes}`, "drifted", [resource("x")])]);
      expect((await store.drifts({ limit: 2 })).map(({ stack }) => stack)).toEqual(["s/3", "s/2"]);
    });
  });

  test("keeps whatever a cloud may answer, letter by letter", async ({ store }) => {
    const strange = "\0 \ud800 \u2028 \"'\\ {1,2} ' $1 💥";
    const long = `${urnOf("deep$")}${"deep$".repeat(2_000)}`;
    const resources = [{ ...resource("x"), urn: long }, { ...resource("y"), urn: urnOf(strange), paths: [{ path: `tags["${strange}"]`, expected: strange, actual: { [strange]: [1e300, -0.5, null] } }] }, resource("twice"), resource("twice")];
    const saved = await keepScan(store, 1, [report("a/b", "drifted", resources)]);
    expect(saved.stacks[0]?.resources).toEqual(resources.map(each => ({ ...each, since: iso(1) })));
    expect(await store.scan(idAt(1))).toEqual(saved);
    expect(await store.drifts({})).toHaveLength(3);
  });

  test("replaces the baseline of a stack, and what it uses by what was taken later", async ({ store, open }) => {
    const baseline = { stack: "a/b", backend: "main", revision: "1", takenAt: iso(1), resources: { [urnOf("x")]: { etag: "f00" } } };
    await store.saveBaseline(baseline);
    await store.saveBaseline({ ...baseline, revision: "2" });
    expect(await open().baseline(ref("a/b"))).toEqual({ ...baseline, revision: "2" });
    expect(await store.baseline(ref("a/b", "other"))).toBeUndefined();
    const facts = { stack: "a/b", backend: "main", takenAt: iso(5), blocks: [{ urn: urnOf("x"), type: "t", path: "cidrBlock", cidr: "10.0.0.0/16" }], names: [], resources: [] };
    await store.saveFacts(facts);
    await store.saveFacts({ ...facts, stack: "0/first" });
    await store.saveFacts({ ...facts, takenAt: iso(4), blocks: [] });
    expect(await open().facts()).toEqual([{ ...facts, stack: "0/first" }, facts]);
  });

  test("removes what is old, but never a stack's last verdict", async ({ store }) => {
    await keepScan(store, 1, [report("gone/prod", "drifted", [resource("x")])]);
    await keepScan(store, 2, [report("a/b", "drifted", [resource("x")])]);
    await store.beginScan(start(idAt(3), [ref("a/b")], { startedAt: iso(3) }));
    await keepScan(store, 4, [report("a/b", "in-sync")]);
    await keepScan(store, 5, [report("a/b", "in-sync")]);
    expect(await store.prune(minute(50))).toBe(3);
    expect((await store.scans(9)).map(({ id }) => id)).toEqual([idAt(5), idAt(1)]);
    expect((await store.standings()).map(({ stack }) => stack)).toEqual(["a/b", "gone/prod"]);
    expect((await store.drifts({})).map(({ stack }) => stack)).toEqual(["gone/prod"]);
    expect(await store.prune(minute(50))).toBe(0);
  });

  test("has the same fingerprint key for all that ask at the same moment and for ever after", async ({ store, open }) => {
    const keys = await Promise.all(Array.from({ length: 40 }, () => open().fingerprintKey()));
    keys.push(await store.fingerprintKey());
    expect(keys[0]).toHaveLength(32);
    expect(new Set(keys.map(key => Buffer.from(key).toString("hex"))).size).toBe(1);
  });

  test("tells where the packs find the snapshot, and has the newest there", async ({ store }) => {
    const snapshot = { schema: "trueup/estate/v1" as const, takenAt: iso(1), stacks: ["a/b"], missing: [], blocks: [], names: [], resources: [] };
    const place = await store.saveSnapshot({ ...snapshot, stacks: [] });
    expect(await store.saveSnapshot(snapshot)).toBe(place);
    expect(existsSync(place)).toBe(true);
  });

  test("loses nothing when many save stacks of one scan at once", async ({ open }) => {
    const stores = Array.from({ length: 4 }, open);
    const refs = Array.from({ length: 60 }, (_, i) => ref(`app/s${String(i).padStart(2, "0")}`));
    await stores[0]!.beginScan(start(idAt(0), refs));
    await Promise.all(refs.map((each, i) => stores[i % 4]!.saveStack(idAt(0), each, report(`app/${each.stack}`, "drifted", [resource("x")]), minute(1))));
    const whole = await stores[1]!.finishScan(idAt(0), end());
    expect(whole.stacks.map(({ stack, verdict }) => [stack, verdict])).toEqual(refs.map(({ stack }) => [`app/${stack}`, "drifted"]));
    expect(await stores[2]!.drifts({ open: true })).toHaveLength(60);
  });
});
