import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { Store } from "../../model/ports/store.ts";
import { fileStore } from "../../providers/stores/file-store.ts";
import { scanId } from "../../providers/stores/scan-id.ts";
import { testInFolder } from "../scratch-folder.ts";
import { scanWithId } from "../stores/scan-with-id.ts";

/** How a store that lives at a place is opened; opening it again is what another process does. */
const STORES: Record<string, (place: string) => Store> = {
  files: place => fileStore(place, randomBytes),
};

const IDS = ["2026-01-02T03:04:05.678Z", "2026-03-01T00:00:00.000Z", "2025-12-31T23:59:59.999Z"].map((time, i) => scanId(new Date(time), new Uint8Array([9 - i, 0, 0])));

describe.each(Object.entries(STORES))("the store in %s", (_, open) => {
  const test = testInFolder.extend("place", ({ dir }) => join(dir, "store")).extend("store", ({ place }) => open(place));

  test("gives a scan back as it was saved, to others too", async ({ place, store }) => {
    await store.saveScan(scanWithId(IDS[0]!));
    expect(await store.scan(IDS[0]!)).toEqual(scanWithId(IDS[0]!));
    expect(await open(place).scan(IDS[0]!)).toEqual(scanWithId(IDS[0]!));
  });

  test("knows the latest scan by its time, in whatever order they were saved", async ({ store }) => {
    for (const id of IDS) await store.saveScan(scanWithId(id));
    expect((await store.latestScan())?.scan.id).toBe(IDS[1]);
    expect(await store.scanIds()).toEqual([IDS[1], IDS[0], IDS[2]]);
  });

  test("replaces a scan that is saved again", async ({ store }) => {
    await store.saveScan(scanWithId(IDS[0]!));
    await store.saveScan({ ...scanWithId(IDS[0]!), stacks: [] });
    expect((await store.scan(IDS[0]!))?.stacks).toEqual([]);
    expect(await store.scanIds()).toEqual([IDS[0]]);
  });

  test("keeps every scan of many that are saved at once", async ({ place }) => {
    const ids = Array.from({ length: 30 }, (_, i) => scanId(new Date(0), new Uint8Array([i, 0, 0])));
    await Promise.all(ids.map(id => open(place).saveScan(scanWithId(id))));
    expect(await open(place).scanIds()).toEqual([...ids].reverse());
  });

  test("is empty before anything was saved, and asking it creates nothing", async ({ place, store }) => {
    expect([await store.latestScan(), await store.scanIds()]).toEqual([undefined, []]);
    for (const id of [IDS[0]!, "", "../x", "scans"]) expect(await store.scan(id)).toBeUndefined();
    expect(existsSync(place)).toBe(false);
  });

  test("makes its fingerprint key once, for all that ask at the same moment and for ever after", async ({ place, store }) => {
    const keys = await Promise.all(Array.from({ length: 40 }, () => open(place).fingerprintKey()));
    keys.push(await store.fingerprintKey());
    expect(keys[0]).toHaveLength(32);
    expect(new Set(keys.map(key => Buffer.from(key).toString("hex"))).size).toBe(1);
  });

  test("tells where the packs find the snapshot, and has the newest there", async ({ store }) => {
    const snapshot = { schema: "trueup/estate/v1" as const, takenAt: "2026-01-02T03:04:05Z", stacks: ["a/b"], missing: [], blocks: [], names: [], resources: [] };
    const place = await store.saveSnapshot({ ...snapshot, stacks: [] });
    expect(await store.saveSnapshot(snapshot)).toBe(place);
    expect(existsSync(place)).toBe(true);
  });
});
