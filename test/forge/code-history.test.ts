import { execFileSync } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { CodePlace } from "../../model/ports/code-ahead.ts";
import { codeHistory } from "../../providers/git/code-history.ts";
import { testInFolder } from "../scratch-folder.ts";
import { startForge } from "./start-forge.ts";

/** A forge whose `main` holds two projects, and what tells the code of `app` that is ahead. */
const testOnForge = testInFolder
  .extend("forge", async ({ dir }, { onCleanup }) => {
    const seedDir = join(dir, "seed");
    for (const project of ["app", "app-two"]) {
      await mkdir(join(seedDir, project), { recursive: true });
      await writeFile(join(seedDir, project, "index.ts"), "1");
    }
    const forge = await startForge({ seedDir });
    onCleanup(() => forge.stop());
    return forge;
  })
  .extend("history", ({ dir }, { onCleanup }) => {
    const history = codeHistory({ scratchDir: join(dir, "scratch"), env: process.env, gitMs: 20_000, freshMs: 0 });
    onCleanup(() => history.close());
    return history;
  })
  .extend("place", ({ forge }): CodePlace => ({ cloneUrl: forge.cloneUrl, credentials: { username: "x-access-token", password: forge.token }, branch: "main", path: "app" }));

const fetches = (requests: string[]): number => requests.filter(request => request.endsWith("/git-upload-pack")).length;

testOnForge("commits after the deployed one that touch the project are counted, and no others", async ({ forge, history, place }) => {
  const deployed = (await forge.bare.tip("main"))!;
  expect(await history.since(deployed, place)).toBeUndefined();
  await forge.bare.commit({ branch: "main", files: { "app-two/index.ts": "2", "README.md": "2" } });
  expect(await history.since(deployed, place)).toBeUndefined();
  await forge.bare.commit({ branch: "main", files: { "app/index.ts": "2" } });
  const head = await forge.bare.commit({ branch: "main", files: { "app/lib/x.ts": "1" } });
  expect(await history.since(deployed, place)).toEqual({ deployed, branch: "main", head, commits: 2 });
  expect(await history.since(deployed, { ...place, path: "." })).toMatchObject({ commits: 3 });
  expect(await history.since(deployed, { ...place, path: "./app/" })).toMatchObject({ commits: 2 });
  expect(await history.since(deployed, { ...place, path: "a*" })).toBeUndefined();
});

testOnForge("of what was deployed from another branch, or from one that was rewritten, nothing is claimed", async ({ forge, history, place }) => {
  const elsewhere = await forge.bare.commit({ branch: "feature", files: { "app/index.ts": "feature" } });
  const rewritten = await forge.bare.commit({ branch: "main", files: { "app/index.ts": "soon gone" } });
  expect(await history.since(elsewhere, place)).toBeUndefined();
  await forge.bare.git("update-ref", "refs/heads/main", `${rewritten}^`);
  await forge.bare.commit({ branch: "main", files: { "app/index.ts": "instead" } });
  expect(await history.since(rewritten, place)).toBeUndefined();
  for (const unknown of ["0".repeat(40), "--upload-pack=touch", "HEAD", ""]) expect(await history.since(unknown, place)).toBeUndefined();
});

testOnForge("a repository is fetched once for all its stacks, also where it does not answer", async ({ dir, forge, place }) => {
  const history = codeHistory({ scratchDir: join(dir, "scratch"), env: process.env, gitMs: 20_000 });
  const deployed = (await forge.bare.tip("main"))!;
  await Promise.all(["app", "app-two", "."].map(path => history.since(deployed, { ...place, path })));
  const once = fetches(forge.requests());
  await history.since(deployed, place);
  expect(fetches(forge.requests())).toBe(once);
  expect(await readdir(join(dir, "scratch"))).toHaveLength(1);

  const denied = { ...place, branch: "main", cloneUrl: place.cloneUrl.replace("infra", "other") };
  await expect(history.since(deployed, denied)).rejects.toMatchObject({ code: "GIT_FAILED" });
  const asked = forge.requests().length;
  await expect(history.since(deployed, denied)).rejects.toMatchObject({ code: "GIT_FAILED" });
  expect(forge.requests()).toHaveLength(asked);

  await history.close();
  expect(await readdir(join(dir, "scratch"))).toEqual([]);
});

testOnForge("the history has no files in it, and a wrong token is not repeated", async ({ dir, forge, history, place }) => {
  await forge.bare.git("config", "uploadpack.allowFilter", "true");
  const deployed = (await forge.bare.tip("main"))!;
  const head = await forge.bare.commit({ branch: "main", files: { "app/index.ts": "2" } });
  expect(await history.since(deployed, place)).toMatchObject({ head, commits: 1 });
  const [scratch = ""] = await readdir(join(dir, "scratch"));
  const [repository = ""] = await readdir(join(dir, "scratch", scratch));
  const kinds = execFileSync("git", ["cat-file", "--batch-all-objects", "--batch-check=%(objecttype)"], { cwd: join(dir, "scratch", scratch, repository), encoding: "utf8" });
  expect(new Set(kinds.trim().split("\n"))).toEqual(new Set(["commit", "tree"]));
  const refusal = history.since(deployed, { ...place, branch: "other", credentials: { username: "x-access-token", password: "wrong-token-canary" } });
  await expect(refusal).rejects.toMatchObject({ code: "GIT_FAILED" });
  await expect(refusal).rejects.not.toThrow(/wrong-token-canary/);
});
