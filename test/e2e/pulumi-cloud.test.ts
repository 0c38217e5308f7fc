import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseStackExport } from "../../estate/parse-stack-export.ts";
import type { Backend, StackRef } from "../../model/index.ts";
import { exportOf, pulumiBackend } from "../../providers/engines/pulumi/backend.ts";
import { engineSource, qualified } from "../../providers/engines/pulumi/backends/engine-source.ts";
import { engineEnvironment } from "../support/engine.ts";
import { startPulumiCloud, type PulumiCloud } from "../support/state-servers/pulumi-cloud.ts";

const COMMIT = "4f1f0a2d9e7b4a9b8c6d5e4f3a2b1c0d9e8f7a6b";
const SHOP: StackRef = { organization: "acme", project: "shop", stack: "prod", backend: "cloud" };

const exported = {
  version: 3,
  deployment: {
    manifest: { time: "2026-01-01T00:00:00Z", magic: "m", version: "v3.250.0" },
    secrets_providers: { type: "service", state: { url: "x", owner: "acme", project: "shop", stack: "prod" } },
    resources: [{ urn: "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod", custom: false, type: "pulumi:pulumi:Stack", outputs: { key: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAAB" } } }],
    metadata: {},
  },
};

const update = (kind: string, result: string, version: number): object => ({ kind, result, version, startTime: 1_767_225_600, endTime: 1_767_225_660 + version, message: "", config: {}, environment: { "git.head": COMMIT, "git.dirty": "false" }, resourceChanges: {} });

test("organisations, states, updates in progress and history are what the engine says of the same API, and only GET is ever asked", async () => {
  const cloud = await startPulumiCloud();
  const home = mkdtempSync(join(tmpdir(), "trueup-cloud-backend-"));
  try {
    for (const [organization, project] of [["acme", "shop"], ["acme", "net"], ["acme-ci", "own"]] as const) cloud.stacks.push({ organization, project, stack: "prod", exported, updates: [update("refresh", "failed", 4), update("preview", "succeeded", 3), update("refresh", "succeeded", 2), update("update", "succeeded", 1)] });
    const { backend, engine } = readers(cloud, home);

    expect(await backend.how!()).toBe("read directly");
    const before = cloud.requests().length;
    const listed = await backend.list();
    expect(listed).toEqual([{ ...SHOP, organization: "acme-ci", project: "own" }, { ...SHOP, project: "net" }, SHOP]);
    expect((await engine.list()).map(qualified).sort()).toEqual(listed.map(qualified));

    const state = await backend.state(SHOP);
    expect(exportOf(state)).toEqual(await engine.exported(SHOP));
    expect(state).toEqual(parseStackExport(await engine.exported(SHOP), SHOP));
    for (const kind of [undefined, "update", "destroy"]) expect(await backend.lastUpdate(SHOP, kind)).toEqual(await engine.lastUpdate(SHOP, kind));
    expect(await backend.lastUpdate(SHOP)).toMatchObject({ kind: "refresh" });
    expect(await backend.lastUpdate(SHOP, "update")).toEqual({ kind: "update", endedAt: "2026-01-01T00:01:01.000Z", commit: COMMIT, isDirty: false });

    expect(await backend.updateInProgress(SHOP)).toBeUndefined();
    expect(await engine.updateInProgress(SHOP)).toBeUndefined();
    cloud.stacks[0]!.current = { kind: "update", author: "ana", started: 1_767_225_600 };
    expect(await backend.updateInProgress(SHOP)).toEqual({ by: "ana", since: "2026-01-01T00:00:00.000Z" });
    expect(await engine.updateInProgress(SHOP)).toEqual({});

    await expect(backend.state({ ...SHOP, stack: "gone" })).rejects.toMatchObject({ code: "STACK_MISSING" });
    expect(cloud.requests().slice(before).filter(request => !request.startsWith("GET "))).toEqual([]);
  } finally {
    await cloud.stop();
    rmSync(home, { recursive: true, force: true });
  }
});

test("a token that is not valid is told without repeating it, whoever asks", async () => {
  const cloud = await startPulumiCloud();
  const home = mkdtempSync(join(tmpdir(), "trueup-cloud-backend-"));
  try {
    const { backend, engine } = readers({ ...cloud, token: "pul-wrong-canary" }, home);
    for (const asked of [backend.list(), engine.list()]) {
      await expect(asked).rejects.toMatchObject({ code: "BACKEND_UNREACHABLE" });
      await expect(asked).rejects.not.toThrow(/canary/);
    }
  } finally {
    await cloud.stop();
    rmSync(home, { recursive: true, force: true });
  }
});

function readers({ url, token }: Pick<PulumiCloud, "url" | "token">, home: string): { backend: Backend; engine: ReturnType<typeof engineSource> } {
  const env = (): NodeJS.ProcessEnv => engineEnvironment({ home, backendUrl: url, env: { PULUMI_ACCESS_TOKEN: token } });
  return { backend: pulumiBackend("cloud", { url, env, parseExport: parseStackExport }), engine: engineSource(`backend cloud (${url})`, env) };
}
