import { expect, test } from "vitest";
import type { Scene } from "./scene.ts";

/** Branches of ours that nobody needs any more. */
export function branchTests(scene: Scene): void {
  test.each(["drift/done", "drift/prod/ünï#1+%41&x"])("deletes the branch %s", async branch => {
    const commit = await scene.push(branch);
    await scene.repository.deleteBranch(branch, commit);
    expect(await scene.running.bare.tip(branch)).toBeUndefined();
  });

  test("leaves a branch that somebody pushed to", async () => {
    const ours = await scene.push("drift/moved", "ours\n");
    const theirs = await scene.push("drift/moved", "theirs\n");
    await scene.repository.deleteBranch("drift/moved", ours);
    expect(await scene.running.bare.tip("drift/moved")).toBe(theirs);
  });

  test("a branch that is gone already is no error", async () => {
    const commit = await scene.push("drift/gone");
    await scene.running.bare.git("update-ref", "-d", "refs/heads/drift/gone");
    await scene.repository.deleteBranch("drift/gone", commit);
    await scene.repository.deleteBranch("drift/never-was", commit);
  });
}
