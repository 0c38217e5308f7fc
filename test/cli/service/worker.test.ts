import { expect, test } from "vitest";
import type { LiveWorkspace } from "../../../cli/service/live-workspace.ts";
import type { ServiceEvent } from "../../../cli/service/service-event.ts";
import { worker, type WorkerOptions } from "../../../cli/service/worker.ts";
import type { Queue, StackRef, StackReport } from "../../../model/index.ts";

const REF: StackRef = { backend: "main", project: "net", stack: "prod" };

/** A worker gets net/prod, which no rule takes any more, of a scan that has no reports of `untold` yet. */
async function carryOut({ untold, deaths }: { untold: StackRef[]; deaths: number }) {
  const [events, kept, hastened] = [[] as ServiceEvent[], [] as StackReport[], [] as string[]];
  let open = untold;
  const store = {
    isTold: async (_scan: string, ref?: StackRef) => !(ref ? open.includes(ref) : open.length > 0),
    saveStack: async (_scan: string, ref: StackRef, report: StackReport) => (kept.push(report), (open = open.filter(each => each !== ref)), report),
  };
  const workspace = { config: { stacks: [], exemptions: [], limits: {}, baseline: {}, policy: {} }, engine: {}, store, backends: [] };
  const live = { use: async (work: (workspace: unknown) => unknown) => work(workspace) } as unknown as LiveWorkspace;
  const queue = { hasten: async (scan: string) => void hastened.push(scan) } as unknown as Queue;
  const context = { terminal: { now: () => new Date(), err: () => undefined, env: {} }, wire: { loadFactsOf: async () => () => undefined } } as unknown as WorkerOptions["context"];
  const work = worker({ context, live, queue, observe: event => void events.push(event), abandoned: new AbortController().signal });
  const end = await work({ work: { kind: "stack", scan: "s", ref: REF }, deaths, claim: { id: "1", attempt: 0, generation: 0, priority: 0 } });
  return { end, kept, hastened, events: events.map(({ type }) => type) };
}

const OTHER: StackRef = { ...REF, backend: "second" };

test("a stack whose worker died after its report was kept is not read again, and the end of the scan does not wait for it", async () => {
  expect(await carryOut({ untold: [], deaths: 1 })).toEqual({ end: "done", kept: [], events: [], hastened: ["s"] });
  expect(await carryOut({ untold: [OTHER], deaths: 1 })).toEqual({ end: "done", kept: [], events: [], hastened: [] });
});

test("a stack whose worker died before that is read again", async () => {
  expect(await carryOut({ untold: [REF], deaths: 1 })).toMatchObject({ end: "done", kept: [{ stack: "net/prod" }], events: ["stack-begun", "stack-finished"], hastened: ["s"] });
  expect(await carryOut({ untold: [REF, OTHER], deaths: 0 })).toMatchObject({ kept: [{ stack: "net/prod" }], hastened: [] });
});
