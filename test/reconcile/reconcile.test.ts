import { readdir } from "node:fs/promises";
import { describe, expect } from "vitest";
import type { ReconcileReport } from "../../model/reconcile-report.ts";
import { logs, PROGRAM, sre, testWorld, web, type World } from "./world.ts";

describe("a drifted literal", () => {
  testWorld("becomes a pull request with the one literal changed, and its merge ends the drift", async ({ world }) => {
    const main = await world.forge.bare.tip("main");
    const resource = await world.runOne();
    expect(resource).toMatchObject({ outcome: "opened", pullRequest: { number: 1 }, refused: [], adopted: [{ path: "tags.Owner", program: "web", cloud: "sre", edit: { file: "web/index.js", line: 3, how: "literal" } }] });
    expect(resource.proof).toMatchObject({ gone: [`${resource.urn} tags.Owner`], left: [], baseCommit: main });
    const [pull] = world.forge.pulls();
    expect(pull).toMatchObject({ title: "Adopt drift in web/dev: tags.Owner of site", head: resource.branch, base: "main", labels: ["drift"] });
    expect(await world.forge.files(1)).toMatchObject([{ filename: "web/index.js", additions: 1, deletions: 1 }]);
    expect(await world.forge.bare.show(resource.branch!, "web/index.js")).toBe(PROGRAM.replace('"web"', '"sre"'));
    expect(await world.forge.bare.tip("main")).toBe(main);
    await world.forge.merge(1);
    world.paper.state["dev"]!["site"] = sre;
    expect((await world.run()).stacks).toMatchObject([{ outcome: "in-sync", resources: [] }]);
  });

  testWorld("is proven by four previews, and nothing is left on disk", async ({ world }) => {
    await world.run();
    expect(world.previews).toEqual(["plain dev", "refresh dev", "plain dev", "refresh dev"]);
    expect(await readdir(world.scratchDir)).toEqual([]);
  });

  testWorld("a dry run says what it would do and does none of it", async ({ world }) => {
    expect((await world.run({ dryRun: true })).stacks[0]!.resources).toMatchObject([{ outcome: "would-open", adopted: [{ cloud: "sre" }], proof: { left: [] } }]);
    expect(world.forge.pulls()).toEqual([]);
    expect(world.pushes()).toBe(0);
  });

  testWorld("what cannot be edited of the same resource is told beside it", async ({ world }) => {
    world.paper.cloud["dev"]!["site"] = { ...sre, tags: { Owner: "sre", Name: "other" } };
    const resource = await world.runOne();
    expect(resource).toMatchObject({ outcome: "opened", adopted: [{ path: "tags.Owner" }], refused: [{ path: "tags.Name", code: "template", at: "index.js:3" }], proof: { left: [`${resource.urn} tags.Name`] } });
    expect(world.forge.pulls()[0]!.body).toContain("Drift that is not in this pull request");
  });

  testWorld("two literals of one resource go into one pull request", async ({ world }) => {
    world.paper.cloud["dev"]!["site"] = { ...sre, acl: "public-read" };
    const { branch } = await world.runOne();
    expect(await world.forge.bare.show(branch!, "web/index.js")).toBe(PROGRAM.replace('"web"', '"sre"').replace('acl: "private", // closed', 'acl: "public-read", // closed'));
  });

  testWorld("two resources get a pull request each, free of each other's edit", async ({ world }) => {
    world.paper.cloud["dev"]!["logs"] = { acl: "log-delivery-write" };
    const [{ resources }] = (await world.run()).stacks as [ReconcileReport["stacks"][number]];
    expect(resources.map(({ outcome }) => outcome)).toEqual(["opened", "opened"]);
    expect(await world.forge.bare.show(resources[0]!.branch!, "web/index.js")).toBe(PROGRAM.replace('"web"', '"sre"'));
    expect(await world.forge.bare.show(resources[1]!.branch!, "web/index.js")).toBe(PROGRAM.replace('logs", { acl: "private"', 'logs", { acl: "log-delivery-write"'));
  });
});

