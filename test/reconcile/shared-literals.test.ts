import { expect } from "vitest";
import type { ReconciledResource } from "../../model/reconcile-report.ts";
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
