import { expect, test } from "vitest";
import { endScan } from "../../../cli/service/end-scan.ts";
import type { ServiceEvent } from "../../../cli/service/service-event.ts";
import type { Workspace } from "../../../cli/workspace.ts";
import type { EstateSnapshot, NewJob, ScanEnd, StackRef, StackReport } from "../../../model/index.ts";

const NOW = new Date("2026-11-21T03:00:00Z");
const SLOT = "0 2 * * * UTC@2026-11-21T02:00:00.000Z";
const ref = (project: string, stack = "prod"): StackRef => ({ backend: "main", project, stack });
const report = (project: string): StackReport => ({ stack: `${project}/prod`, backend: "main", verdict: "in-sync", coverage: { evaluated: 1, total: 1 }, resources: [] });
const rule = (include: string, schedule?: object) => ({ include: [include], exclude: [], identities: [], onDrift: "report", directions: [], priority: 0, ...(schedule ? { schedule: { cron: "0 2 * * *", timeZone: "UTC", jitterMinutes: 0, paused: false, ...schedule } } : {}) });

/** The end of a scan of net/prod and of a stack that no rule takes any more, in a backend that holds others too. */
async function end({ untold = [] as StackRef[], saveSnapshot = async () => "" as string, verdicts = {} as Record<string, StackReport["verdict"]>, afterScan = true } = {}) {
  const [added, ends, snapshots, events] = [[] as NewJob[], [] as ScanEnd[], [] as EstateSnapshot[], [] as ServiceEvent[]];
  const store = {
    untold: async () => untold,
    told: async () => [report("net")],
    finishScan: async (_: string, ending: ScanEnd) => (ends.push(ending), { schema: "trueup/scan/v1", scan: { id: "s", startedAt: "2026-11-21T02:00:00Z", finishedAt: "", trueup: "" }, coverage: { evaluated: 1, total: 1 }, stacks: [report("net"), ...Object.entries(verdicts).map(([project, verdict]) => ({ ...report(project), verdict }))] }),
    facts: async () => ["net", "data", "removed"].map(project => ({ stack: `${project}/prod`, backend: "main", takenAt: "2026-11-21T02:30:00Z", blocks: [], names: [], resources: [] })),
    saveSnapshot: async (snapshot: EstateSnapshot) => (snapshots.push(snapshot), saveSnapshot()),
  };
  const config = { stacks: [rule("net/*", { window: "01:00-04:00" }), rule("data/*", { cron: "0 5 * * *" }), rule("free/*"), ...Object.keys(verdicts).map(project => ({ ...rule(`${project}/*`), onDrift: "adopt", source: { forge: "main", repository: "acme/infra", path: "{project}" } }))], exemptions: [], notify: [], limits: { coverage: 0 }, reconcile: { afterScan }, service: {} };
  const backends = [{ name: "main", list: async () => [ref("net"), ref("data"), ref("free"), ref("nobody's"), ...Object.keys(verdicts).map(project => ref(project))] }];
  const workspace = { config, backends, store } as unknown as Workspace;
  const result = await endScan({ work: { kind: "finish", scan: "s", slot: SLOT, besides: [] }, workspace, queue: { add: async jobs => void added.push(...jobs) }, wire: { notifiers: [] }, observe: event => void events.push(event), now: () => NOW });
  return { result, added, ends, snapshots, events };
}

test("while stacks have no report they are queued, those that no rule takes any more too, and it is looked at again", async () => {
  const { result, added, ends } = await end({ untold: [ref("net"), ref("removed")] });
  expect(result).toEqual({ again: new Date("2026-11-21T03:00:10Z") });
  expect(ends).toEqual([]);
  expect(added.map(({ work }) => work)).toEqual([
    { kind: "stack", scan: "s", slot: SLOT, ref: ref("net"), closes: "2026-11-21T04:00:00.000Z" },
    { kind: "stack", scan: "s", slot: SLOT, ref: ref("removed") },
  ]);
});

test("the fleet of a scheduled scan is its own stacks and those that nobody's schedule takes", async () => {
  const { result, ends } = await end();
  expect(result).toBe("done");
  expect(ends[0]!.fleet).toEqual({ evaluated: 1, total: 3, required: 0 });
});

test("the snapshot keeps what other stacks use, drops those that are gone, and names those that were never read", async () => {
  const { snapshots } = await end();
  expect(snapshots[0]).toMatchObject({ stacks: ["data/prod", "net/prod"], missing: [{ stack: "free/prod", reason: "its state was never read" }] });
});

test("a snapshot that cannot be written is told, and the scan ends all the same", async () => {
  const { result, events } = await end({ saveSnapshot: async () => Promise.reject(new Error("the disk is full")) });
  expect(result).toBe("done");
  expect(events.map(({ type }) => type)).toEqual(["trouble", "scan-finished"]);
});

test("drift that the configuration wants ended is ended next; of what could not be told nothing is concluded", async () => {
  const verdicts = { a: "drifted", b: "in-sync", c: "unknown", d: "partial", e: "ignored", f: "skipped", g: "pending-deploy" } as const;
  const { added } = await end({ verdicts });
  const stacks = [["a", false], ["b", true], ["d", false], ["e", true]].map(([project, isInSync]) => ({ ref: ref(project as string), isInSync }));
  expect(added.map(({ work }) => work)).toEqual([{ kind: "reconcile", scan: "s", slot: SLOT, stacks }]);
  expect((await end()).added).toEqual([]);
  expect((await end({ verdicts, afterScan: false })).added).toEqual([]);
});
