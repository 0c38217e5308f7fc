import { describe, expect } from "vitest";
import type { ReconciledResource, ReconcileReport } from "../../model/reconcile-report.ts";
import type { ReconcilingStack } from "../../reconcile/ports.ts";
import { logs, PROGRAM, testWorld, web, type World } from "./world.ts";

const SDK = 'const pulumi = require("@pulumi/pulumi");\n';
const STACK = "config:\n  aws:region: eu-west-1\n";

/** dev, of a program that prod is another stack of. Somebody has edited the owner of dev's site. */
async function reconcile(world: World, program: string): Promise<ReconciledResource> {
  world.paper.state["prod"] = { site: { ...web, tags: { ...web.tags, Name: "site-prod" } }, logs };
  await world.forge.bare.commit({ branch: "main", files: { "web/index.js": program, "web/Pulumi.dev.yaml": STACK } });
  const [stack] = (await world.run({ stacks: [world.stack({ siblings: ["prod"] })] })).stacks;
  return stack!.resources[0]!;
}

testWorld("a literal that another stack shares becomes configuration of the one that drifted, proven for both", async ({ world }) => {
  const resource = await reconcile(world, SDK + PROGRAM);
  const how = "literal, now configuration web:siteTagsOwner";
  expect(resource).toMatchObject({ outcome: "opened", refused: [], adopted: [{ path: "tags.Owner", edit: { file: "web/index.js", line: 4, how } }], proof: { left: [], siblings: ["web/prod"], runs: 2 } });
  expect(await world.forge.bare.show(resource.branch!, "web/index.js")).toBe((SDK + PROGRAM).replace('Owner: "web"', 'Owner: new pulumi.Config().get("siteTagsOwner") ?? "web"'));
  expect(await world.forge.bare.show(resource.branch!, "web/Pulumi.dev.yaml")).toBe(`${STACK}  web:siteTagsOwner: sre\n`);
  expect(world.forge.pulls()[0]!.body).toContain("Other stacks of this program share the literal of `tags.Owner`, so it becomes configuration that only this stack sets.");
});

testWorld("where the program does not work with that, the literal is refused as shared, and the rest is adopted", async ({ world }) => {
  world.paper.cloud["dev"]!["site"] = { acl: "public-read", tags: { Owner: "sre", Name: "site-dev" } };
  const check = 'if (config.get(["site", "Tags", "Owner"].join(""))) throw new Error("unknown key");\n';
  const program = `${SDK}const config = new pulumi.Config();\n${PROGRAM.replace('"private", //', 'config.get("acl") ?? "private", //')}${check}`;
  const resource = await reconcile(world, program);
  expect(resource).toMatchObject({ outcome: "opened", adopted: [{ path: "acl" }], refused: [{ path: "tags.Owner", code: "other-stack", hint: expect.stringContaining('config.get("siteTagsOwner")') as string }], proof: { runs: 3 } });
  expect(await world.forge.bare.show(resource.branch!, "web/index.js")).toBe(program);
  expect(await world.forge.bare.show(resource.branch!, "web/Pulumi.dev.yaml")).toBe(`${STACK}  web:acl: public-read\n`);
});

