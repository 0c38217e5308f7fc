import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { scanId } from "../../providers/stores/scan-id.ts";
import { storeFolder } from "../../providers/stores/store-folder.ts";
import { testInFolder } from "../scratch-folder.ts";

const SNAPSHOT = { schema: "trueup/estate/v1" as const, takenAt: "2026-01-02T03:04:05Z", stacks: [], missing: [], blocks: [], names: [], resources: [] };

/** `test`, with a store in a folder that is not there yet. */
const test = testInFolder.extend("folder", ({ dir }) => join(dir, ".trueup")).extend("store", ({ folder }) => storeFolder(folder, randomBytes));

test("ids sort by time", () => {
  const times = [0, 1, 999, 1_000, 61_000, 86_400_000, 1e12].map(time => scanId(new Date(time), new Uint8Array([255, 1, 2])));
  expect([...times].sort()).toEqual(times);
  expect(times[0]).toBe("19700101T000000000Z-ff0102");
});

test("what is in the folder is for its owner alone, and git ignores it", async ({ folder, store }) => {
  await store.fingerprintKey();
  expect(await store.saveSnapshot(SNAPSHOT)).toBe(join(folder, "estate.json"));
  expect(mode(folder)).toBe(0o700);
  for (const file of ["estate.json", "fingerprint.key"]) expect(mode(join(folder, file)), file).toBe(0o600);
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toMatch(/^\*$/m);
});

test("what a crash between writing and renaming leaves behind is no snapshot", async ({ folder, store }) => {
  mkdirSync(folder);
  await dieBetweenWriteAndRename(join(folder, "estate.json"));
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.draft$/)]);
  expect(JSON.parse(readFileSync(await store.saveSnapshot(SNAPSHOT), "utf8"))).toEqual(SNAPSHOT);
});

test("a store that cannot be a folder is told by its name", async ({ folder, store }) => {
  writeFileSync(folder, "");
  await expect(store.saveSnapshot(SNAPSHOT)).rejects.toMatchObject({ code: "STORE_BROKEN", message: expect.stringContaining(folder) });
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
