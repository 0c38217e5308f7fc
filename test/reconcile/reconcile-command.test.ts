import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { GuidedError } from "../../model/guided-error.ts";
import { reconcileReport } from "../../model/reconcile-report.ts";
import { vpcStack, type FakeEstate } from "../cli/fake-engine.ts";
import { runCli, type CliResult } from "../cli/run-cli.ts";
import { configurationOf, ESTATE, wireOf } from "./command-world.ts";
import { logs, testWorld, web, type World } from "./world.ts";

interface Call {
  args?: string[];
  config?: string;
  estate?: FakeEstate;
}

async function trueup(world: World, dir: string, { args = [], config = configurationOf(world), estate = ESTATE }: Call = {}): Promise<CliResult> {
  await writeFile(join(dir, "trueup.yaml"), config);
  const { engine, wire } = wireOf(world, estate);
  const result = await runCli(["reconcile", ...args], { cwd: dir, env: { PATH: process.env["PATH"], FORGE_TOKEN: world.forge.token }, wire });
  expect(engine.isClosed()).toBe(!result.err.includes("CONFIG_INVALID"));
  expect(result.out + result.err).not.toContain(world.forge.token);
  return result;
}

describe("trueup reconcile", () => {
  testWorld("opens the pull request, says so, and ends well", async ({ world, dir }) => {
    const { exitCode, out, err } = await trueup(world, dir);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
    expect(out.replaceAll(world.forge.apiUrl.replace("/api/v3", ""), "http://forge")).toBe(`\
✗ web/dev  drifted  http://forge/acme/infra/issues/2
  aws:s3/bucket:Bucket site: pull request opened  http://forge/acme/infra/pull/1
    tags.Owner: "web" → "sre"  web/index.js:3 (literal)
    proven: 1 difference gone, none new, 0 left

1 drifted resource has a pull request.
`);
  });

  testWorld("a dry run names the branch, and opens nothing", async ({ world, dir }) => {
    const { exitCode, out } = await trueup(world, dir, { args: ["--dry-run"] });
    expect(out).toMatch(/site: would open a pull request {2}drift\/dev\/site-[0-9a-f]{8}\n/);
    expect(exitCode).toBe(0);
    expect(world.forge.pulls()).toEqual([]);
  });

  testWorld("what is refused is told with its place and next step, and is exit code 1", async ({ world, dir }) => {
    world.paper.cloud["dev"]!["site"] = { ...web, tags: { Owner: "web", Name: "other\u001b[31m" } };
    const { exitCode, out } = await trueup(world, dir);
    expect(out.replace(/http:\S+/, "DASHBOARD")).toBe(`\
✗ web/dev  drifted  DASHBOARD
  aws:s3/bucket:Bucket site: no pull request
    not tags.Name (template at index.js:3): The string is built from other values.
      → Edit the template by hand so that it gives the cloud's value. Or leave it to the cloud with ignoreChanges: ["tags.Name"].

0 drifted resources have a pull request, 1 not.
`);
    expect(exitCode).toBe(1);
  });

  testWorld("JSON goes to a file, in the published shape", async ({ world, dir }) => {
    const { exitCode, out } = await trueup(world, dir, { args: ["--format", "json", "--output", "out/reconcile.json"] });
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: "" });
    expect(reconcileReport.parse(JSON.parse(readFileSync(join(dir, "out", "reconcile.json"), "utf8"))).stacks).toMatchObject([{ stack: "web/dev", resources: [{ outcome: "opened" }] }]);
  });

  testWorld("stacks without drift are in sync", async ({ world, dir }) => {
    world.paper.cloud["dev"]!["site"] = web;
    expect(await trueup(world, dir)).toMatchObject({ exitCode: 0, out: "✓ web/dev  in sync\n\n0 drifted resources have a pull request.\n" });
  });

  testWorld("other stacks of the program are previewed too, also those that no rule takes", async ({ world, dir }) => {
    world.paper.state["prod"] = { site: { ...web, tags: { ...web.tags, Name: "site-prod" } }, logs };
    const estate = { backends: { main: [...ESTATE.backends["main"] as [], vpcStack("web/prod", "10.2.0.0/16")] } };
    const config = configurationOf(world).replace('["web/*"]', '["web/dev"]');
    const { exitCode, out } = await trueup(world, dir, { estate, config });
    expect(out).toContain("not tags.Owner (other-stack): The same literal is part of web/prod");
    expect(exitCode).toBe(1);
  });

  testWorld("what the policy packs forbid is not adopted: it is offered as restore", async ({ world, dir }) => {
    const open = (cidr: string) => `new SecurityGroupRule("site", { type: "ingress", fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: ["${cidr}"] });\n`;
    const rule = (cidr: string) => ({ site: { type: "ingress", fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: [cidr] } });
    world.paper.type = "aws:ec2/securityGroupRule:SecurityGroupRule";
    await world.program(open("10.0.0.0/8"));
    world.paper.state["dev"] = rule("10.0.0.0/8");
    world.paper.cloud["dev"] = rule("0.0.0.0/0");
    const { exitCode, out } = await trueup(world, dir);
    expect(out).toMatch(/site: restore: pull request opened/);
    expect(out).toMatch(/not cidrBlocks\[0\] \(policy\): A policy forbids the cloud's value: network-no-public-ingress/);
    expect(exitCode).toBe(0);
    expect(world.forge.pulls()).toMatchObject([{ title: expect.stringMatching(/^Restore web\/dev: cidrBlocks/) as string }]);
  });

  testWorld("a backend that does not answer and a program that fails are exit code 2", async ({ world, dir }) => {
    const dead = new GuidedError("BACKEND_UNREACHABLE", "Backend dead could not be opened.", "Check backends.dead.url.");
    const config = configurationOf(world).replace("backends: { ", 'backends: { dead: { url: "file://dead" }, ');
    const { exitCode, out } = await trueup(world, dir, { config, estate: { backends: { ...ESTATE.backends, dead } } });
    expect(out).toContain("? */*  could not be told\n    not (failed): The stacks of backend dead could not be listed. BACKEND_UNREACHABLE");
    expect(exitCode).toBe(2);
    await world.program("throw new Error('broken');\n");
    expect(await trueup(world, dir)).toMatchObject({ exitCode: 2, out: expect.stringContaining("broken") as string });
  });

  testWorld("with nothing to end it says what to configure", async ({ world, dir }) => {
    for (const call of [{ config: configurationOf(world, "onDrift: report") }, { args: ["--stack", "data/*"] }]) {
      const { exitCode, err } = await trueup(world, dir, call);
      expect(exitCode).toBe(3);
      expect(err).toContain("Set `onDrift` (ask, adopt, restore or accept)");
    }
  });

  testWorld("a direction on the command line counts more than the configuration", async ({ world, dir }) => {
    const { out, exitCode } = await trueup(world, dir, { args: ["--direction", "restore", "--dry-run"], config: configurationOf(world, "onDrift: report") });
    expect(out).toMatch(/site: restore: would open a pull request {2}drift\/dev\/restore-site-/);
    expect(exitCode).toBe(0);
    expect(await trueup(world, dir, { args: ["--direction", "accept"] })).toMatchObject({ exitCode: 1, out: expect.stringContaining("no-owner") as string });
    const wrong = await runCli(["reconcile", "--direction", "adpot"], { cwd: dir });
    expect(wrong).toMatchObject({ exitCode: 3, err: expect.stringMatching(/--direction.*adpot[\s\S]*adopt, restore, accept/) as string });
  });

  testWorld("a forge whose token is missing is exit code 2, and names the variable", async ({ world, dir }) => {
    const { exitCode, out } = await trueup(world, dir, { config: configurationOf(world).replace("FORGE_TOKEN", "NO_SUCH_TOKEN") });
    expect(out).toContain("NO_SUCH_TOKEN");
    expect(exitCode).toBe(2);
  });
});
