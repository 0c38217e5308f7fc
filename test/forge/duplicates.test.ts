import { expect, test } from "vitest";
import type { NewPullRequest, PullRequest } from "../../model/ports/forge.ts";
import { openOne, standingOne } from "../../providers/forges/_shared/open-one.ts";

const REQUEST: NewPullRequest = { head: "drift/x", base: "main", title: "t", body: "b", labels: [] };

/** A forge that opens whatever it is asked for, each step a moment later. */
function carelessForge() {
  const pulls: PullRequest[] = [];
  const moment = () => new Promise(resolve => setTimeout(resolve, Math.random() * 5));
  const runner = () =>
    openOne({
      async open({ head, base, title, body }) {
        await moment();
        const pull: PullRequest = { number: pulls.length + 1, url: "", title, body, head, base, state: "open", isDraft: false, labels: [], headCommit: "", createdAt: "" };
        pulls.push(pull);
        await moment();
        return pull;
      },
      async listOpen() {
        await moment();
        return pulls.filter(({ state }) => state === "open");
      },
      async close({ number }, as) {
        await moment();
        Object.assign(pulls[number - 1]!, { ...as, state: "closed" });
      },
    });
  return { pulls, runner };
}

test("of what several scanners open at the same moment the oldest stays, and it alone counts, whatever becomes of it", async () => {
  for (let round = 0; round < 30; round++) {
    const { pulls, runner } = carelessForge();
    await Promise.all([1, 2, 3, 4].map(() => runner()(REQUEST)));
    expect(pulls.filter(({ state }) => state === "open").map(({ number }) => number)).toEqual([1]);
    expect(standingOne(pulls)?.number).toBe(1);
    pulls[0]!.state = "merged";
    expect(standingOne(pulls)).toMatchObject({ number: 1, state: "merged" });
    pulls[0]!.state = "closed";
    expect(standingOne(pulls)).toMatchObject({ number: 1, state: "closed" });
  }
});

test("one scanner asks once for each branch, however often it is asked at once", async () => {
  const { pulls, runner } = carelessForge();
  const open = runner();
  // The careless forge would open three: the second and third wait for the first, and are then closed again.
  const opened = await Promise.all([open(REQUEST), open(REQUEST), open(REQUEST)]);
  expect(new Set(opened.map(({ number }) => number))).toEqual(new Set([1]));
  expect(pulls.filter(({ state }) => state === "open")).toHaveLength(1);
});
