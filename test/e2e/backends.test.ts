import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseStackExport } from "../../estate/parse-stack-export.ts";
import { pulumiBackend } from "../../providers/engines/pulumi/backend.ts";
import { testInFolder } from "../scratch-folder.ts";
import { engineEnvironment } from "../support/engine.ts";
import { expectReadLikeTheEngine } from "../support/state-servers/read-like-the-engine.ts";
import { STATE_SERVERS } from "../support/state-servers/state-servers.ts";
import { startTestCloud } from "../support/test-cloud.ts";

const cloud = await startTestCloud();
afterAll(() => cloud.stop());

test.each(STATE_SERVERS)("$kind: what is read directly is what the engine says, nothing is written, and a scan works", ({ start }) => expectReadLikeTheEngine(start, cloud));

testInFolder("states from before there were projects are told as that, with what brings them up to date", async ({ dir }) => {
  const stacks = join(dir, "states", ".pulumi", "stacks");
  await mkdir(stacks, { recursive: true });
  await writeFile(join(stacks, "old.json"), JSON.stringify({ version: 3, checkpoint: { stack: "old", latest: { manifest: { time: "2020-01-01T00:00:00Z", magic: "m", version: "v3.0.0" } } } }));
  const url = `file://${join(dir, "states")}`;
  const backend = pulumiBackend("main", { url, env: () => engineEnvironment({ home: dir, backendUrl: url, env: {} }), parseExport: parseStackExport });
  await expect(backend.list()).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE", message: expect.stringContaining('stack "old"'), hint: expect.stringContaining("pulumi state upgrade") });
});
