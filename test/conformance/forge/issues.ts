import { expect, test } from "vitest";
import type { IssueTracker } from "../../../model/ports/forge.ts";
import { errorOf, HOSTILE, sameLines, startWithProgram, type Scene } from "./scene.ts";

/** The tracker, where there is one. */
export function issueTests(scene: Scene): void {
  if (scene.bench.missing.includes("tracker")) {
    test("has no tracker", () => expect(scene.repository.issues).toBeUndefined());
    return;
  }
  const tracker = (): IssueTracker => scene.repository.issues!;
  const issue = (label: string) => ({ title: "Drift in `shop/prod`", body: HOSTILE, labels: [label] });

  test("opens one, and lists it by its label", async () => {
    const opened = await tracker().open(issue("opened"));
    expect(opened).toMatchObject({ title: "Drift in `shop/prod`", state: "open" });
    expect(opened.url).toMatch(/^http/);
    expect(sameLines(opened.body)).toBe(sameLines(HOSTILE));
    expect(await tracker().list("opened")).toEqual([opened]);
    expect(await tracker().list("nothing-has-this")).toEqual([]);
  });

  test("pull requests with the label are no issues", async () => {
    await scene.opened("drift/no-issue", { labels: scene.bench.missing.includes("labels") ? [] : ["shared"] });
    const { number } = await tracker().open(issue("shared"));
    expect((await tracker().list("shared")).map(one => one.number)).toEqual([number]);
  });

  test("changes title and body, closes and reopens it", async () => {
    const { number } = await tracker().open(issue("changed"));
    expect(await tracker().update(number, { title: "New" })).toMatchObject({ number, title: "New", state: "open" });
    expect(await tracker().update(number, { body: "- [x] é😀" })).toMatchObject({ title: "New", body: "- [x] é😀" });
    expect(await tracker().update(number, { state: "closed" })).toMatchObject({ state: "closed", body: "- [x] é😀" });
    expect(await tracker().list("changed")).toMatchObject([{ number, state: "closed" }]);
    expect(await tracker().update(number, { state: "open", body: "again" })).toMatchObject({ state: "open", body: "again" });
    expect(await tracker().list("changed")).toMatchObject([{ number, state: "open", body: "again" }]);
  });

  test("lists open and closed ones over pages, newest first", async () => {
    const running = await startWithProgram(scene.bench, { pageSize: 2 });
    try {
      const issues = (await scene.open({ running })).issues!;
      const numbers: number[] = [];
      for (const title of ["1", "2", "3", "4", "5"]) numbers.push((await issues.open({ title, body: "", labels: ["many", "é x"] })).number);
      await issues.update(numbers[1]!, { state: "closed" });
      for (const label of ["many", "é x"]) expect((await issues.list(label)).map(({ number }) => number)).toEqual(numbers.toReversed());
    } finally {
      await running.stop();
    }
  });

  test("is opened once when the answer is lost", async () => {
    scene.running.answerNext("cut", { after: true, on: "write" });
    const { number } = await tracker().open(issue("lost"));
    expect((await tracker().list("lost")).map(one => one.number)).toEqual([number]);
  });

  test("an issue that is not there is refused", async () => {
    expect(await errorOf(scene, tracker().update(987_654, { title: "x" }))).toMatchObject({ code: "FORGE_REFUSED" });
  });
}
