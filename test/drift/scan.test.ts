import { expect, test } from "vitest";
import { scanStack, type ScanPorts } from "../../drift/scan.ts";
import { GuidedError, type Backend, type Observation, type PendingDeploy, type StackState, type UpdateInProgress } from "../../model/index.ts";
import { observation, stackObservation, stateOf } from "./build.ts";

const REF = { project: "network", stack: "prod", backend: "main" };
const LIMITS = { parallel: 1, goneShare: 0.5, readMs: 1000, stackMs: 1000 };
const inSync = observation({ name: "a", diff: { changes: "none" } });
const drifted = observation({ name: "a", state: { size: 1 }, cloud: { size: 2 }, diff: { changes: "some", paths: ["size"] } });

interface Scene {
  seen?: Observation;
  /** What the backend says of updates, call by call; the last for all further ones. */
  updates?: (UpdateInProgress | undefined)[];
  /** Revisions of the state, call by call; none left: the stack is gone. */
  revisions?: string[];
  ports?: Partial<ScanPorts>;
}

async function scan({ seen = inSync, updates = [undefined], revisions = ["1", "1"], ports = {} }: Scene) {
  let reads = 0;
  const said = [...updates];
  const left = [...revisions];
  const backend: Backend = {
    name: "main",
    list: async () => [REF],
    updateInProgress: async () => (said.length > 1 ? said.shift() : said[0]),
    lastUpdate: async () => undefined,
    state: async (): Promise<StackState> => {
      const revision = left.shift();
      if (revision === undefined) throw new GuidedError("STACK_MISSING", "gone", "");
      return { ...stateOf("a"), revision };
    },
  };
  const reader = { read: async () => (reads++, stackObservation([seen])) };
  const report = await scanStack({ ref: REF, identityFor: async () => { throw new Error("not asked"); } }, { backend: () => backend, reader, reasonOf: () => "engine-failed", ...ports }, LIMITS);
  return { report, reads };
}

test("a stack that is being updated is skipped without being read, with who and since when", async () => {
  const { report, reads } = await scan({ updates: [{ by: "ci@build-7", since: "2026-11-21T02:00:00Z" }] });
  expect(report).toMatchObject({ verdict: "skipped", reason: "locked", coverage: { evaluated: 0, total: 1 }, resources: [] });
  expect(report.message).toContain("ci@build-7, since 2026-11-21T02:00:00Z");
  expect(reads).toBe(0);
});

test("an update that begins while the stack is read makes it skipped, also where nothing differed", async () => {
  const { report } = await scan({ updates: [undefined, { by: "ci" }] });
  expect(report).toMatchObject({ verdict: "skipped", reason: "locked", coverage: { evaluated: 0, total: 1 } });
});

test("drift against a state that has moved on since is not told", async () => {
  const { report } = await scan({ seen: drifted, revisions: ["1", "2"] });
  expect(report).toMatchObject({ verdict: "skipped", reason: "moved", resources: [] });
});

test("drift of a stack that was removed meanwhile is not told", async () => {
  expect((await scan({ seen: drifted, revisions: ["1"] })).report).toMatchObject({ verdict: "skipped", reason: "moved" });
});

test("drift against a state that stood still is drift, and what is in sync needs no second look at the state", async () => {
  expect((await scan({ seen: drifted })).report.verdict).toBe("drifted");
  expect((await scan({ seen: inSync, revisions: ["1"] })).report.verdict).toBe("in-sync");
});

const AHEAD: PendingDeploy = { deployed: "aaaa", branch: "main", head: "bbbb", commits: 2 };

test("code ahead of the state is pending, and beside drift it is only told", async () => {
  const ports = { codeAhead: async () => AHEAD };
  expect((await scan({ ports })).report).toMatchObject({ verdict: "pending-deploy", pendingDeploy: AHEAD, resources: [] });
  expect((await scan({ seen: drifted, ports })).report).toMatchObject({ verdict: "drifted", pendingDeploy: AHEAD });
  expect((await scan({ updates: [{}], ports })).report.pendingDeploy).toBeUndefined();
});

test("a baseline is kept when it is asked for, and not of a stack that moved", async () => {
  const kept: unknown[] = [];
  const store = { baseline: async () => undefined, saveBaseline: async (baseline: unknown) => void kept.push(baseline) };
  const ports = { baselines: { store, fingerprint: (value: unknown) => JSON.stringify(value), withinMinutes: 0, isAsked: true } };
  expect((await scan({ seen: drifted, ports })).report.verdict).toBe("in-sync");
  expect(kept).toHaveLength(1);
  await scan({ seen: drifted, ports, updates: [undefined, {}] });
  expect(kept).toHaveLength(1);
});