describe("a second run", () => {
  testWorld("leaves the pull request as it is while nothing changed", async ({ world }) => {
    const first = await world.runOne();
    const pushes = world.pushes();
    expect(await world.runOne()).toMatchObject({ outcome: "unchanged", pullRequest: first.pullRequest });
    expect(world.pushes()).toBe(pushes);
    expect(world.forge.pulls()).toHaveLength(1);
  });

  testWorld("updates it, still with one commit, when the value changed", async ({ world }) => {
    const { branch } = await world.runOne();
    world.paper.cloud["dev"]!["site"] = { ...sre, tags: { ...sre.tags, Owner: "ops" } };
    expect(await world.runOne()).toMatchObject({ outcome: "updated", pullRequest: { number: 1 }, branch });
    expect(world.forge.pulls()).toMatchObject([{ number: 1, body: expect.stringContaining('"ops"') as string }]);
    expect(await world.forge.bare.git("rev-list", "--count", `main..${branch}`)).toBe("1");
    expect(await world.forge.bare.show(branch!, "web/index.js")).toContain('"ops"');
  });

  testWorld("proves it anew when the base moved", async ({ world }) => {
    const { branch } = await world.runOne();
    const main = await world.program(`// a comment\n${PROGRAM}`);
    expect(await world.runOne()).toMatchObject({ outcome: "updated", proof: { baseCommit: main } });
    expect(await world.forge.bare.show(branch!, "web/index.js")).toBe(`// a comment\n${PROGRAM.replace('"web"', '"sre"')}`);
    expect(await world.forge.bare.git("merge-base", "main", branch!)).toBe(main);
  });

  testWorld("does not ask again for a value that a person declined, but for another one", async ({ world }) => {
    await world.runOne();
    await world.decline(1);
    expect(await world.runOne()).toMatchObject({ outcome: "declined", pullRequest: { number: 1 } });
    world.paper.cloud["dev"]!["site"] = { ...sre, tags: { ...sre.tags, Owner: "ops" } };
    expect(await world.runOne()).toMatchObject({ outcome: "opened", pullRequest: { number: 2 } });
  });

  testWorld("leaves a branch alone that somebody else pushed to", async ({ world }) => {
    const { branch } = await world.runOne();
    const theirs = await world.forge.bare.commit({ branch: branch!, files: { "web/index.js": "// theirs\n" } });
    world.paper.cloud["dev"]!["site"] = { ...sre, tags: { ...sre.tags, Owner: "ops" } };
    expect(await world.runOne()).toMatchObject({ outcome: "foreign" });
    expect(await world.forge.bare.tip(branch!)).toBe(theirs);
  });

  testWorld("opens what was pushed but not opened before", async ({ world }) => {
    for (const _ of ["the check", "the pull request", "the look for it"]) world.forge.answerNext({ status: 503, body: "" }, { on: "write" });
    expect(await world.runOne()).toMatchObject({ outcome: "refused", refused: [{ code: "failed", message: expect.stringContaining("503") as string }] });
    expect(world.pushes()).toBe(1);
    expect(await world.runOne()).toMatchObject({ outcome: "opened", pullRequest: { number: 1 } });
  });

  testWorld("says that a merge was not deployed yet", async ({ world }) => {
    await world.runOne();
    await world.forge.merge(1);
    expect((await world.run()).stacks).toMatchObject([{ outcome: "in-sync", resources: [{ outcome: "waiting", pullRequest: { number: 1 } }] }]);
    expect(world.forge.pulls()).toHaveLength(1);
  });
});

describe("an edit that is not proven opens nothing", () => {
  const expectRefused = async (world: World, code: string, message = ""): Promise<void> => {
    const [stack] = (await world.run({ stacks: [world.stack({ siblings: Object.keys(world.paper.state).filter(name => name !== "dev") })] })).stacks;
    expect(stack!.resources).toMatchObject([{ outcome: "refused", adopted: [], refused: [{ path: "tags.Owner", code, message: expect.stringContaining(message) as string }] }]);
    expect(world.forge.pulls()).toEqual([]);
    expect(world.pushes()).toBe(0);
  };

  testWorld("because another resource follows the value", async ({ world }) => {
    await world.program('const site = new Bucket("site", { tags: { Owner: "web" } });\nnew Bucket("logs", { owner: site.tags.Owner });\n');
    world.paper.state["dev"] = { site: { tags: { Owner: "web" } }, logs: { owner: "web" } };
    world.paper.cloud["dev"] = { site: { tags: { Owner: "sre" } }, logs: { owner: "web" } };
    await expectRefused(world, "proof", "logs owner");
  });
  testWorld("because the program fails with it", async ({ world }) => {
    await world.program('const site = new Bucket("site", { tags: { Owner: "web" } });\nif (site.tags.Owner !== "web") throw new Error("unknown owner");\n');
    world.paper.state["dev"] = { site: { tags: { Owner: "web" } } };
    world.paper.cloud["dev"] = { site: { tags: { Owner: "sre" } } };
    await expectRefused(world, "proof", "unknown owner");
  });
  testWorld("because another stack of the program shares the literal", async ({ world }) => {
    world.paper.state["prod"] = { site: { ...web, tags: { ...web.tags, Name: "site-prod" } }, logs };
    await expectRefused(world, "other-stack", "web/prod");
  });
  testWorld("unless only a deployment without refresh would replace: that stays a draft, and its check fails", async ({ world }) => {
    world.paper.immutable = ["tags"];
    const [stack] = (await world.run()).stacks;
    expect(stack!.resources).toMatchObject([{ outcome: "opened" }]);
    expect(world.forge.pulls()).toMatchObject([{ isDraft: true, body: expect.stringContaining("**Refresh before you deploy this.**") as string }]);
  });
  testWorld("because git does not know the file", async ({ world }) => {
    await world.forge.bare.commit({ branch: "main", files: { "built-web/src.js": PROGRAM, "built-web/.gitignore": "index.js\n" } });
    const stacks = [world.stack({ source: { path: "built-web", prepare: ["cp", "src.js", "index.js"] } })];
    expect((await world.run({ stacks })).stacks[0]!.resources).toMatchObject([{ outcome: "refused", refused: [{ code: "generated", at: "built-web/index.js:3" }] }]);
    expect(world.pushes()).toBe(0);
  });
});

