import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { provideFakeGcsServer } from "../../../../scripts/tools/fake-gcs-server.ts";
import { portOf, startRecorder, stopServer } from "../../../support/state-servers/recorder.ts";
import { expectReadLikeTheEngine } from "../../../support/state-servers/read-like-the-engine.ts";
import type { StateServer } from "../../../support/state-servers/state-servers.ts";
import { startTestCloud, type TestCloud } from "../../../support/test-cloud.ts";

const given: { program: string; cloud: TestCloud } = {} as never;
beforeAll(async () => {
  given.program = await provideFakeGcsServer(process.env, console.log);
  given.cloud = await startTestCloud();
});
afterAll(() => given.cloud.stop());

test("fake-gcs-server: what is read directly is what the engine says, nothing is written, and a scan works", () => expectReadLikeTheEngine(startFakeGcs, given.cloud));

async function startFakeGcs(): Promise<StateServer> {
  const port = await freePort();
  const target = `127.0.0.1:${port}`;
  const recorder = await startRecorder(target);
  // It tells the XML API's addresses from others by the host it is asked as.
  const server = spawn(given.program, ["-backend", "memory", "-scheme", "http", "-host", "127.0.0.1", "-port", String(port), "-public-host", recorder.host], { stdio: "ignore" });
  await vi.waitFor(() => fetch(`http://${target}/storage/v1/b?project=test`), { timeout: 30_000, interval: 50 });
  const made = await fetch(`http://${target}/storage/v1/b?project=test`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name: "states" }) });
  expect(made.status).toBe(200);
  return {
    url: "gs://states",
    env: { STORAGE_EMULATOR_HOST: recorder.host, GOOGLE_OAUTH_ACCESS_TOKEN: "any" },
    readerEnv: {},
    missingUrl: "gs://no-such-bucket",
    mark: () => recorder.requests().length,
    expectOnlyReads: async mark => expect(recorder.requests(mark as number).filter(request => !request.startsWith("GET "))).toEqual([]),
    async stop() {
      await recorder.stop();
      server.kill("SIGKILL");
      await once(server, "exit");
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  await stopServer(server);
  return port;
}
