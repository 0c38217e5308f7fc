import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMark } from "../../../reconcile/pull-request/mark.ts";
import { BRANCHES } from "../../../reconcile/pull-request/identity.ts";
import type { Settlement } from "../../../reconcile/lifecycle/settlement.ts";
import type { PaperForge } from "./paper-forge.ts";
import { orKnown, PaperWorld, RESOURCES, STACKS, type Stack } from "./paper-world.ts";
import { PEOPLE, type Deed } from "./people.ts";
import { Killed, Stage, type Fault } from "./stage.ts";

const FAULTS: Fault["kind"][] = ["killed before", "killed after", "unreachable", "answer lost", "limited shortly", "limited for long"];
const SEQUENCES = Number(process.env["LIFECYCLE_SEQUENCES"] ?? 3_000);

type Event =
  | { kind: "drift"; of: number; value: "A" | "B" | undefined }
  | { kind: "run"; runs: { faults: Fault[]; skipped: Stack | undefined }[]; order: number[]; meanwhile: { deed: Deed; which: number; after: number } | undefined }
  | { kind: "person"; deed: Deed; which: number }
  | { kind: "base moves" }
  | { kind: "state moves"; of: Stack }
  | { kind: "default branch renamed" }
  | { kind: "proof turns"; of: number }
  | { kind: "time passes"; minutes: number };

const deed = fc.constantFrom(...(Object.keys(PEOPLE) as Deed[]));
const fault: fc.Arbitrary<Fault> = fc.record({ at: fc.integer({ min: 1, max: 40 }), kind: fc.constantFrom(...FAULTS) });
const faults: fc.Arbitrary<Fault[]> = fc.oneof({ weight: 2, arbitrary: fc.constant<Fault[]>([]) }, { weight: 1, arbitrary: fc.array(fault, { maxLength: 2 }) });
const aRun = fc.record({ faults, skipped: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.constantFrom(...STACKS)) });

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("drift" as const), of: fc.nat(RESOURCES.length - 1), value: fc.constantFrom("A" as const, "B" as const, undefined) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant("run" as const),
      runs: fc.oneof({ weight: 2, arbitrary: fc.tuple(aRun) }, fc.tuple(aRun, aRun)),
      order: fc.array(fc.nat(2), { minLength: 1, maxLength: 25 }),
      meanwhile: fc.option(fc.record({ deed, which: fc.nat(3), after: fc.nat(30) }), { nil: undefined, freq: 3 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("person" as const), deed, which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "base moves" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("state moves" as const), of: fc.constantFrom(...STACKS) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "default branch renamed" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("proof turns" as const), of: fc.nat(RESOURCES.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("time passes" as const), minutes: fc.constantFrom(10, 90, 60 * 24 * 8) }) },
);

const UNDISTURBED: Event = { kind: "run", runs: [{ faults: [], skipped: undefined }], order: [0], meanwhile: undefined };

const kindOfWorld = fc.record({ openPullRequests: fc.constantFrom(1, 10), perHour: fc.constantFrom(1, 10), closesWithBranch: fc.boolean(), commitsByForge: fc.boolean() });

describe("whatever happens in whatever order", () => {
  test("there is never a second pull request, never a lost one, and no person's work is touched", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(kindOfWorld, fc.noBias(fc.array(event, { minLength: 4, maxLength: 18, size: "max" })), async ({ openPullRequests, perHour, closesWithBranch, commitsByForge }, events) => {
        const world = new PaperWorld({ settings: { openPullRequests, perHour }, closesWithBranch, commitsByForge });
        for (const { name } of RESOURCES) world.drift.set(name, "A");
        const judge = new Judge(world);
        for (const one of [UNDISTURBED, ...events]) await judge.during(one, () => happen(one, world));
        await judge.rest();
      }),
      { numRuns: SEQUENCES, seed: Number(process.env["LIFECYCLE_SEED"] ?? 20260301), ...(process.env["LIFECYCLE_PATH"] && { path: process.env["LIFECYCLE_PATH"] }) },
    );
  });
});

async function happen(one: Event, world: PaperWorld): Promise<void> {
  const { forge } = world;
  switch (one.kind) {
    case "drift":
      if (one.value) world.drift.set(RESOURCES[one.of]!.name, one.value);
      else world.drift.delete(RESOURCES[one.of]!.name);
      return;
    case "person":
      PEOPLE[one.deed](forge, one.which);
      return;
    case "base moves":
      forge.base = `base-${Number(forge.base.slice(5)) + 1}`;
      return;
    case "state moves":
      world.states.set(one.of, world.states.get(one.of)! + 1);
      return;
    case "default branch renamed":
      forge.defaultBranch = forge.defaultBranch === "main" ? "trunk" : "main";
      return;
    case "proof turns": {
      const { name } = RESOURCES[one.of]!;
      if (!world.unprovable.delete(name)) world.unprovable.add(name);
      return;
    }
    case "time passes":
      forge.now += one.minutes * 60_000;
      return;
    case "run": {
      const stage = new Stage();
      const actors = one.runs.map(({ faults, skipped }) => orKnown(world.run(stage.gate(faults), { skipped }), error => error instanceof Killed));
      const { meanwhile } = one;
      const person = meanwhile ? [stage.afterTurns(meanwhile.after, () => PEOPLE[meanwhile.deed](forge, meanwhile.which))] : [];
      await stage.play([...actors, ...person], one.order);
    }
  }
}

