import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { engineDir, OLDEST_ENGINE } from "../../../scripts/engine/paths.ts";
import { provideEngine } from "../../../scripts/engine/provide-engine.ts";
import { buildFromModules } from "../../../scripts/engine/ways/build-from-modules.ts";
import { whyUnreachable } from "../../../scripts/engine/ways/official-release.ts";
import { useFromPath } from "../../../scripts/engine/ways/use-from-path.ts";
import type { Way } from "../../../scripts/engine/ways/way.ts";

const folder = await mkdtemp(join(tmpdir(), "trueup-engine-"));
afterEach(() => rm(folder, { recursive: true, force: true }));

test("the first open way is taken, and each closed one is told with its reason", async () => {
  const bin = await fakeEngine("3.250.0");
  const said: string[] = [];
  const ways = [closed("from a friend", "no friends here"), open("from PATH", bin), closed("never asked", "unused")];
  const engine = await provideEngine(env(), line => said.push(line), ways);
  expect(engine).toEqual({ folder: bin, version: "3.250.0", way: "from PATH" });
  expect(said).toEqual(["engine: not from a friend: no friends here"]);
});

test("a second run takes what the first one left and asks no way at all", async () => {
  const bin = await fakeEngine("3.250.0");
  await provideEngine(env(), () => {}, [open("from PATH", bin)]);
  const again = await provideEngine(env(), () => {}, [closed("from PATH", "must not be asked")]);
  expect(again.folder).toBe(bin);
  expect(engineDir(env())).toBe(bin);
});

test("an engine that has gone since is looked for again", async () => {
  const bin = await fakeEngine("3.250.0");
  await provideEngine(env(), () => {}, [open("from PATH", bin)]);
  await rm(join(bin, "pulumi"));
  await expect(provideEngine(env(), () => {}, [closed("from PATH", "gone")])).rejects.toThrow(/could be installed/);
  expect(() => engineDir(env())).toThrow(/No engine is recorded/);
});

test("when every way is closed, the error names the install commands", async () => {
  const failure = provideEngine(env(), () => {}, [closed("from PATH", "none")]);
  await expect(failure).rejects.toMatchObject({ code: "ENGINE_MISSING", hint: expect.stringMatching(/get\.pulumi\.com.*go\.dev.*make setup/s) });
});

test("an engine built from modules gets our language host next to it, which names this Node by its whole path", async () => {
  const bin = await fakeEngine("3.250.0");
  await rm(join(bin, "pulumi-language-nodejs"));
  await provideEngine(env(), () => {}, [open(buildFromModules.title, bin)]);
  const host = await readFile(join(bin, "pulumi-language-nodejs"), "utf8");
  expect(host).toContain(`exec '${process.execPath}' '`);
  expect(host).toContain("scripts/engine/language-host.ts");
});

test("an engine on PATH is used when it is new enough and has its language host", async () => {
  const bin = await fakeEngine("3.260.1");
  expect(await takeFromPath(bin)).toEqual({ folder: bin, version: "3.260.1" });
});

test("an engine on PATH that is too old is not used", async () => {
  const bin = await fakeEngine("3.228.9");
  expect(await takeFromPath(bin)).toEqual({ reason: `${bin}/pulumi is 3.228.9, older than ${OLDEST_ENGINE}` });
});

test("an engine on PATH without a language host is not used", async () => {
  const bin = await fakeEngine("3.250.0");
  await rm(join(bin, "pulumi-language-nodejs"));
  expect(await takeFromPath(bin)).toEqual({ reason: `no pulumi-language-nodejs lies next to ${bin}/pulumi` });
});

test("without Go nothing is built", async () => {
  expect(await buildFromModules.take({ folder: join(folder, "none"), env: { PATH: folder }, say: () => {} })).toEqual({ reason: "PATH has no `go`" });
});

test("an address that refuses, answers badly or hangs is told so in time", async () => {
  const bad = await serve((_request, response) => response.writeHead(503).end());
  const hanging = await serve(() => {});
  const gone = await serve(() => {});
  await gone.close();
  expect(await whyUnreachable(bad.address, 2_000)).toMatch(/answers 503/);
  expect(await whyUnreachable(hanging.address, 200)).toMatch(/cannot be reached/);
  expect(await whyUnreachable(gone.address, 2_000)).toMatch(/ECONNREFUSED/);
  await Promise.all([bad.close(), hanging.close()]);
});

function env(): NodeJS.ProcessEnv {
  return { TRUEUP_TOOLS: join(folder, "tools"), PATH: folder };
}

function open(title: string, bin: string): Way {
  return { title, take: async () => ({ folder: bin, version: "3.250.0" }) };
}

function closed(title: string, reason: string): Way {
  return { title, take: async () => ({ reason }) };
}

function takeFromPath(bin: string) {
  return useFromPath.take({ folder: "unused", env: { PATH: `/nowhere:${bin}` }, say: () => {} });
}

/** A folder with a `pulumi` that only tells its version, and an empty language host. */
async function fakeEngine(version: string): Promise<string> {
  const bin = join(folder, "bin");
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, "pulumi"), `#!/bin/sh\necho v${version}\n`);
  await writeFile(join(bin, "pulumi-language-nodejs"), "#!/bin/sh\n");
  await chmod(join(bin, "pulumi"), 0o755);
  return bin;
}

async function serve(handler: RequestListener): Promise<{ address: string; close: () => Promise<unknown> }> {
  const server = createServer(handler);
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/install.sh`,
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}
