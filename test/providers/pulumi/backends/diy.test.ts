import { mkdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import zlib from "node:zlib";
import { expect } from "vitest";
import { parseStackExport } from "../../../../estate/parse-stack-export.ts";
import type { Backend, StackRef } from "../../../../model/index.ts";
import { exportOf, pulumiBackend } from "../../../../providers/engines/pulumi/backend.ts";
import { testInFolder } from "../../../scratch-folder.ts";

const PROD: StackRef = { project: "shop", stack: "prod", backend: "main" };

/** A backend in a folder, a way to put files into it, and no engine: whoever asks for one fails. */
const testInBackend = testInFolder.extend("put", ({ dir }) => async (files: Record<string, string | Uint8Array>) => {
  for (const [name, content] of Object.entries(files)) {
    const file = join(dir, ".pulumi", name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}).extend("backend", ({ dir }): Backend => pulumiBackend("main", { url: `file://${dir}`, env: () => ({ PULUMI_BACKEND_URL: `file://${dir}`, PATH: dir }), parseExport: parseStackExport }));

const META = { "meta.yaml": "version: 1\n" };
const checkpoint = (time: string, version = 3): string => JSON.stringify({ version, checkpoint: { stack: "organization/shop/prod", latest: { manifest: { time, magic: "m", version: "v3.250.0" }, resources: [{ urn: `urn:pulumi:prod::shop::x:y:Z::${time}`, custom: true, type: "x:y:Z" }] } } });
const history = (kind: string, result: string, endTime: number, environment: object = {}): string => JSON.stringify({ kind, startTime: 1, message: "", environment, config: {}, version: 0, result, endTime });

testInBackend("stacks are those with a checkpoint in a project's folder, each once, and nothing else", async ({ put, backend }) => {
  await put({
    ...META,
    ...Object.fromEntries(["shop/prod.json", "shop/prod.json.gz", "shop/dev.json.zst", "a.b-c/x_1.json", "shop/prod.json.bak", "shop/prod.json.attrs", "shop/old/prod.json", "legacy.json", "shop/prod.json.1700000000", "shop/notes.txt"].map(name => [`stacks/${name}`, "{}"])),
  });
  expect(await backend.list()).toEqual([{ project: "a.b-c", stack: "x_1", backend: "main" }, { project: "shop", stack: "dev", backend: "main" }, PROD]);
});

testInBackend("a backend that nobody has written to has no stacks, and is not written to", async ({ backend }) => {
  expect(await backend.list()).toEqual([]);
  expect(await backend.how!()).toBe("read directly");
});

testInBackend("of several files of one stack the one written last counts, whatever its compression", async ({ dir, put, backend }) => {
  const files = { "prod.json": checkpoint("2026-01-01T00:00:00Z"), "prod.json.gz": zlib.gzipSync(checkpoint("2026-01-02T00:00:00Z")), "prod.json.zst": zlib.zstdCompressSync(Buffer.from(checkpoint("2026-01-03T00:00:00Z"))) };
  await put({ ...META, ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`stacks/shop/${name}`, content])) });
  for (const [newest, expected] of [["prod.json", "2026-01-01"], ["prod.json.gz", "2026-01-02"], ["prod.json.zst", "2026-01-03"]] as const) {
    for (const name of Object.keys(files)) await utimes(join(dir, ".pulumi/stacks/shop", name), 0, name === newest ? 2000 : 1000);
    const state = await backend.state(PROD);
    expect(state.updatedAt).toBe(`${expected}T00:00:00Z`);
    expect(exportOf(state)).toMatchObject({ version: 3, deployment: { manifest: { version: "v3.250.0" } } });
  }
});

