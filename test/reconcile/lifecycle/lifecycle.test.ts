import { describe, expect, test } from "vitest";
import { readMark } from "../../../reconcile/pull-request/mark.ts";
import { dashboardOf, faulty, interrupted, open, opened, outcomes, SITE, tick } from "./opened-world.ts";
import { PaperWorld } from "./paper-world.ts";
import { PEOPLE } from "./people.ts";
import { Stage } from "./stage.ts";

describe("a drift that stays the same", () => {
  test("has one pull request, which a second run does not touch", async () => {
    const world = await opened();
    world.forge.writes = [];
    expect(await outcomes(world)).toEqual({ "adopt site": "unchanged" });
    expect(world.forge.writes).toEqual([]);
    expect(world.made).toBe(1);
  });

  test("is opened once by two scanners at once", async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const world = new PaperWorld();
      world.drift.set(SITE.name, "A");
      const stage = new Stage();
      await stage.play([world.run(stage.gate([])).then(() => undefined), world.run(stage.gate([])).then(() => undefined)], [seed % 2, seed % 3, (seed >> 2) % 2, 1, 0]);
      expect(world.forge.pulls).toHaveLength(1);
    }
  });

  test("is opened once, wherever the run before was killed or lost an answer", async () => {
    for (const kind of ["killed before", "killed after", "answer lost", "unreachable"] as const) {
      for (let at = 4; at < 20; at += 1) {
        const world = new PaperWorld();
        world.drift.set(SITE.name, "A");
        await faulty(world, { at, kind });
        await world.quietRun();
        expect(world.forge.pulls, `${kind} at ${at}`).toHaveLength(1);
        expect(readMark(world.forge.pulls[0]!.body)).toMatchObject({ v: 2, head: world.forge.branches.get(world.forge.pulls[0]!.head)!.id });
      }
    }
  });
});

describe("a forge that changes while we write", () => {
  test("another run has opened it with another value: it says what its branch has", async () => {
    const other = await opened();
    other.drift.set(SITE.name, "B");
    await other.quietRun();
    const [theirs] = other.forge.pulls;

    const world = new PaperWorld();
    world.drift.set(SITE.name, "A");
    await interrupted(world, "openPullRequest", () => void world.forge.pulls.push({ ...theirs! }));
    expect(world.forge.pulls).toHaveLength(1);
    expect(world.forge.pulls[0]!.body).toContain("| tags.Owner | A |");
    expect(readMark(world.forge.pulls[0]!.body)).toMatchObject({ head: world.forge.branches.get(theirs!.head)!.id });
    expect(await outcomes(world)).toEqual({ "adopt site": "unchanged" });
  });

  test("somebody has closed it: what they declined is what stood there before", async () => {
    const world = await opened();
    world.drift.set(SITE.name, "B");
    await interrupted(world, "updatePullRequest", () => PEOPLE.close(world.forge, 0));
    expect(await outcomes(world)).toEqual({ "adopt site": "opened" });
    PEOPLE.close(world.forge, 0);
    world.drift.set(SITE.name, "A");
    await world.quietRun();
    expect(world.forge.pulls.map(({ state }) => state)).toEqual(["closed", "closed", "open"]);
  });
});