describe("what a policy forbids", () => {
  testWorld("is told without the policy's words where the value looks like a credential", async ({ world }) => {
    const credential = "AKIAIOSFODNN7EXAMPLE";
    world.paper.cloud["dev"]!["site"] = { ...web, tags: { ...web.tags, Owner: credential } };
    world.violations = async digest => digest.steps.flatMap(({ urn, newInputs }) => (JSON.stringify(newInputs).includes(credential) ? [{ urn, policy: "naming", text: `naming: ${credential} has capitals` }] : []));
    const resource = await world.runOne();
    expect(resource).toMatchObject({ direction: "restore", refused: [{ code: "policy", message: expect.stringMatching(/: naming at urn:.*::site; what it says may quote a credential\.$/) as string }] });
    expect(JSON.stringify([resource, world.forge.pulls()])).not.toContain(credential);
  });
  testWorld("is never adopted: an order to restore it is proposed instead", async ({ world }) => {
    world.violations = async digest => digest.steps.flatMap(({ urn, newInputs }) => [{ urn, policy: "p", text: `${JSON.stringify(newInputs?.["acl"])} is known` }, ...(JSON.stringify(newInputs).includes("sre") ? [{ urn, policy: "p", text: "sre owns nothing" }] : [])]);
    expect(await world.runOne()).toMatchObject({ direction: "restore", outcome: "opened", adopted: [], paths: ["tags.Owner"], refused: [{ path: "tags.Owner", code: "policy", message: expect.stringContaining("sre owns nothing") as string }] });
    const [pull] = world.forge.pulls();
    expect(pull!.body).toContain("A policy forbids what the cloud has");
    expect(await world.forge.files(pull!.number)).toMatchObject([{ filename: expect.stringMatching(/^\.trueup\/orders\/restore-site-[0-9a-f]{12}\.yaml$/) as string }]);
  });
});

describe("a stack that cannot be told", () => {
  testWorld("does not keep the others from it", async ({ world }) => {
    const stacks = [
      world.stack({ source: { path: "nowhere" } }),
      world.stack({ source: { path: "../web" } }),
      world.stack({ project: "other" }),
      world.stack({ source: { repository: "acme/nowhere" } }),
      world.stack({ source: { branch: "nowhere" } }),
      world.stack({ source: { prepare: ["false"], path: "built-web" } }),
      { ref: { project: "web", stack: "dev", backend: "main" }, siblings: [], onDrift: "adopt" as const, directions: [] },
      world.stack(),
    ];
    const report = await world.run({ stacks });
    expect(report.stacks.map(({ outcome, refused }) => [outcome, refused[0]?.message.split(":")[0]])).toEqual([
      ["failed", "CONFIG_INVALID"],
      ["failed", "CONFIG_INVALID"],
      ["failed", "CONFIG_INVALID"],
      ["failed", "FORGE_REFUSED"],
      ["failed", "GIT_FAILED"],
      ["failed", "PREPARE_FAILED"],
      ["failed", "It is not known where the program of this stack is."],
      ["drifted", undefined],
    ]);
    for (const { refused } of report.stacks) for (const { hint } of refused) expect(hint).toMatch(/\S/);
  });

  testWorld("because its program ends with an error", async ({ world }) => {
    await world.program('throw new Error("no such config");\n');
    expect((await world.run()).stacks).toMatchObject([{ outcome: "failed", refused: [{ code: "failed", message: expect.stringContaining("no such config") as string }] }]);
  });

  testWorld("because the forge does not answer", async ({ world }) => {
    expect((await world.run({ forgeUrl: "http://127.0.0.1:9" })).stacks).toMatchObject([{ outcome: "failed", refused: [{ message: expect.stringContaining("FORGE_UNREACHABLE") as string }] }]);
  });
});

describe("everything at once", () => {
  testWorld("stacks of one repository share one clone", async ({ world }) => {
    await world.run({ stacks: [world.stack(), world.stack({ project: "other" })] });
    expect(world.forge.requests().filter(request => request.endsWith("/info/refs")).length).toBeLessThanOrEqual(6);
  });

  testWorld("what looks like a credential reaches no report, commit or pull request", async ({ world }) => {
    const canary = "AKIAIOSFODNN7EXAMPLE";
    world.paper.cloud["dev"]!["site"] = { ...sre, acl: canary };
    const report = await world.run();
    expect(report.stacks[0]!.resources).toMatchObject([{ outcome: "opened", adopted: [{ path: "tags.Owner" }], refused: [{ path: "acl", code: "secret" }] }]);
    const [pull] = world.forge.pulls();
    for (const text of [JSON.stringify(report), pull!.title, pull!.body, await world.forge.bare.git("log", "--all", "--patch")]) expect(text).not.toContain(canary);
  });
});