testInBackend("a lock is told with who and since when, however old; of several the oldest; one that cannot be read is one all the same", async ({ put, backend }) => {
  await put({ ...META, "stacks/shop/prod.json": checkpoint("2026-01-01T00:00:00Z") });
  expect(await backend.updateInProgress(PROD)).toBeUndefined();
  await put({ "locks/organization/shop/prod/b.json": "half writ" });
  expect(await backend.updateInProgress(PROD)).toEqual({});
  await put({ "locks/organization/shop/prod/b.json": JSON.stringify({ pid: 12, username: "ci", hostname: "build-7", timestamp: "2026-01-02T03:04:05.123456789+01:00" }), "locks/organization/shop/prod/c.json": JSON.stringify({ pid: 4711, username: "ana", hostname: "laptop", timestamp: "2020-01-02T03:04:05Z" }), "locks/organization/shop/prod-two/d.json": "{}" });
  expect(await backend.updateInProgress(PROD)).toEqual({ by: "ana@laptop (pid 4711)", since: "2020-01-02T03:04:05.000Z" });
  expect(await backend.updateInProgress({ ...PROD, stack: "pro" })).toBeUndefined();
});

testInBackend("the last update is the newest that succeeded, of the kind that is asked for", async ({ put, backend }) => {
  await put(META);
  expect(await backend.lastUpdate(PROD)).toBeUndefined();
  const commit = "4f1f0a2d9e7b4a9b8c6d5e4f3a2b1c0d9e8f7a6b";
  const files = { "1767225600000000000": history("update", "succeeded", 1_767_225_600, { "git.head": commit, "git.dirty": "true" }), "1767225700000000000": history("refresh", "succeeded", 1_767_225_700), "1767225800000000000": history("update", "failed", 1_767_225_800), "1767225900000000000": history("preview", "succeeded", 1_767_225_900) };
  await put(Object.fromEntries(Object.entries(files).flatMap(([time, content]) => [[`history/shop/prod/prod-${time}.history.json`, content], [`history/shop/prod/prod-${time}.checkpoint.json`, "{}"]])));
  expect(await backend.lastUpdate(PROD)).toEqual({ kind: "refresh", endedAt: "2026-01-01T00:01:40.000Z" });
  expect(await backend.lastUpdate(PROD, "update")).toEqual({ kind: "update", endedAt: "2026-01-01T00:00:00.000Z", commit, isDirty: true });
  expect(await backend.lastUpdate(PROD, "destroy")).toBeUndefined();
});

testInBackend("a stack that is not there, and one whose file is no JSON, are told by their names", async ({ put, backend }) => {
  await put({ ...META, "stacks/shop/prod.json": '{"version": 3, "checkpoint": {"latest": {"secret-canary' });
  await expect(backend.state({ ...PROD, stack: "gone" })).rejects.toMatchObject({ code: "STACK_MISSING", message: "Stack shop/gone is not in its backend." });
  await expect(backend.state(PROD)).rejects.toMatchObject({ code: "STATE_UNREADABLE", message: ".pulumi/stacks/shop/prod.json is not the JSON that it should be." });
});

testInBackend.for([
  ["the layout without projects", { "stacks/prod.json": "{}" }, "its states are in the layout from before there were projects"],
  ["a layout of the future", { "meta.yaml": "version: 2\n" }, "its layout is of version 2"],
  ["a meta file that is none", { "meta.yaml": "{ version: [" }, "its layout is of version unknown"],
] as const)("%s is the engine's to read", async ([, files, because], { put, backend }) => {
  await put(files);
  expect(await backend.how!()).toBe(`read by the engine, because ${because}`);
  // There is no engine here, so asking for it is what fails.
  await expect(backend.list()).rejects.toMatchObject({ code: "ENGINE_MISSING" });
});

testInBackend("a state of another version is the engine's to read, and the rest of the backend is not", async ({ put, backend }) => {
  await put({ ...META, "stacks/shop/prod.json": checkpoint("2026-01-01T00:00:00Z", 2), "stacks/shop/next.json": checkpoint("2026-01-01T00:00:00Z", 5) });
  for (const stack of ["prod", "next"]) await expect(backend.state({ ...PROD, stack })).rejects.toMatchObject({ code: "ENGINE_MISSING" });
  expect(await backend.list()).toHaveLength(2);
});
