import { expect, test } from "vitest";
import { errorOf, requestFor, type Scene } from "./scene.ts";

/** Answers that never came: what was asked for is there once, or not at all. */
export function lostAnswerTests(scene: Scene): void {
  const open = (branch: string) => scene.repository.openPullRequest(requestFor(branch));

  test.each([
    ["a bad gateway", { status: 502, body: "<html>bad gateway</html>" }],
    ["a broken connection", "cut"],
    ["a page in place of an answer", { status: 200, body: "<html>please log in</html>" }],
  ] as const)("finds the one it opened when %s hid the answer", async (what, answer) => {
    const branch = `drift/lost-${what.replaceAll(" ", "-")}`;
    await scene.push(branch);
    scene.running.answerNext(answer, { after: true, on: "write" });
    const opened = await open(branch);
    expect(scene.pullsOf(branch)).toMatchObject([{ number: opened.number }]);
  });

  test("opens it once when the question itself was lost", async () => {
    await scene.push("drift/unheard");
    scene.running.answerNext("cut", { on: "write" });
    const opened = await open("drift/unheard").catch(() => open("drift/unheard"));
    expect(scene.pullsOf("drift/unheard")).toMatchObject([{ number: opened.number, state: "open" }]);
  });

  test("says so when nothing can be found out, and finds it in the next run", async () => {
    await scene.push("drift/dark");
    scene.running.answerNext({ status: 502, body: "" }, { after: true, on: "write" });
    for (let count = 0; count < 8; count++) scene.running.answerNext({ status: 503, body: "" });
    expect(await errorOf(scene, open("drift/dark"))).toMatchObject({ code: "FORGE_UNREACHABLE" });
    scene.running.answerNext("forget");
    const opened = await open("drift/dark");
    expect(scene.pullsOf("drift/dark")).toMatchObject([{ number: opened.number }]);
  });

  scene.testWith("comments")("a comment is written once", async () => {
    const { number } = await scene.opened("drift/said-once");
    await scene.repository.comment(number, "before");
    scene.running.answerNext("cut", { after: true, on: "write" });
    await scene.repository.comment(number, "The base has moved.");
    expect((await scene.repository.comments(number)).map(({ body }) => body)).toEqual(["before", "The base has moved."]);
  });

  test("a change may be asked for again", async () => {
    const { number } = await scene.opened("drift/changed-once");
    scene.running.answerNext("cut", { after: true, on: "write" });
    await scene.repository.updatePullRequest(number, { title: "New" }).catch(() => scene.repository.updatePullRequest(number, { title: "New" }));
    expect(await scene.repository.findPullRequest("drift/changed-once")).toMatchObject({ title: "New" });
  });
}