describe("where two stacks of a program drift alike", () => {
  const site = (owner: string, stack: string) => ({ ...web, tags: { Owner: owner, Name: `site-${stack}` } });
  const literal = PROGRAM.replace('Owner: "web"', 'Owner: "sre"');

  /** dev and prod of one program. */
  function reconcileBoth(world: World, { owners = { dev: "sre", prod: "sre" }, prod = {}, dryRun = false }: { owners?: Record<string, string>; prod?: Partial<ReconcilingStack>; dryRun?: boolean } = {}): Promise<ReconcileReport> {
    world.paper.state["prod"] = { site: site("web", "prod"), logs };
    for (const [stack, owner] of Object.entries(owners)) world.paper.cloud[stack] = { site: site(owner, stack), logs };
    return world.run({ stacks: [world.stack({ siblings: ["prod"] }), { ...world.stack({ stack: "prod", siblings: ["dev"] }), ...prod }], dryRun });
  }

  const outcomes = ({ stacks }: ReconcileReport): unknown[] => stacks.map(({ stack, resources: [resource] }) => ({ stack, outcome: resource?.outcome, number: resource?.pullRequest?.number }));

  testWorld("one edit of the literal ends it in both, in one pull request, which costs nothing while it is open", async ({ world }) => {
    const report = await reconcileBoth(world);
    expect(outcomes(report).map(one => ({ ...(one as object), stack: undefined, outcome: undefined }))).toEqual([{ number: 1 }, { number: 1 }]);
    const opened = report.stacks.find(({ resources: [resource] }) => resource!.outcome === "opened")!;
    const [other] = report.stacks.filter(one => one !== opened);
    expect(opened.resources[0]).toMatchObject({ proof: { siblings: [], alike: [other!.stack], runs: 1 } });
    expect(other!.resources[0]).toMatchObject({ outcome: "unchanged", branch: opened.resources[0]!.branch });
    expect(await world.forge.bare.show(opened.resources[0]!.branch!, "web/index.js")).toBe(literal);
    const { body } = world.forge.pulls()[0]!;
    expect(body).toContain(`ends the same drift in other stacks of this program, shown by previews of them: \`${other!.stack}\``);
    for (const stack of ["dev", "prod"]) expect(body).toContain(`pulumi up --refresh --stack ${stack}\n`);

    const before = world.previews.length;
    expect(outcomes(await reconcileBoth(world))).toMatchObject([{ outcome: "unchanged", number: 1 }, { outcome: "unchanged", number: 1 }]);
    expect(world.previews.length - before).toBe(4);
    await world.forge.merge(1);
    expect(outcomes(await reconcileBoth(world))).toMatchObject([{ outcome: "waiting" }, { outcome: "waiting" }]);
    expect(world.forge.pulls()).toHaveLength(1);
  });

  testWorld("a person who declines it has declined it for both, until the value changes", async ({ world }) => {
    await reconcileBoth(world);
    await world.decline(1);
    expect(outcomes(await reconcileBoth(world))).toMatchObject([{ outcome: "declined", number: 1 }, { outcome: "declined", number: 1 }]);
    expect(world.forge.pulls()).toHaveLength(1);
    const changed = await reconcileBoth(world, { owners: { dev: "ops", prod: "ops" } });
    expect(outcomes(changed).map(one => (one as { outcome: string }).outcome).toSorted()).toEqual(["opened", "unchanged"]);
  });

  testWorld("a dry run tells the same", async ({ world }) => {
    const report = await reconcileBoth(world, { dryRun: true });
    expect(report.stacks.map(({ resources: [resource] }) => resource!.outcome)).toEqual(["would-open", "would-open"]);
    expect(new Set(report.stacks.map(({ resources: [resource] }) => resource!.branch)).size).toBe(1);
  });

  testWorld("another value in one of them makes configuration of it in each", async ({ world }) => {
    await world.program(SDK + PROGRAM);
    for (const stack of ["dev", "prod"]) await world.forge.bare.commit({ branch: "main", files: { [`web/Pulumi.${stack}.yaml`]: STACK } });
    const report = await reconcileBoth(world, { owners: { dev: "sre", prod: "ops" } });
    expect(outcomes(report)).toMatchObject([{ outcome: "opened" }, { outcome: "opened" }]);
    const texts = await Promise.all(report.stacks.map(({ stack, resources: [resource] }) => world.forge.bare.show(resource!.branch!, `web/Pulumi.${stack.split("/")[1]}.yaml`)));
    expect(texts).toEqual([`${STACK}  web:siteTagsOwner: sre\n`, `${STACK}  web:siteTagsOwner: ops\n`]);
  });

  testWorld("of two literals the one that drifts alike is edited, and the other one becomes configuration", async ({ world }) => {
    await world.program(SDK + PROGRAM.replace('"web", Name', '"web", Team: "data", Name'));
    for (const stack of ["dev", "prod"]) {
      await world.forge.bare.commit({ branch: "main", files: { [`web/Pulumi.${stack}.yaml`]: STACK } });
      const given = (owner: string, team: string) => ({ site: { acl: "private", tags: { Owner: owner, Team: team, Name: `site-${stack}` } }, logs });
      world.paper.state[stack] = given("web", "data");
      world.paper.cloud[stack] = given("sre", stack === "dev" ? "ops" : "data");
    }
    const [dev] = (await world.run({ stacks: [world.stack({ siblings: ["prod"] }), world.stack({ stack: "prod", siblings: ["dev"] })] })).stacks;
    expect(dev!.resources).toMatchObject([{ outcome: "opened", refused: [], adopted: [{ path: "tags.Owner", edit: { how: "literal" } }, { path: "tags.Team", edit: { how: "literal, now configuration web:siteTagsTeam" } }], proof: { alike: ["web/prod"], siblings: [] } }]);
  });

  testWorld("the literal stays where the other stack is to be restored", async ({ world }) => {
    const report = await reconcileBoth(world, { prod: { onDrift: "restore" } });
    expect(report.stacks[0]!.resources).toMatchObject([{ outcome: "refused", refused: [{ code: "other-stack" }] }]);
    expect(report.stacks[1]!.resources).toMatchObject([{ direction: "restore", outcome: "opened" }]);
  });

  testWorld("a pull request for both is proven again when one of them has other drift, or none, by then", async ({ world }) => {
    await world.program(SDK + PROGRAM);
    for (const stack of ["dev", "prod"]) await world.forge.bare.commit({ branch: "main", files: { [`web/Pulumi.${stack}.yaml`]: STACK } });
    const first = await reconcileBoth(world);
    const { stack, resources } = first.stacks.find(({ resources: [resource] }) => resource!.outcome === "opened")!;
    const [own, other] = stack === "web/dev" ? ["dev", "prod"] : ["prod", "dev"];
    const second = await reconcileBoth(world, { owners: { [own!]: "sre", [other!]: "web" } });
    expect(second.stacks.find(one => one.stack === stack)!.resources).toMatchObject([{ outcome: "updated", pullRequest: { number: 1 }, adopted: [{ edit: { how: "literal, now configuration web:siteTagsOwner" } }] }]);
    expect(await world.forge.bare.show(resources[0]!.branch!, `web/Pulumi.${own}.yaml`)).toBe(`${STACK}  web:siteTagsOwner: sre\n`);
    expect(world.forge.pulls()).toHaveLength(1);
  });
});
