import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ForgeRepository } from "../../model/ports/forge.ts";
import { forge } from "../../providers/forges/git/git.ts";
import { serveForge, type ForgeServer } from "./serve-forge.ts";

const given = {} as { server: ForgeServer };
beforeAll(async () => {
  given.server = await serveForge("acme/infra", () => ({ api: [], letsIn: () => true, answer: () => Promise.reject(new Error("there is no API")) }));
  await given.server.bare.commit({ branch: "main", files: { "index.ts": "export const a = 1;\n", "other.ts": "1\n" } });
});
afterAll(() => given.server?.stop());

/** Each scanner has a repository of its own, and nothing else in common. */
const scanner = (): Promise<ForgeRepository> => forge.repository(forge.settings.parse({ url: `${given.server.url}/{repository}.git` }), "acme/infra", { env: process.env, secret: () => "" });
const request = (head: string) => ({ head, base: "main", title: `Adopt ${head}`, body: "<!-- mark -->", labels: ["drift"] });

test("two scanners open one proposal, know the same of it, and lose nothing that the other wrote", async () => {
  await given.server.bare.commit({ branch: "drift/both", files: { "index.ts": "export const a = 2;\n" } });
  const [one, other] = await Promise.all([scanner(), scanner()]);
  const [first, second] = await Promise.all([one.openPullRequest(request("drift/both")), other.openPullRequest(request("drift/both"))]);
  expect(second.number).toBe(first.number);
  await Promise.all([one.comment(first.number, "from one"), other.comment(first.number, "from the other"), one.updatePullRequest(first.number, { title: "New" })]);
  expect((await other.comments(first.number)).map(({ body }) => body).toSorted()).toEqual(["from one", "from the other"]);
  expect(await other.findPullRequest("drift/both")).toMatchObject({ number: first.number, title: "New", body: "<!-- mark -->", state: "open" });
}, 60_000);

test("its patch makes the change, and stands with the description beside it", async () => {
  const { bare } = given.server;
  const commit = await bare.commit({ branch: "drift/patch", files: { "index.ts": "export const a = 3;\n" } });
  const { number } = await (await scanner()).openPullRequest(request("drift/patch"));
  const patch = await bare.git("show", `trueup/proposals:${number}-drift-patch/change.patch`);
  const dir = await mkdtemp(join(tmpdir(), "trueup-patch-"));
  try {
    execFileSync("git", ["clone", "--quiet", await bare.git("rev-parse", "--absolute-git-dir"), dir], { stdio: "ignore" });
    execFileSync("git", ["-C", dir, "apply", "--index"], { input: `${patch}\n` });
    expect(execFileSync("git", ["-C", dir, "write-tree"], { encoding: "utf8" }).trim()).toBe(await bare.git("rev-parse", `${commit}^{tree}`));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  expect(await bare.git("show", `trueup/proposals:${number}-drift-patch/description.md`)).toContain("open: drift/patch into main");
}, 60_000);

test("a proposal that was squashed into the base under another message is merged, its branch gone or not", async () => {
  const { bare } = given.server;
  await bare.commit({ branch: "drift/squashed", files: { "squashed.ts": "one\n" } });
  await bare.commit({ branch: "drift/squashed", files: { "squashed.ts": "one\ntwo\n" } });
  const one = await scanner();
  const { number } = await one.openPullRequest(request("drift/squashed"));
  await bare.commit({ branch: "main", files: { "unrelated.ts": "x\n" } });
  expect(await one.findPullRequest("drift/squashed")).toMatchObject({ number, state: "open" });
  await bare.commit({ branch: "main", files: { "squashed.ts": "one\ntwo\n" } });
  expect(await one.findPullRequest("drift/squashed")).toMatchObject({ number, state: "merged" });
  await bare.git("update-ref", "-d", "refs/heads/drift/squashed");
  expect(await (await scanner()).findPullRequest("drift/squashed")).toMatchObject({ number, state: "merged" });
}, 60_000);

test("a branch that somebody deleted is a proposal that was declined, and every scanner remembers it", async () => {
  const { bare } = given.server;
  await bare.commit({ branch: "drift/declined", files: { "index.ts": "export const a = 4;\n" } });
  const { number } = await (await scanner()).openPullRequest(request("drift/declined"));
  await bare.git("update-ref", "-d", "refs/heads/drift/declined");
  expect(await (await scanner()).findPullRequest("drift/declined")).toMatchObject({ number, state: "closed", body: "<!-- mark -->" });
  expect((await (await scanner()).openPullRequests()).map(({ head }) => head)).not.toContain("drift/declined");
  await bare.commit({ branch: "drift/declined", files: { "index.ts": "export const a = 5;\n" } });
  const again = await (await scanner()).openPullRequest(request("drift/declined"));
  expect(again.number).toBeGreaterThan(number);
}, 60_000);

test("what somebody else wrote in the place of the records is told, and left as it is", async () => {
  const { bare } = given.server;
  const before = (await bare.tip("trueup/proposals"))!;
  const broken = await bare.commit({ branch: "trueup/proposals", files: { "proposals.json": "{}" } });
  await expect((await scanner()).openPullRequest(request("drift/both"))).rejects.toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("trueup/proposals") as string });
  expect(await bare.tip("trueup/proposals")).toBe(broken);
  await bare.git("update-ref", "refs/heads/trueup/proposals", before);
}, 60_000);
