import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { ScanReport } from "../../model/index.ts";
import { fileStore } from "../../providers/stores/file-store.ts";
import { scanId } from "../../providers/stores/scan-id.ts";
import { testInFolder } from "../scratch-folder.ts";
import { scanWithId } from "./scan-with-id.ts";

/** `test`, with a store in a folder that is not there yet. */
const test = testInFolder.extend("folder", ({ dir }) => join(dir, ".trueup")).extend("store", ({ folder }) => fileStore(folder, randomBytes));

test("ids sort by time", () => {
  const times = [0, 1, 999, 1_000, 61_000, 86_400_000, 1e12].map(time => scanId(new Date(time), new Uint8Array([255, 1, 2])));
  expect([...times].sort()).toEqual(times);
  expect(times[0]).toBe("19700101T000000000Z-ff0102");
});

test("an empty store has no scans, and asking creates nothing", async ({ folder, store }) => {
  expect(await store.latestScan()).toBeUndefined();
  expect(await store.scan("20260102T030405678Z-000001")).toBeUndefined();
  expect(existsSync(folder)).toBe(false);
});

test("an id cannot lead out of the store", async ({ folder, store }) => {
  await store.saveScan(scanWithId("20260102T030405678Z-000001"));
  writeFileSync(join(folder, "secret.json"), JSON.stringify(scanWithId("20260102T030405678Z-000001")));
  expect(await store.scan("../secret")).toBeUndefined();
  await expect(store.saveScan(scanWithId("../../20260102T030405678Z-000001"))).rejects.toThrow("is no scan id");
});

test("everything in the store is for its owner alone, and git ignores it", async ({ folder, store }) => {
  await store.saveScan(scanWithId("20260102T030405678Z-000001"));
  await store.fingerprintKey();
  const snapshot = await store.saveSnapshot({ schema: "trueup/estate/v1", takenAt: "2026-01-02T03:04:05Z", stacks: [], missing: [], blocks: [], names: [], resources: [] });
  expect(snapshot).toBe(join(folder, "estate.json"));
  expect(mode(folder)).toBe(0o700);
  expect(mode(join(folder, "scans"))).toBe(0o700);
  for (const file of ["estate.json", "fingerprint.key", "scans/20260102T030405678Z-000001.json"]) expect(mode(join(folder, file)), file).toBe(0o600);
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toMatch(/^\*$/m);
});

test("what a crash between writing and renaming leaves behind is no scan", async ({ folder, store }) => {
  const dir = join(folder, "scans");
  mkdirSync(dir, { recursive: true });
  await dieBetweenWriteAndRename(join(dir, "20270101T000000000Z-000009.json"));
  expect(readdirSync(dir)).toEqual([expect.stringMatching(/\.draft$/)]);
  expect(await store.latestScan()).toBeUndefined();
  await store.saveScan(scanWithId("20260102T030405678Z-000001"));
  expect((await store.latestScan())?.scan.id).toBe("20260102T030405678Z-000001");
});

test("a save that fails leaves the old text and no draft", async ({ folder, store }) => {
  await store.saveScan(scanWithId("20260102T030405678Z-000001"));
  const wrong = { ...scanWithId("20260102T030405678Z-000001"), stacks: "none" } as unknown as ScanReport;
  await expect(store.saveScan(wrong)).rejects.toThrow();
  expect(await store.scan("20260102T030405678Z-000001")).toEqual(scanWithId("20260102T030405678Z-000001"));
  expect(readdirSync(join(folder, "scans"))).toHaveLength(1);
});

test.for([
  ["half a file", '{ "schema": "trueup/scan/v1", "sca', "it is not JSON"],
  ["an empty file", "", "it is not JSON"],
  ["another document", '{ "schema": "trueup/estate/v1" }', "schema: "],
])("%s is told by its name", async ([, text, why], { folder, store }) => {
  await store.saveScan(scanWithId("20260102T030405678Z-000001"));
  const file = join(folder, "scans/20260102T030405678Z-000001.json");
  writeFileSync(file, text!);
  await expect(store.latestScan()).rejects.toMatchObject({ code: "STORE_BROKEN", message: expect.stringContaining(`${file} cannot be understood: ${why}`) });
});

test("a store that cannot be a folder is told by its name", async ({ folder, store }) => {
  writeFileSync(folder, "");
  await expect(store.saveScan(scanWithId("20260102T030405678Z-000001"))).rejects.toMatchObject({ code: "STORE_BROKEN", message: expect.stringContaining(folder) });
});

test("a key of the wrong length is told, not used", async ({ folder, store }) => {
  await store.fingerprintKey();
  writeFileSync(join(folder, "fingerprint.key"), "short");
  await expect(store.fingerprintKey()).rejects.toMatchObject({ code: "STORE_BROKEN", message: expect.stringContaining("holds 5 bytes") });
});

/** A process that is killed at the moment it would rename. */
async function dieBetweenWriteAndRename(file: string): Promise<void> {
  const child = fork(join(import.meta.dirname, "die-before-rename.ts"), [file], { stdio: "inherit" });
  const signal = await new Promise(done => child.once("exit", (_, by) => done(by)));
  expect(signal).toBe("SIGKILL");
}

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}
