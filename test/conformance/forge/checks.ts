import { expect, test } from "vitest";
import { errorOf, HOSTILE, type Scene } from "./scene.ts";

/** What is said of a commit beside its pull request. */
export function checkTests(scene: Scene): void {
  if (scene.bench.missing.includes("checks")) {
    test("shows no checks", () => expect(scene.repository.check).toBeUndefined());
    return;
  }
  const shown = (commit: string) => scene.running.checks(commit).map(({ name, isGood, title }) => ({ name, isGood, title }));

  test("a check is shown at its commit, and a later one of its name takes its place", async () => {
    const { headCommit: commit } = await scene.opened("drift/checked");
    await scene.repository.check!({ commit, name: "trueup/proof", conclusion: "success", title: "2 gone, none new", summary: HOSTILE });
    expect(shown(commit)).toEqual([{ name: "trueup/proof", isGood: true, title: "2 gone, none new" }]);
    await scene.repository.check!({ commit, name: "trueup/proof", conclusion: "failure", title: "The base has moved", summary: "" });
    await scene.repository.check!({ commit, name: "trueup/other", conclusion: "neutral", title: "Nothing to say", summary: "" });
    expect(shown(commit)).toEqual([
      { name: "trueup/proof", isGood: false, title: "The base has moved" },
      { name: "trueup/other", isGood: true, title: "Nothing to say" },
    ]);
  });

  test("titles and summaries that are too long are cut, not refused", async () => {
    const commit = await scene.push("drift/long-check");
    await scene.repository.check!({ commit, name: "trueup/proof", conclusion: "success", title: "é".repeat(2_000), summary: "x".repeat(300_000) });
    expect(scene.running.checks(commit)).toMatchObject([{ isGood: true, title: expect.stringMatching(/^é{20}/) as string }]);
  });

  test("a commit that is not there is refused", async () => {
    expect(await errorOf(scene, scene.repository.check!({ commit: "0123456789abcdef0123456789abcdef01234567", name: "x", conclusion: "success", title: "x", summary: "" }))).toMatchObject({ code: "FORGE_REFUSED" });
  });
}
