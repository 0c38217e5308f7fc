import { nextSlot } from "../../drift/schedule/slots.ts";
import { startOf } from "../../drift/schedule/spread.ts";
import { windowClose } from "../../drift/schedule/window.ts";
import { discoverStacks } from "../../estate/discover-stacks.ts";
import { selectStacks, type SelectedStack } from "../../estate/select-stacks.ts";
import type { Config } from "../../model/config.ts";
import { GuidedError } from "../../model/guided-error.ts";
import { stackName } from "../../model/stack.ts";
import { httpService } from "../../service/http-service.ts";
import { serviceMetrics, type ServiceMetrics } from "../../service/metrics.ts";
import type { HealthCheck, ServicePorts, StackPlan } from "../../service/ports.ts";
import { describeError } from "../failure.ts";
import { planScan } from "./plan-scan.ts";
import type { Companion, RunningService } from "./run-service.ts";
import type { ServiceEvent } from "./service-event.ts";

/** Milliseconds for which the list of stacks is good: the dashboard looks every minute. */
const ESTATE_KEPT_MS = 60_000;
/** Milliseconds that a part may take to say that it is well. */
const HEALTH_MS = 3_000;
/** A schedule whose slots never fall into its window has no next scan; so many are tried. */
const SLOTS_TRIED = 200;

/**
 * Answers HTTP beside the worker: health, metrics, the API and the dashboard.
 * @param listen `host:port`
 * @throws {GuidedError} CONFIG_INVALID where others than this machine could ask without a token, USAGE where nobody may listen there
 */
export async function httpCompanion(running: RunningService, listen: string): Promise<Companion> {
  const { context: { terminal, wire }, live, observe } = running;
  const { config, secret } = live.current();
  const token = config.service.token === undefined ? undefined : secret(config.service.token);
  requireToken(listen, token);
  const { store } = live.current();
  const metrics = serviceMetrics({ store, version: wire.version, now: () => terminal.now() });
  const handler = httpService({
    ...{ store, metrics, version: wire.version },
    ...(token === undefined ? {} : { token }),
    hosts: hostsOf(listen, config.service.url),
    estate: estateOf(running),
    requestScan: glob => requestScan(glob, running),
    health: () => healthOf(running),
    onTrouble: error => observe({ type: "trouble", doing: "answering a request", message: describeError(error) }),
    now: () => terminal.now(),
  });
  const server = await wire.listen(handler, listen);
  observe({ type: "listening", url: server.url });
  return { observe: event => count(metrics, event), close: () => server.close() };
}

function requireToken(listen: string, token: string | undefined): void {
  if (token !== undefined && token.length < 16) throw new GuidedError("CONFIG_INVALID", `The service's token has ${token.length} characters.`, "Make one of at least 16, as with `openssl rand -hex 32`.");
  if (token !== undefined || isThisMachine(hostOf(listen))) return;
  throw new GuidedError("CONFIG_INVALID", `The service would answer everybody who reaches ${listen}.`, "Set `service.token` in trueup.yaml to where a token is (`openssl rand -hex 32` makes one), or listen at 127.0.0.1.");
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function hostOf(listen: string): string {
  return listen.slice(0, listen.lastIndexOf(":")).toLowerCase();
}

/** Names under which it may be asked. One that listens everywhere is asked by whoever shows the token, under the names that are known. */
function hostsOf(listen: string, url: string | undefined): string[] {
  return [hostOf(listen), "127.0.0.1", "localhost", "[::1]", ...(url === undefined ? [] : [new URL(url).hostname])];
}

/** The stacks that are looked after, with their next scans; listed anew now and then. */
function estateOf({ live, context: { terminal } }: RunningService): ServicePorts["estate"] {
  let kept: { at: number; stacks: Promise<SelectedStack[]>; config: Config } | undefined;
  return async () => {
    const { config, backends } = live.current();
    if (!kept || kept.config !== config || performance.now() - kept.at > ESTATE_KEPT_MS) {
      kept = { at: performance.now(), config, stacks: discoverStacks(backends).then(({ stacks }) => selectStacks(config, stacks).stacks) };
    }
    return (await kept.stacks).map(stack => planOf(stack, terminal.now()));
  };
}

function planOf({ ref, owner, schedule }: SelectedStack, now: Date): StackPlan {
  const next = schedule && !schedule.paused ? nextScan(stackName(ref), schedule, now) : undefined;
  return { stack: stackName(ref), backend: ref.backend, ...(owner === undefined ? {} : { owner }), ...(next ? { nextScan: next.toISOString() } : {}), ...(schedule?.paused ? { paused: true } : {}) };
}

function nextScan(stack: string, schedule: NonNullable<SelectedStack["schedule"]>, now: Date): Date | undefined {
  let slot = nextSlot(schedule, now);
  for (let tried = 0; slot && tried < SLOTS_TRIED; tried++) {
    if (windowClose(schedule, slot) !== "closed") return startOf(stack, slot, schedule);
    slot = nextSlot(schedule, slot);
  }
  return undefined;
}

/** A scan that a person asks for: the stacks wait for a worker like those of a schedule. */
async function requestScan(glob: string, { live, shared, context: { terminal, wire }, observe }: RunningService): Promise<string> {
  const { config, backends, store, engine } = live.current();
  const discovery = await discoverStacks(backends);
  const { stacks } = selectStacks(config, discovery.stacks, { stackGlob: glob });
  if (stacks.length === 0) throw new GuidedError("USAGE", `No stack that is looked after matches ${JSON.stringify(glob)}.`, "GET /api/stacks lists those that are.");
  const id = wire.newScanId(terminal.now());
  await planScan({ id, stacks, besides: [], timesOf: () => ({}), trueup: wire.version, engine: await engine.version(), now: terminal.now() }, { store, queue: shared.queue });
  observe({ type: "scan-planned", scan: id, stacks: stacks.length, deadBackends: discovery.failures.map(({ backend }) => backend) });
  return id;
}

async function healthOf({ shared, live, stopped }: RunningService): Promise<HealthCheck[]> {
  const ending: HealthCheck[] = stopped.aborted ? [{ name: "service", isWell: false, detail: "it is being stopped" }] : [];
  return [...ending, await check("database", shared.ping()), await check("engine", live.current().engine.version())];
}

async function check(name: string, asked: Promise<unknown>): Promise<HealthCheck> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, HEALTH_MS, new Error("it does not answer")).unref());
  try {
    await Promise.race([asked, late]);
    return { name, isWell: true };
  } catch (error) {
    // Everybody may read this: the code says enough, and quotes nothing.
    return { name, isWell: false, detail: error instanceof GuidedError ? error.code : "it does not answer" };
  }
}

function count(metrics: ServiceMetrics, event: ServiceEvent): void {
  if (event.type === "stack-finished") metrics.stackScanned(event.verdict, event.durationMs / 1000);
  else if (event.type === "scan-finished") metrics.scanFinished(event.outcome);
  else if (event.type === "queue-depth") metrics.queue(event.waiting, event.running);
  else if (event.type === "lease-lost") metrics.leaseLost();
}
