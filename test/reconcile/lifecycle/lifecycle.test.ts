import { describe, expect, test } from "vitest";
import { readMark } from "../../../reconcile/pull-request/mark.ts";
import { PaperWorld, RESOURCES } from "./paper-world.ts";
import { PEOPLE } from "./people.ts";
import { Killed, Stage, type Fault } from "./stage.ts";

const [SITE] = RESOURCES;
const DAY = 24 * 60 * 60_000;

/** A world in which one resource has drifted, and a run has opened its pull request. */
async function opened(settings: ConstructorParameters<typeof PaperWorld>[0] = {}): Promise<PaperWorld> {
  const world = new PaperWorld(settings);
  world.drift.set(SITE.name, "A");
  await world.quietRun();
  expect(open(world)).toHaveLength(1);
  return world;
}

const open = ({ forge }: PaperWorld) => forge.pulls.filter(({ state }) => state === "open");
const dashboardOf = ({ forge }: PaperWorld, stack = "web/dev") => forge.issues.find(({ body }) => body.includes(`"stack":"${stack}"`))!;

async function outcomes(world: PaperWorld): Promise<Record<string, string>> {
  const { settled } = await world.quietRun();
  return Object.fromEntries([...settled].map(([{ title }, { outcome }]) => [title, outcome]));
}

async function faulty(world: PaperWorld, ...faults: Fault[]): Promise<void> {
  const stage = new Stage();
  await stage.play([world.run(stage.gate(faults)).then(() => undefined, (error: unknown) => (error instanceof Killed ? undefined : Promise.reject(error as Error)))], [0]);
}

function tick(world: PaperWorld, box: RegExp, stack?: string): void {
  const issue = dashboardOf(world, stack);
  expect(issue.body).toMatch(box);
  issue.body = issue.body.replace(box, text => text.replace("[ ]", "[x]"));
}

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

describe("people", () => {
  test("who close it are heard until the value changes, or a box is ticked", async () => {
    const world = await opened();
    PEOPLE.close(world.forge, 0);
    expect(await outcomes(world)).toEqual({ "adopt site": "declined" });
    tick(world, /- \[ \] <!-- again:\w+ -->/);
    expect(await outcomes(world)).toEqual({ "adopt site": "opened" });
    PEOPLE.close(world.forge, 0);
    expect(await outcomes(world)).toEqual({ "adopt site": "declined" });
    world.drift.set(SITE.name, "B");
    expect(await outcomes(world)).toEqual({ "adopt site": "opened" });
    expect(world.forge.pulls).toHaveLength(3);
  });

  test("who push to it are left alone and told so once", async () => {
    const world = await opened();
    PEOPLE.commit(world.forge, 0);
    const theirs = world.forge.branches.get(world.forge.pulls[0]!.head);
    world.drift.set(SITE.name, "B");
    for (let runs = 0; runs < 2; runs += 1) expect(await outcomes(world)).toEqual({ "adopt site": "foreign" });
    world.drift.clear();
    await world.quietRun();
    await world.quietRun();
    expect(world.forge.branches.get(world.forge.pulls[0]!.head)).toBe(theirs);
    expect(world.forge.pulls[0]).toMatchObject({ state: "open" });
    expect(world.forge.pulls[0]!.comments.map(({ body }) => /trueup-note (\S+)/.exec(body)?.[1])).toEqual(["foreign", "foreign-gone"]);
  });

  test("who merge it are told once that a refresh is missing, and get no second pull request", async () => {
    const world = await opened();
    PEOPLE.merge(world.forge, 0);
    for (let runs = 0; runs < 2; runs += 1) expect(await outcomes(world)).toEqual({ "adopt site": "waiting" });
    expect(world.forge.pulls).toHaveLength(1);
    expect(world.forge.pulls[0]!.comments).toMatchObject([{ body: expect.stringContaining("Deploy with a refresh") as string }]);
    world.forge.now += 8 * DAY;
    expect(await outcomes(world)).toEqual({ "adopt site": "opened" });
  });

  test("a drift that ended after the merge is another one when it comes back", async () => {
    const world = await opened();
    PEOPLE.merge(world.forge, 0);
    world.drift.clear();
    await world.quietRun();
    world.drift.set(SITE.name, "A");
    expect(await outcomes(world)).toEqual({ "adopt site": "opened" });
  });

  test("who write above the text and change the title keep both", async () => {
    const world = await opened();
    PEOPLE["write above the text"](world.forge, 0);
    PEOPLE["change the title"](world.forge, 0);
    world.drift.set(SITE.name, "B");
    await world.quietRun();
    expect(world.forge.pulls[0]).toMatchObject({ title: "Mine", body: expect.stringMatching(/^Mind this\.\n\n<!-- trueup:begin -->\n\| tags.Owner \| B \|/) as string });
    PEOPLE["delete the text"](world.forge, 0);
    expect(await outcomes(world)).toEqual({ "adopt site": "updated" });
    expect(world.forge.pulls[0]!.body).toMatch(/^I know better\.\n\n<!-- trueup:begin -->\n\| tags.Owner \| B \|/);
  });

  test("who reopen what we closed keep it open", async () => {
    const world = await opened({ closesWithBranch: false });
    world.drift.clear();
    await world.quietRun();
    Object.assign(world.forge.pulls[0]!, { state: "open" });
    expect((await world.quietRun()).closed).toEqual([]);
  });

  test("who give it another base have it for themselves", async () => {
    const world = await opened();
    PEOPLE["change the base"](world.forge, 0);
    world.drift.set(SITE.name, "B");
    expect(await outcomes(world)).toEqual({ "adopt site": "foreign" });
    expect(world.forge.pulls).toHaveLength(1);
  });

  test("choose on the dashboard what is to become of a drift, and choose otherwise", async () => {
    const world = new PaperWorld();
    world.drift.set("logs", "A");
    expect(await outcomes(world)).toEqual({});
    tick(world, /- \[ \] <!-- adopt:\w+ -->/);
    expect(await outcomes(world)).toEqual({ "adopt logs": "opened" });
    expect(await outcomes(world)).toEqual({ "adopt logs": "unchanged" });
    tick(world, /- \[ \] <!-- restore:\w+ -->/);
    expect(await outcomes(world)).toEqual({ "restore logs": "opened" });
    expect(world.forge.pulls[0]).toMatchObject({ state: "closed", comments: [{ body: expect.stringContaining("`restore`") as string }] });
    dashboardOf(world).body = dashboardOf(world).body.replaceAll("[x]", "[ ]");
    expect(await outcomes(world)).toEqual({});
    expect(open(world)).toEqual([]);
  });

  test("who decline what they chose are asked again, and heard when they choose it again", async () => {
    const world = new PaperWorld();
    world.drift.set("logs", "A");
    await world.quietRun();
    tick(world, /- \[ \] <!-- adopt:\w+ -->/);
    await world.quietRun();
    PEOPLE.close(world.forge, 0);
    expect(await outcomes(world)).toEqual({ "adopt logs": "declined" });
    expect(dashboardOf(world).body).not.toContain("[x]");
    tick(world, /- \[ \] <!-- adopt:\w+ -->/);
    expect(await outcomes(world)).toEqual({ "adopt logs": "opened" });
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
