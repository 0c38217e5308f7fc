import { describe, expect, test } from "vitest";
import { dashboardOf, open, opened, outcomes, SITE, tick } from "./opened-world.ts";
import { PaperWorld } from "./paper-world.ts";
import { PEOPLE } from "./people.ts";

const DAY = 24 * 60 * 60_000;

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