describe("what changes", () => {
  test("a value changes: the same pull request, one commit from base", async () => {
    const world = await opened();
    world.drift.set(SITE.name, "B");
    expect(await outcomes(world)).toEqual({ "adopt site": "updated" });
    expect(world.forge.pulls).toHaveLength(1);
    expect(world.forge.pulls[0]!.body).toContain("| tags.Owner | B |");
    expect([...world.forge.branches.values()]).toMatchObject([{ base: "base-0", files: new Map([["site.ts", "B on base-0"]]) }]);
  });

  test("base moves: proven again, and made from the new base", async () => {
    const world = await opened();
    world.forge.base = "base-1";
    expect(await outcomes(world)).toEqual({ "adopt site": "updated" });
    expect([...world.forge.branches.values()]).toMatchObject([{ base: "base-1" }]);
  });

  test("only the state moves: proven again, and nothing is pushed", async () => {
    const world = await opened();
    world.states.set("web/dev", 2);
    world.forge.writes = [];
    expect(await outcomes(world)).toEqual({ "adopt site": "updated" });
    expect(world.forge.writes).toEqual(["check", "updatePullRequest"]);
    expect(readMark(world.forge.pulls[0]!.body)).toMatchObject({ state: "2" });
  });

  test("the drift is gone: closed with the reason, the branch deleted; it is opened again when it comes back", async () => {
    const world = await opened();
    world.drift.clear();
    const { closed } = await world.quietRun();
    expect(closed).toMatchObject([{ stack: "web/dev", number: 1, reason: "The drift is gone." }]);
    expect(world.forge.pulls[0]).toMatchObject({ state: "closed", comments: [{ body: expect.stringContaining("The drift is gone") as string }] });
    expect(world.forge.branches.size).toBe(0);
    expect(dashboardOf(world).state).toBe("closed");
    world.drift.set(SITE.name, "A");
    expect(await outcomes(world)).toEqual({ "adopt site": "opened" });
    expect(dashboardOf(world)).toMatchObject({ state: "open", number: 1 });
  });

  test("a stack that was not evaluated closes nothing, and its dashboard keeps its text below the error", async () => {
    const world = await opened();
    world.drift.clear();
    const { closed } = await world.run((_call, carryOut) => Promise.resolve().then(carryOut), { skipped: "web/dev" });
    expect(closed).toEqual([]);
    expect(open(world)).toHaveLength(1);
    expect(dashboardOf(world).body).toMatch(/could not be previewed[\s\S]*### Open pull requests\n\n- \[adopt site\]/);
  });

  test("the default branch is renamed: closed, and opened on the new one", async () => {
    const world = await opened();
    world.forge.defaultBranch = "trunk";
    await world.quietRun();
    expect(world.forge.pulls).toMatchObject([{ state: "closed", base: "main" }, { state: "open", base: "trunk" }]);
  });

  test("what can no longer be proven is said of the open pull request, and not tried again until something changes", async () => {
    const world = await opened();
    world.unprovable.add(SITE.name);
    world.forge.base = "base-1";
    for (let runs = 0; runs < 3; runs += 1) expect(await outcomes(world)).toEqual({ "adopt site": "refused" });
    expect(world.made).toBe(2);
    expect(world.forge.pulls[0]).toMatchObject({ state: "open", isDraft: true, comments: [{ body: expect.stringContaining("could not be proven") as string }] });
    world.unprovable.clear();
    world.states.set("web/dev", 2);
    expect(await outcomes(world)).toEqual({ "adopt site": "updated" });
    expect(world.forge.pulls[0]).toMatchObject({ isDraft: false });
  });
});

describe("limits", () => {
  const BOTH = { "adopt queue": "limited", "adopt site": "limited" };

  test("the most urgent is opened, the other is listed, and opened when somebody ticks it", async () => {
    const world = new PaperWorld({ settings: { openPullRequests: 1 } });
    world.drift.set("site", "A").set("queue", "A");
    expect(await outcomes(world)).toEqual({ ...BOTH, "adopt queue": "opened" });
    tick(world, /- \[ \] <!-- open:\w+ -->/);
    expect(await outcomes(world)).toEqual({ "adopt queue": "unchanged", "adopt site": "opened" });
  });

  test("what was opened in this hour counts, though it is closed", async () => {
    const world = new PaperWorld({ settings: { perHour: 1 } });
    world.drift.set("site", "A");
    await world.quietRun();
    PEOPLE.close(world.forge, 0);
    world.drift.set("queue", "A");
    expect(await outcomes(world)).toEqual({ "adopt queue": "limited", "adopt site": "declined" });
    world.forge.now += 61 * 60_000;
    expect(await outcomes(world)).toEqual({ "adopt queue": "opened", "adopt site": "declined" });
  });

  test("a short rate limit is waited for, a long one ends the writing and says so", async () => {
    const world = new PaperWorld();
    world.drift.set("site", "A");
    await faulty(world, { at: 11, kind: "limited shortly" });
    expect(open(world)).toHaveLength(1);
    world.drift.set("queue", "A");
    const stage = new Stage();
    let told: unknown;
    await stage.play([world.run(stage.gate([{ at: 6, kind: "limited for long" }])).then(settlement => void (told = [...settlement.settled.values()].map(({ outcome, failure }) => [outcome, failure?.code])))], [0]);
    expect(told).toContainEqual(["limited", "FORGE_LIMITED"]);
    expect(await outcomes(world)).toEqual({ "adopt queue": "opened", "adopt site": "unchanged" });
  });
});
