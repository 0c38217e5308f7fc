import { expect, test } from "vitest";
import { errorOf, type Scene } from "./scene.ts";

/** Limits, missing permissions, broken forges and pages in the place of answers. */
export function refusalTests(scene: Scene): void {
  const ask = () => scene.repository.findPullRequest("drift/never");

  test("says how long a rate limit lasts", async () => {
    for (const answer of scene.bench.limited(90)) {
      scene.running.answerNext(answer);
      const error = await errorOf(scene, ask());
      expect(error).toMatchObject({ code: "FORGE_LIMITED", message: expect.stringContaining("limit") as string });
      // A limit may be told as a time of day, in whole seconds.
      expect(error.retryAfter, JSON.stringify(answer)).toBeGreaterThan(60);
      expect(error.retryAfter, JSON.stringify(answer)).toBeLessThanOrEqual(91);
    }
  });

  test("waits for a short limit by itself, for questions and for writes, and carries them out once", async () => {
    const [short] = scene.bench.limited(1);
    scene.running.answerNext(short!);
    expect(await ask()).toBeUndefined();
    scene.running.answerNext(short!, { on: "write" });
    await scene.opened("drift/limited");
    expect(scene.pullsOf("drift/limited")).toHaveLength(1);
  });

  test("tells a missing permission from a rate limit", async () => {
    const { says, ...answer } = scene.bench.forbidden;
    const { number } = await scene.opened("drift/forbidden");
    scene.running.answerNext(answer, { on: "write" });
    const error = await errorOf(scene, scene.repository.updatePullRequest(number, { title: "x" }));
    expect(error).toMatchObject({ code: "FORGE_REFUSED", message: expect.stringContaining(says) as string });
    expect(error.message).toContain(scene.running.repository);
  });

  test("says that a token is not accepted any more", async () => {
    for (let count = 0; count < 4; count++) scene.running.answerNext({ status: 401, body: { message: "Unauthorized" } });
    expect(await errorOf(scene, ask())).toMatchObject({ code: "FORGE_REFUSED", message: expect.stringMatching(/token|credential/i) as string });
    scene.running.answerNext("forget");
  });

  test.each([500, 502, 503, 504])("an answer of %i is the forge's trouble, not a refusal", async status => {
    for (let count = 0; count < 8; count++) scene.running.answerNext({ status, body: "<html></html>" });
    expect(await errorOf(scene, ask())).toMatchObject({ code: "FORGE_UNREACHABLE", message: expect.stringContaining(String(status)) as string });
    scene.running.answerNext("forget");
  });

  test("pages, half answers and answers of another kind are nobody's API", async () => {
    for (const body of ["<html>a login page</html>", '{"number": 1', '"text"', "null", "[{}]", ""]) {
      scene.running.answerNext({ status: 200, body });
      expect(await errorOf(scene, ask()), body).toMatchObject({ code: "FORGE_UNREACHABLE" });
    }
  });

  test("a connection that breaks is told with the forge's address", async () => {
    for (let count = 0; count < 8; count++) scene.running.answerNext("cut");
    expect(await errorOf(scene, ask())).toMatchObject({ code: "FORGE_UNREACHABLE", message: expect.stringContaining(new URL(scene.running.apiUrl).host) as string });
    scene.running.answerNext("forget");
  });

  test("whoever refuses may quote all that it was sent: no token is repeated", async () => {
    for (const status of [200, 400, 401, 403, 404, 409, 422, 429, 500]) {
      for (let count = 0; count < 8; count++) scene.running.answerNext({ status, body: (sent: string) => JSON.stringify({ message: `refused: ${sent}`, error: sent, errors: [{ message: sent }] }), headers: { "retry-after": "90" } });
      await errorOf(scene, scene.repository.comment(1, "x"));
      scene.running.answerNext("forget");
    }
  });
}
