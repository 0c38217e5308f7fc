import { expect, test } from "vitest";
import { gitCheckouts } from "../../../providers/git/git-checkouts.ts";
import { testInFolder } from "../../scratch-folder.ts";
import { errorOf, startWithProgram, type Scene } from "./scene.ts";

/** Where git finds a repository, who is let in, and what is said to those who are not. */
export function accessTests(scene: Scene): void {
  const checkouts = (dir: string) => gitCheckouts({ scratchDir: dir, env: process.env, author: { name: "Trueup", email: "trueup@example.com" }, gitMs: 20_000, prepareMs: 20_000 });
  const clone = async (dir: string) => checkouts(dir)({ cloneUrl: scene.repository.cloneUrl, branch: "main", credentials: scene.repository.credentials });

  test("says where git finds the repository, and which branch is the default", () => {
    expect(scene.repository).toMatchObject({ cloneUrl: scene.running.cloneUrl, defaultBranch: "main" });
  });

  testInFolder("gives credentials with which git clones and pushes", async ({ dir }) => {
    const checkout = await clone(dir);
    await checkout.writeFile("index.ts", new TextEncoder().encode("export const a = 2;\n"));
    const commit = await checkout.push("drift/pushed", "A change");
    expect(await scene.running.bare.tip("drift/pushed")).toBe(commit);
  });

  testInFolder("a protected branch refuses the push, in git's words", async ({ dir }) => {
    await scene.running.bare.protect("drift/protected");
    const checkout = await clone(dir);
    await checkout.writeFile("index.ts", new TextEncoder().encode("export const a = 3;\n"));
    const error = await errorOf(scene, checkout.push("drift/protected", "A change"));
    expect(error).toMatchObject({ code: "GIT_FAILED", message: expect.stringMatching(/protected|pre-receive|declined/i) as string });
    expect(await scene.running.bare.tip("drift/protected")).toBeUndefined();
  });

  test("opening it again reads the default branch again", async () => {
    const running = await startWithProgram(scene.bench);
    try {
      await running.renameDefaultBranch("trunk");
      expect(await scene.open({ running })).toMatchObject({ defaultBranch: "trunk" });
    } finally {
      await running.stop();
    }
  });

  if (scene.bench.missing.includes("api")) return;

  test("says no to a wrong token, without repeating it", async () => {
    const error = await errorOf(scene, scene.open({ secret: scene.bench.wrongSecret }));
    expect(error).toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining(scene.running.repository) as string });
  });

  test("a token of two lines is not sent anywhere, and not repeated", async () => {
    const error = await errorOf(scene, scene.open({ secret: `${scene.bench.wrongSecret}\n2` }));
    expect(error.code).toMatch(/^(FORGE_|CONFIG_INVALID|SECRET_)/);
    expect(error.message).not.toContain(scene.bench.wrongSecret.split("\n")[1] ?? scene.bench.wrongSecret);
  });

  test("names a repository that is not there", async () => {
    const error = await errorOf(scene, scene.open({ name: "acme/nowhere" }));
    expect(error).toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining("acme/nowhere") as string });
  });

  test("says when nobody answers", async () => {
    const error = await errorOf(scene, scene.open({ url: "http://127.0.0.1:9/api" }));
    expect(error).toMatchObject({ code: "FORGE_UNREACHABLE", message: expect.stringContaining("127.0.0.1:9") as string });
  });

  test("a repository that is deleted meanwhile is named in every refusal", async () => {
    const running = await startWithProgram(scene.bench);
    try {
      const repository = await scene.open({ running });
      running.remove();
      const refused = { code: "FORGE_REFUSED", message: expect.stringContaining(running.repository) as string };
      expect(await errorOf(scene, repository.openPullRequests())).toMatchObject(refused);
      expect(await errorOf(scene, repository.findPullRequest("drift/x"))).toMatchObject(refused);
      expect(await errorOf(scene, repository.openPullRequest({ head: "drift/x", base: "main", title: "t", body: "", labels: [] }))).toMatchObject(refused);
      expect(await errorOf(scene, repository.comment(1, "x"))).toMatchObject(refused);
    } finally {
      await running.stop();
    }
  });
}
