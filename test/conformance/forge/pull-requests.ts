import { expect, test } from "vitest";
import { errorOf, HOSTILE, requestFor, sameLines, startWithProgram, type Scene } from "./scene.ts";

/** Opening, finding, changing and closing. */
export function pullRequestTests(scene: Scene): void {
  const lacks = (part: (typeof scene.bench.missing)[number]) => scene.bench.missing.includes(part);

  test("knows no pull request of a branch that never had one", async () => {
    expect(await scene.repository.findPullRequest("drift/never")).toBeUndefined();
  });

  test("refuses a pull request before its branch is pushed", async () => {
    expect(await errorOf(scene, scene.repository.openPullRequest(requestFor("drift/unpushed")))).toMatchObject({ code: "FORGE_REFUSED" });
  });

  test("opens one, finds it again, and says all that the port asks for", async () => {
    const commit = await scene.push("drift/opened");
    const opened = await scene.repository.openPullRequest({ ...requestFor("drift/opened"), labels: lacks("labels") ? [] : ["drift"] });
    expect(opened).toMatchObject({ title: "Adopt `a` | b", body: requestFor("").body, head: "drift/opened", base: "main", state: "open", isDraft: false, headCommit: commit, labels: lacks("labels") ? [] : ["drift"] });
    expect(opened.url).toMatch(/^http/);
    expect(Math.abs(Date.now() - Date.parse(opened.createdAt))).toBeLessThan(600_000);
    expect(opened.endedAt).toBeUndefined();
    expect(await scene.repository.findPullRequest("drift/opened")).toEqual(opened);
  });

  test("opens it once, however often it is asked", async () => {
    const [first, second] = [await scene.opened("drift/twice"), await scene.repository.openPullRequest({ ...requestFor("drift/twice"), title: "Another" })];
    expect(second.number).toBe(first.number);
    expect(scene.pullsOf("drift/twice")).toHaveLength(1);
  });

  test("two runs at once open one", async () => {
    await scene.push("drift/at-once");
    const opened = await Promise.all([1, 2, 3].map(() => scene.repository.openPullRequest(requestFor("drift/at-once"))));
    expect(new Set(opened.map(({ number }) => number)).size).toBe(1);
    expect(scene.pullsOf("drift/at-once")).toHaveLength(1);
  });

  test("keeps texts that hold markup, emoji and other line ends", async () => {
    await scene.opened("drift/hostile", { title: 'A "title" with <b>, é😀 & `code`', body: HOSTILE });
    const found = (await scene.repository.findPullRequest("drift/hostile"))!;
    expect({ title: found.title, body: sameLines(found.body) }).toEqual({ title: 'A "title" with <b>, é😀 & `code`', body: sameLines(HOSTILE) });
  });

  test("takes a body up to the forge's limit, and says what is wrong with a longer one", async () => {
    const long = "é".repeat(scene.bench.bodyLimit ?? 250_000);
    expect((await scene.opened("drift/long", { body: long })).body).toBe(long);
    expect(scene.repository.bodyLimit).toBe(scene.bench.bodyLimit);
    if (scene.bench.bodyLimit === undefined) return;
    expect(await errorOf(scene, scene.opened("drift/too-long", { body: `${long}!` }))).toMatchObject({ code: "FORGE_REFUSED" });
  });

  test("changes title and body, each alone", async () => {
    const { number } = await scene.opened("drift/changed");
    expect(await scene.repository.updatePullRequest(number, { title: "New" })).toMatchObject({ number, title: "New", body: requestFor("").body });
    expect(await scene.repository.updatePullRequest(number, { body: HOSTILE })).toMatchObject({ number, title: "New" });
    const found = (await scene.repository.findPullRequest("drift/changed"))!;
    expect({ title: found.title, body: sameLines(found.body) }).toEqual({ title: "New", body: sameLines(HOSTILE) });
  });

  test("closes one, and says when", async () => {
    const { number } = await scene.opened("drift/closed");
    const closed = await scene.repository.updatePullRequest(number, { state: "closed" });
    expect(closed).toMatchObject({ number, state: "closed" });
    expect(Math.abs(Date.now() - Date.parse(closed.endedAt!))).toBeLessThan(600_000);
    expect(await scene.repository.findPullRequest("drift/closed")).toMatchObject({ number, state: "closed" });
  });

  scene.testWith("reopening")("opens a closed one again", async () => {
    const { number } = await scene.opened("drift/reopened");
    await scene.repository.updatePullRequest(number, { state: "closed" });
    const open = await scene.repository.updatePullRequest(number, { state: "open" });
    expect(open).toMatchObject({ number, state: "open" });
    expect(open.endedAt).toBeUndefined();
  });

  scene.testWith("labels")("adds labels to those it has", async () => {
    const { number } = await scene.opened("drift/labelled", { labels: ["drift"] });
    const changed = await scene.repository.updatePullRequest(number, { title: "New", labels: ["stale: é", "drift"] });
    expect(changed.title).toBe("New");
    expect(changed.labels.toSorted()).toEqual(["drift", "stale: é"]);
    expect((await scene.repository.findPullRequest("drift/labelled"))!.labels.toSorted()).toEqual(["drift", "stale: é"]);
  });

  test("a draft is one where the forge has them, and is opened all the same where it has not", async () => {
    const opened = await scene.opened("drift/draft", { isDraft: true });
    expect(opened).toMatchObject({ state: "open", isDraft: !lacks("drafts"), title: requestFor("").title });
    if (lacks("drafts")) return;
    expect(await scene.repository.updatePullRequest(opened.number, { isDraft: false })).toMatchObject({ isDraft: false, title: requestFor("").title });
    expect(await scene.repository.updatePullRequest(opened.number, { isDraft: true, title: "New" })).toMatchObject({ isDraft: true, title: "New" });
    expect(await scene.repository.findPullRequest("drift/draft")).toMatchObject({ isDraft: true, title: "New" });
  });

  test("says which one was merged, and prefers an open one to it", async () => {
    const { number } = await scene.opened("drift/merged");
    await scene.running.merge(number);
    const merged = (await scene.repository.findPullRequest("drift/merged"))!;
    expect(merged).toMatchObject({ number, state: "merged" });
    expect(merged.endedAt).toBeDefined();
    const next = await scene.opened("drift/merged");
    expect(await scene.repository.findPullRequest("drift/merged")).toMatchObject({ number: next.number, state: "open" });
  });

  test("of several that are closed it finds the newest", async () => {
    for (const text of ["a\n", "b\n"]) {
      await scene.push("drift/several", text);
      const { number } = await scene.repository.openPullRequest(requestFor("drift/several"));
      await scene.repository.updatePullRequest(number, { state: "closed" });
    }
    const newest = Math.max(...scene.pullsOf("drift/several").map(({ number }) => number));
    expect(await scene.repository.findPullRequest("drift/several")).toMatchObject({ number: newest });
  });

  scene.testWith("forks")("never takes one from a fork for one of ours", async () => {
    const number = await scene.running.openFromFork("drift/forked");
    expect(await scene.repository.findPullRequest("drift/forked")).toBeUndefined();
    expect((await scene.repository.openPullRequests()).map(pull => pull.number)).not.toContain(number);
    const own = await scene.opened("drift/forked");
    expect(own.number).not.toBe(number);
    expect(await scene.repository.findPullRequest("drift/forked")).toMatchObject({ number: own.number });
  });

  scene.testWith("files")("says what one changes, over pages, and of a moved file both names", async () => {
    const running = await startWithProgram(scene.bench, { pageSize: 2 });
    try {
      const repository = await scene.open({ running });
      const text = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join("");
      await running.bare.commit({ branch: "main", files: { "old.ts": text, "untouched.ts": "a\n" } });
      await running.bare.commit({ branch: "drift/files", files: { "index.ts": "b\n", "infra/é new.ts": "c\n", "third.ts": "d\n" }, moves: { "old.ts": "new.ts" } });
      const { number } = await repository.openPullRequest(requestFor("drift/files"));
      await running.bare.commit({ branch: "main", files: { "later.ts": "e\n" } });
      expect((await repository.changedFiles!(number)).toSorted()).toEqual(["index.ts", "infra/é new.ts", "new.ts", "old.ts", "third.ts"]);
    } finally {
      await running.stop();
    }
  });

  test("lists every open one, over pages, and no closed one", async () => {
    const running = await startWithProgram(scene.bench, { pageSize: 2 });
    try {
      const repository = await scene.open({ running });
      const heads = ["drift/1", "drift/2", "drift/3", "drift/4", "drift/5"];
      for (const head of heads) {
        await running.bare.commit({ branch: head, files: { "index.ts": head } });
        await repository.openPullRequest(requestFor(head));
      }
      await repository.updatePullRequest((await repository.findPullRequest("drift/2"))!.number, { state: "closed" });
      await running.merge((await repository.findPullRequest("drift/3"))!.number);
      const open = await repository.openPullRequests();
      expect(open.map(({ head }) => head).toSorted()).toEqual(["drift/1", "drift/4", "drift/5"]);
      for (const pull of open) expect(pull).toEqual(await repository.findPullRequest(pull.head));
    } finally {
      await running.stop();
    }
  });
}
