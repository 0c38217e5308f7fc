import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { codeAheadOf } from "../../cli/scan/code-ahead.ts";
import { createWire } from "../../cli/wire.ts";
import type { Workspace } from "../../cli/workspace.ts";
import { configSchema } from "../../model/config.ts";
import type { LastUpdate, StackRef } from "../../model/index.ts";
import { codeHistory } from "../../providers/git/code-history.ts";
import { startForge } from "../forge/start-forge.ts";
import { testInFolder } from "../scratch-folder.ts";

const APP: StackRef = { project: "app", stack: "prod", backend: "main" };
const TOKEN = "forge-token";

/** A repository with the program of `app`, and the question asked of a stack whose last update was `last`. */
const testOnForge = testInFolder
  .extend("forge", async ({ dir }, { onCleanup }) => {
    await mkdir(join(dir, "seed", "stacks", "app"), { recursive: true });
    await writeFile(join(dir, "seed", "stacks", "app", "index.ts"), "1");
    const forge = await startForge({ seedDir: join(dir, "seed"), token: TOKEN });
    onCleanup(() => forge.stop());
    return forge;
  })
  .extend("ask", ({ dir, forge }, { onCleanup }) => {
    const wire = createWire();
    const codeAhead = codeHistory({ scratchDir: join(dir, "scratch"), env: process.env, gitMs: 20_000, freshMs: 0 });
    onCleanup(() => codeAhead.close());
    const kinds: string[] = [];
    const told: string[] = [];
    const open = (last: LastUpdate | undefined, token = TOKEN): ((ref: StackRef) => Promise<unknown>) => {
      const config = configSchema(wire).parse({
        backends: { main: { url: "file://state" } },
        forges: { forge: { kind: "github", url: forge.apiUrl, token: { env: "TOKEN" } } },
        stacks: [{ include: ["app/*"], source: { forge: "forge", repository: forge.repository, path: "stacks/{project}" } }, { include: ["*/*"] }],
      });
      const backend = { lastUpdate: async (_: StackRef, kind: string) => (kinds.push(kind), last) };
      const workspace = { config, codeAhead, engine: { backend: () => backend }, cloudContext: { env: {}, secret: () => token } } as unknown as Workspace;
      return codeAheadOf(workspace, { wire, terminal: { err: (text: string) => void told.push(text) } as never });
    };
    return Object.assign(open, { kinds, told });
  });

const updated = (commit: string | undefined, isDirty?: boolean): LastUpdate => ({ kind: "update", endedAt: "2026-01-01T00:00:00Z", ...(commit ? { commit } : {}), ...(isDirty === undefined ? {} : { isDirty }) });

testOnForge("commits of a stack's project after the one that was deployed wait for their deploy", async ({ forge, ask }) => {
  const deployed = (await forge.bare.tip("main"))!;
  expect(await ask(updated(deployed, false))(APP)).toBeUndefined();
  const head = await forge.bare.commit({ branch: "main", files: { "stacks/app/index.ts": "2" } });
  expect(await ask(updated(deployed, false))(APP)).toEqual({ deployed, branch: "main", head, commits: 1 });
  // A refresh in between has deployed nothing.
  expect(new Set(ask.kinds)).toEqual(new Set(["update"]));
});

testOnForge("nothing is claimed of a dirty checkout, an unknown commit, a stack that never ran or one without a source", async ({ forge, ask }) => {
  const deployed = (await forge.bare.tip("main"))!;
  await forge.bare.commit({ branch: "main", files: { "stacks/app/index.ts": "2" } });
  for (const last of [updated(deployed, true), updated(deployed), updated(undefined, false), undefined]) expect(await ask(last)(APP)).toBeUndefined();
  expect(await ask(updated(deployed, false))({ ...APP, project: "other" })).toBeUndefined();
  expect(ask.told).toEqual([]);
});

testOnForge("a repository that may not be read is told once, without the token, and the scan goes on", async ({ forge, ask }) => {
  const question = ask(updated((await forge.bare.tip("main"))!, false), "wrong-canary");
  for (const stack of ["prod", "dev"]) expect(await question({ ...APP, stack })).toBeUndefined();
  expect(ask.told).toHaveLength(1);
  expect(ask.told[0]).toContain("Whether code of acme/infra waits for its deploy cannot be told");
  expect(ask.told[0]).not.toContain("canary");
});
