import { expect } from "vitest";
import { HOSTILE, sameLines, startWithProgram, requestFor, type Scene } from "./scene.ts";

/** What is said below a pull request. */
export function commentTests(scene: Scene): void {
  const test = scene.testWith("comments");

  test("a comment is there as it was written, with who wrote it", async () => {
    const { number } = await scene.opened("drift/commented");
    expect(await scene.repository.comments(number)).toEqual([]);
    await scene.repository.comment(number, HOSTILE);
    const [comment, ...others] = await scene.repository.comments(number);
    expect(others).toEqual([]);
    expect(sameLines(comment!.body)).toBe(sameLines(HOSTILE));
    expect(comment!.by).not.toBe("");
    expect(comment!.id).toMatch(/./);
  });

  test("comments come oldest first, over pages, and stay when the pull request is closed", async () => {
    const running = await startWithProgram(scene.bench, { pageSize: 2 });
    try {
      const repository = await scene.open({ running });
      await running.bare.commit({ branch: "drift/talked", files: { "index.ts": "x" } });
      const { number } = await repository.openPullRequest(requestFor("drift/talked"));
      for (const text of ["one", "two", "three", "four", "five"]) await repository.comment(number, text);
      await repository.updatePullRequest(number, { state: "closed" });
      await repository.comment(number, "six");
      const comments = await repository.comments(number);
      expect(comments.map(({ body }) => body)).toEqual(["one", "two", "three", "four", "five", "six"]);
      expect(new Set(comments.map(({ id }) => id)).size).toBe(6);
    } finally {
      await running.stop();
    }
  });
}
