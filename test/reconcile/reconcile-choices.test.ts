import { describe, expect } from "vitest";
import { sre, testWorld, type World } from "./world.ts";

describe("a person's word", () => {
  /** Ticks a box of the dashboard issue, as a person does in a browser. */
  async function tick({ forge }: World, box: RegExp): Promise<void> {
    const issue = forge.issues().find(({ state }) => state === "open")!;
    expect(issue.body).toMatch(box);
    const body = issue.body.replace(box, line => line.replace("[ ]", "[x]"));
    const answer = await fetch(`${forge.apiUrl}/repos/${forge.repository}/issues/${issue.number}`, { method: "PATCH", headers: { authorization: `Bearer ${forge.token}` }, body: JSON.stringify({ body }) });
    expect(answer.status).toBe(200);
  }

  testWorld("chooses the direction on the dashboard issue, and may change it", async ({ world }) => {
    world.settings = { dashboard: true };
    const ask = { stacks: [{ ...world.stack(), onDrift: "ask" as const }] };
    const outcomeOf = async () => (await world.run(ask)).stacks[0]!.resources.map(({ direction, outcome }) => [direction, outcome]);
    expect(await outcomeOf()).toEqual([[undefined, "reported"]]);
    expect(world.forge.pulls()).toEqual([]);
    await tick(world, /^.*<!-- adopt:[0-9a-f]+.*-->.*$/m);
    expect(await outcomeOf()).toEqual([["adopt", "opened"]]);
    expect(await outcomeOf()).toEqual([["adopt", "unchanged"]]);
    await tick(world, /^ *- \[ \] <!-- restore:[0-9a-f]+.*-->.*$/m);
    expect(await outcomeOf()).toEqual([["restore", "opened"]]);
    expect(world.forge.pulls().map(({ title, state }) => [title.split(" ")[0], state])).toEqual([["Adopt", "closed"], ["Restore", "open"]]);
  });

  testWorld("is asked for nothing where a rule decides for the type and the property", async ({ world }) => {
    const directions = [{ types: ["aws:s3/*"], paths: ["tags"], onDrift: "restore" as const }, { types: ["aws:ec2/*"], onDrift: "adopt" as const }];
    world.paper.cloud["dev"]!["site"] = { ...sre, acl: "public-read" };
    const [stack] = (await world.run({ stacks: [{ ...world.stack(), onDrift: "report", directions }] })).stacks;
    expect(stack!.resources.map(({ direction, outcome, paths }) => [direction, outcome, paths])).toEqual([["restore", "opened", ["tags.Owner"]], [undefined, "reported", ["acl"]]]);
  });
});

describe("what one pull request is about", () => {
  const drifted = (world: World): void => {
    world.paper.cloud["dev"] = { site: { ...sre, acl: "public-read" }, logs: { acl: "public-read" } };
  };
  testWorld("is one property where nothing is grouped", async ({ world }) => {
    drifted(world);
    world.settings = { grouping: "none" };
    const [stack] = (await world.run()).stacks;
    expect(stack!.resources.map(({ outcome, adopted }) => [outcome, adopted.map(({ path }) => path)])).toEqual([["opened", ["acl"]], ["opened", ["tags.Owner"]], ["opened", ["acl"]]]);
    expect(new Set(world.forge.pulls().map(({ head }) => head)).size).toBe(3);
    for (const { number } of world.forge.pulls()) expect(await world.forge.files(number)).toMatchObject([{ additions: 1, deletions: 1 }]);
    expect((await world.run()).stacks[0]!.resources.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged", "unchanged"]);
  });
  testWorld("is all that drifted in a stack where that is asked for, and others are closed", async ({ world }) => {
    drifted(world);
    await world.run();
    expect(world.forge.pulls()).toHaveLength(2);
    world.settings = { grouping: "stack" };
    const [stack] = (await world.run()).stacks;
    expect(stack!.resources.map(({ outcome, pullRequest, adopted }) => [outcome, pullRequest!.number, adopted.length])).toEqual([["opened", 3, 2], ["opened", 3, 1]]);
    expect(stack!.closed.map(({ number }) => number).sort()).toEqual([1, 2]);
    expect(await world.forge.files(3)).toMatchObject([{ filename: "web/index.js", additions: 3, deletions: 3 }]);
  });
  testWorld("is put off where as many are open as may be, the most urgent first", async ({ world }) => {
    drifted(world);
    world.settings = { openPullRequests: 1 };
    expect((await world.run()).stacks[0]!.resources.map(({ outcome, adopted }) => [outcome, adopted.length])).toEqual([["opened", 2], ["limited", 1]]);
  });
});