/** Looks on, and says when a promise is broken. */
class Judge {
  private readonly world: PaperWorld;
  /** Fingerprint that a person closed the pull request of a key with. */
  private readonly declined = new Map<string, string>();
  /** A person may have made a double, which is ours to close in the next run. */
  private isReopened = false;

  constructor(world: PaperWorld) {
    this.world = world;
  }

  async during(one: Event, happens: () => Promise<void>): Promise<void> {
    const { forge } = this.world;
    const before = snapshot(forge);
    await happens();
    this.noteDeclined(one, before);
    expect(forge.lost, "a person's commit was overwritten").toEqual([]);
    if (deedOf(one) === "reopen") this.isReopened = true;
    else if (isUndisturbed(one)) this.isReopened = false;
    if (!this.isReopened) this.isOneEach();
    if (one.kind === "run") this.afterRun(one, before);
  }

  private isOneEach(): void {
    const heads = this.world.forge.pulls.filter(({ state, base }) => state === "open" && base !== "release").map(({ head }) => head);
    expect(new Set(heads).size, "two open pull requests about the same").toBe(heads.length);
  }

  private noteDeclined(one: Event, before: Snapshot): void {
    const deed = deedOf(one);
    // A person who ticks anything may have asked for it again.
    if (deed === "tick a box" || deed === "reopen") this.declined.clear();
    if (one.kind !== "person") return;
    for (const pull of this.world.forge.pulls) {
      const mark = readMark(pull.body);
      if (mark && pull.state === "closed" && pull.closedBy === "person" && before.get(pull.number)?.state === "open") this.declined.set(mark.key, mark.fingerprint);
    }
  }

  private afterRun(one: Event & { kind: "run" }, before: Snapshot): void {
    const { forge } = this.world;
    const skippedByAll = STACKS.filter(stack => one.runs.every(({ skipped }) => skipped === stack));
    for (const pull of forge.pulls) {
      const mark = readMark(pull.body);
      const was = before.get(pull.number);
      if (was?.state === "open" && pull.state === "closed" && pull.closedBy === "us" && mark?.v === 2) expect(skippedByAll, "closed for a stack that was not evaluated").not.toContain(mark.stack);
      if (!was && mark && !one.meanwhile) {
        expect(this.declined.get(mark.key), "opened again though it was declined").not.toBe(mark.fingerprint);
        this.declined.delete(mark.key);
      }
    }
  }

  /** Runs that nothing disturbs bring everything to rest, and to where it belongs. */
  async rest(): Promise<void> {
    const { world } = this;
    await world.quietRun();
    await world.quietRun();
    world.forge.writes = [];
    const settlement = await world.quietRun();
    expect(world.forge.writes, "a third quiet run writes").toEqual([]);
    expect(settlement.failures).toEqual([]);
    for (const resource of RESOURCES) if (world.drift.has(resource.name)) this.isTold(resource, settlement);
    this.isOneEach();
    this.nothingIsLeftOpen();
  }

  /** Each drift is in a pull request that says what is so, or on the dashboard with a reason. */
  private isTold(resource: (typeof RESOURCES)[number], settlement: Settlement): void {
    const { forge, drift } = this.world;
    const dashboard = forge.issues.find(({ body, state }) => state === "open" && body.includes(`"stack":"${resource.stack}"`));
    expect(dashboard?.body, `${resource.name} is on no dashboard`).toContain(resource.name);
    const [, settled] = [...settlement.settled].find(([{ title }]) => title.endsWith(resource.name)) ?? [];
    expect(settled !== undefined || resource.asks, `${resource.name} has no outcome`).toBe(true);
    if (settled?.outcome === "declined") expect(forge.pulls[settled.pullRequest!.number - 1]!.closedBy, "declined by nobody").toBe("person");
    if (settled?.outcome !== "unchanged") return;
    const pull = forge.pulls[settled.pullRequest!.number - 1]!;
    const mark = readMark(pull.body);
    expect(mark).toMatchObject({ v: 2, fingerprint: this.world.fingerprintOf(resource), head: forge.branches.get(pull.head)?.id, base: forge.base });
    expect(forge.branches.get(pull.head)).toMatchObject({ base: forge.base, files: new Map([[`${resource.name}.ts`, `${drift.get(resource.name)} on ${forge.base}`]]) });
    expect(pull.body).toContain(`| tags.Owner | ${drift.get(resource.name)} |`);
  }

  private nothingIsLeftOpen(): void {
    const { forge, drift } = this.world;
    for (const pull of forge.pulls) {
      const mark = readMark(pull.body);
      if (pull.state !== "open" || mark?.v !== 2 || mark.closed !== undefined || !pull.head.startsWith(BRANCHES) || forge.branches.get(pull.head)?.by === "person") continue;
      const isWanted = RESOURCES.some(resource => drift.has(resource.name) && (["adopt", "restore"] as const).some(direction => this.world.keyOf(resource, direction) === mark.key));
      expect(isWanted, `#${pull.number} is open, and its drift is gone`).toBe(true);
    }
  }
}

function deedOf(one: Event): Deed | undefined {
  return one.kind === "person" ? one.deed : one.kind === "run" ? one.meanwhile?.deed : undefined;
}

function isUndisturbed(one: Event): boolean {
  return one.kind === "run" && one.meanwhile === undefined && one.runs.every(({ faults, skipped }) => faults.length === 0 && skipped === undefined);
}

type Snapshot = ReadonlyMap<number, { state: string }>;

function snapshot(forge: PaperForge): Snapshot {
  return new Map(forge.pulls.map(({ number, state }) => [number, { state }]));
}
