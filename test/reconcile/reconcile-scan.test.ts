import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { reconcileScan } from "../../cli/service/reconcile-scan.ts";
import type { ServiceEvent } from "../../cli/service/service-event.ts";
import { createWire } from "../../cli/wire.ts";
import { withWorkspace } from "../../cli/workspace.ts";
import { configurationOf, wireOf } from "./command-world.ts";
import { testWorld, type World } from "./world.ts";

interface Scan {
  isInSync?: boolean;
  deaths?: number;
  rule?: string;
}

/** What a worker tells of the drift of web/dev that a scan has found. */
async function afterScan(world: World, dir: string, { isInSync = false, deaths = 0, rule }: Scan = {}): Promise<ServiceEvent[]> {
  await writeFile(join(dir, "trueup.yaml"), configurationOf(world, rule));
  const ignore = (): void => undefined;
  const context = {
    terminal: { out: ignore, err: ignore, isInteractive: false, env: { PATH: process.env["PATH"], FORGE_TOKEN: world.forge.token }, cwd: dir, now: () => new Date() },
    wire: { ...createWire(), ...wireOf(world).wire },
  };
  const events: ServiceEvent[] = [];
  const stacks = [{ ref: { project: "web", stack: "dev", backend: "main" }, isInSync }];
  const end = await withWorkspace(context, { config: "trueup.yaml" }, workspace => reconcileScan({ work: { kind: "reconcile", scan: "s", stacks }, deaths, workspace, context, observe: event => void events.push(event) }));
  expect(end).toBe("done");
  return events;
}

testWorld("drift of a scan becomes a pull request, which is closed without a preview when a later scan finds the stack in sync", async ({ world, dir }) => {
  expect(await afterScan(world, dir)).toEqual([{ type: "reconciled", scan: "s", stacks: 1, failed: 0, opened: 1, updated: 0, closed: 0, refused: 0 }]);
  expect(world.forge.pulls()).toMatchObject([{ state: "open" }]);
  const before = world.previews.length;
  expect(await afterScan(world, dir, { isInSync: true })).toEqual([{ type: "reconciled", scan: "s", stacks: 1, failed: 0, opened: 0, updated: 0, closed: 1, refused: 0 }]);
  expect(world.forge.pulls()).toMatchObject([{ state: "closed" }]);
  expect(world.previews).toHaveLength(before);
});

testWorld("a stack whose program cannot be previewed is counted as failed, and closes nothing", async ({ world, dir }) => {
  await afterScan(world, dir);
  await world.program("throw new Error('broken');");
  expect(await afterScan(world, dir)).toMatchObject([{ type: "reconciled", stacks: 0, failed: 1, closed: 0 }]);
  expect(world.forge.pulls()).toMatchObject([{ state: "open" }]);
});

testWorld("what a person has set to be reported only since the scan is left alone", async ({ world, dir }) => {
  expect(await afterScan(world, dir, { rule: "onDrift: report" })).toMatchObject([{ type: "reconciled", stacks: 0, opened: 0 }]);
  expect(world.forge.pulls()).toEqual([]);
});

testWorld("work that several workers died with is given up, and said to be", async ({ world, dir }) => {
  expect(await afterScan(world, dir, { deaths: 4 })).toEqual([{ type: "trouble", doing: "ending the drift of scan s", message: "4 workers died with it; it is given up until the next scan" }]);
  expect(world.previews).toEqual([]);
});
