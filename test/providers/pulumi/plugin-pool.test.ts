import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { PluginPool } from "../../../providers/engines/pulumi/plugins/plugin-pool.ts";
import { PLUGIN_BIN } from "../../support/test-cloud.ts";

const pools: PluginPool[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "trueup-pool-"));
  folders.push(folder);
  return folder;
}

function openPool(options: { keepIdle?: number; startMs?: number; path?: string; faults?: object[] } = {}): PluginPool {
  const folder = scratchFolder();
  const faults = join(folder, "faults.json");
  writeFileSync(faults, JSON.stringify(options.faults ?? []));
  const pool = new PluginPool({ env: { ...process.env, PATH: `${options.path ?? PLUGIN_BIN}:${process.env["PATH"]}`, TEST_CLOUD_DIR: folder, TEST_CLOUD_FAULTS: faults }, startMs: options.startMs ?? 60_000, keepIdle: options.keepIdle ?? 1 });
  pools.push(pool);
  return pool;
}

const need = (project: string) => ({ package: "gcp", config: { project }, env: {}, identityKey: "k" });

const SLOW_MACHINE = 60_000;

test("equal needs share one process, different ones do not, and no more than wanted stay without a user: those that were used last", async () => {
  const pool = openPool();
  const [a, again, b, c] = await Promise.all([pool.lease(need("a")), pool.lease(need("a")), pool.lease(need("b")), pool.lease(need("c"))]);
  expect(again.plugin).toBe(a.plugin);
  expect(new Set([a.plugin, b.plugin, c.plugin]).size).toBe(3);
  for (const lease of [c, a, again, b]) lease.release();
  await expect.poll(() => [a, b, c].map(({ plugin }) => plugin.isAlive), { timeout: 10_000 }).toEqual([false, true, false]);
  expect((await pool.lease(need("b"))).plugin).toBe(b.plugin);
}, SLOW_MACHINE);

test("a plugin that hung gets nobody new, lets the calls of the others finish, and ends after them", async () => {
  const pool = openPool();
  const [one, other] = await Promise.all([pool.lease(need("a")), pool.lease(need("a"))]);
  one.retire();
  one.release();
  const fresh = await pool.lease(need("a"));
  expect(fresh.plugin).not.toBe(one.plugin);
  expect(other.isRetired()).toBe(true);
  expect(await other.plugin.call("getPluginInfo", new Uint8Array(), { timeoutMs: 20_000 })).toBeInstanceOf(Buffer);
  const last = other.plugin.call("getSchema", new Uint8Array(), { timeoutMs: 20_000 });
  other.release();
  expect(await last).toBeInstanceOf(Buffer);
  await expect.poll(() => other.plugin.isAlive).toBe(false);
}, SLOW_MACHINE);

test("a Configure that hangs is told in time, and whoever needs the same is told at once", async () => {
  const pool = openPool({ startMs: 5000, faults: [{ fault: "hang", operation: "configure" }] });
  await expect(pool.lease(need("a"))).rejects.toMatchObject({ code: "TIMED_OUT", message: "The provider plugin gcp did not take its configuration within 5 s." });
  const started = performance.now();
  await expect(pool.lease(need("a"))).rejects.toMatchObject({ code: "TIMED_OUT" });
  expect(performance.now() - started).toBeLessThan(4000);
}, SLOW_MACHINE);

test("a plugin that never says where it listens is ended and told as that", async () => {
  const folder = scratchFolder();
  const binary = join(folder, "pulumi-resource-silent");
  writeFileSync(binary, "#!/bin/sh\nexec sleep 600\n");
  chmodSync(binary, 0o755);
  const pool = openPool({ startMs: 500, path: folder });
  await expect(pool.lease({ ...need("a"), package: "silent" })).rejects.toMatchObject({ code: "TIMED_OUT", message: expect.stringContaining("did not say where it listens") });
});
