import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { scheduleGroups } from "../../drift/schedule/schedules.ts";
import { GuidedError } from "../../model/guided-error.ts";
import type { CommandContext } from "../command.ts";
import { describeError } from "../failure.ts";
import { loadConfig } from "../load-config.ts";
import type { Shared } from "../wire.ts";
import { storePlace } from "../workspace.ts";
import { every } from "./every.ts";
import { liveWorkspace, type LiveWorkspace } from "./live-workspace.ts";
import { isAway, patience, patientStore } from "./patiently.ts";
import { healScans, scheduler } from "./scheduler.ts";
import { serviceLog } from "./service-log.ts";
import { tellEach, type ServiceObserver } from "./service-event.ts";
import { stopSignals } from "./stop-signals.ts";
import { worker } from "./worker.ts";
import { workLoop } from "./work-loop.ts";

/** What runs beside the worker and answers for it. */
export interface RunningService {
  context: Pick<CommandContext, "terminal" | "wire">;
  live: LiveWorkspace;
  shared: Shared;
  /** Aborts when the service is told to stop. */
  stopped: AbortSignal;
  observe: ServiceObserver;
}

/** Something that runs as long as the service does, as what answers HTTP; it may listen to what happens. */
export interface Companion {
  observe: ServiceObserver;
  close(): Promise<void>;
}

export interface ServiceRole {
  /** Begins scans when they are due. */
  hasSchedule: boolean;
  /** Started when everything else is there. */
  companion?(running: RunningService): Promise<Companion>;
}

/** Milliseconds between two looks at schedules, leases and the file of the configuration. */
const TICK_MS = 5_000;
/** Milliseconds that stacks which are being read have to end after a signal: less than what systemd, Docker and Kubernetes wait before they kill, with what comes after. */
const GRACE_MS = 20_000;
const DAY_MS = 24 * 3600_000;

/**
 * Runs until it is told to stop: takes stacks and scans them and, with a schedule, begins scans. Resolves when nothing is left of it.
 * @throws {GuidedError} CONFIG_MISSING, CONFIG_INVALID, STORE_BROKEN, STORE_BUSY, DATABASE_UNREACHABLE
 */
export async function runService(context: Pick<CommandContext, "terminal" | "wire">, options: { config: string }, role: ServiceRole): Promise<void> {
  const { terminal, wire } = context;
  const loaded = loadConfig(context, options);
  const { config } = loaded;
  const name = `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`;
  const observers: ServiceObserver[] = [serviceLog(terminal, name)];
  const observe: ServiceObserver = event => tellEach(observers)(event);
  const trouble = (doing: string) => (error: unknown) => observe({ type: isAway(error) ? "database-away" : "trouble", doing, message: describeError(error) });

  const abandoned = new AbortController();
  const stop = stopSignals(terminal);
  const patiently = patience(abandoned.signal, observe);
  const place = storePlace(context, loaded);
  const store = await wire.openStore(place);
  // Makes the tables, and tells at once where there is no database.
  await store.scans(1);
  const shared = await wire.openShared(place, { worker: name, callsPerSecond: config.limits.callsPerSecond, onTrouble: trouble("keeping the queue") });
  const live = await liveWorkspace({ context, config: options.config, loaded, store: patientStore(store, patiently), limiter: shared.limiter, observe });
  const { queue } = shared;
  observe({ type: "started", worker: name, parallel: config.limits.parallel, schedules: role.hasSchedule ? scheduleGroups(config.stacks.flatMap(({ schedule }) => (schedule ? [schedule] : []))).length : 0 });
  const companion = await role.companion?.({ context, live, shared, stopped: stop.signal, observe });
  if (companion) observers.push(companion.observe);
  stop.onReload(() => void live.reload(true));

  await Promise.all([
    workLoop({ queue, parallel: () => live.current().config.limits.parallel, carryOut: worker({ context, live, queue, observe, abandoned: abandoned.signal }), stop: stop.signal, graceMs: GRACE_MS, patiently, observe }),
    every(TICK_MS, () => lookAfter({ live, queue, observe }), { until: stop.signal, onError: trouble("looking after the queue") }),
    ...(role.hasSchedule ? [keepSchedule({ context, live, queue, observe }, { until: stop.signal, onError: trouble("keeping the schedule") })] : []),
  ]);
  abandoned.abort();
  await companion?.close();
  await live.close();
  await shared.close();
  await store.close();
  stop.release();
  observe({ type: "stopped" });
}

type Parts = Pick<RunningService, "context" | "live" | "observe"> & { queue: Shared["queue"] };
type Cycle = Parameters<typeof every>[2];

/** What every process does now and then, whoever else does it too. */
async function lookAfter({ live, queue, observe }: Omit<Parts, "context">): Promise<void> {
  await live.reload();
  await queue.expire();
  observe({ type: "queue-depth", ...(await queue.depth()) });
}

async function keepSchedule({ context: { terminal, wire }, live, queue, observe }: Parts, cycle: Cycle): Promise<void> {
  const now = (): Date => terminal.now();
  const options = { workspace: live.current, queue, wire, observe, now };
  const schedule = scheduler(options);
  await Promise.all([
    every(TICK_MS, () => schedule.tick(), cycle),
    every(6 * TICK_MS, () => healScans(options), cycle),
    every(DAY_MS, () => prune({ live, observe, now: now() }), cycle),
  ]);
}

async function prune({ live, observe, now }: Pick<Parts, "live" | "observe"> & { now: Date }): Promise<void> {
  const { config, store } = live.current();
  const scans = await store.prune(new Date(now.getTime() - config.service.keepDays * DAY_MS));
  if (scans > 0) observe({ type: "scans-pruned", scans });
}

/** @throws {GuidedError} CONFIG_INVALID where there is no database that a worker could share with others */
export function needsDatabase({ database }: { database?: unknown }): void {
  if (database !== undefined) return;
  const hint = "Name a PostgreSQL under `database`, the same for all workers; or raise `limits.parallel` for `trueup serve`, which works alone with the embedded one.";
  throw new GuidedError("CONFIG_INVALID", "trueup.yaml names no `database`, and the embedded one is not shared with workers.", hint);
}
