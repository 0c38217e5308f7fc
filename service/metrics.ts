import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Store } from "../model/ports/store.ts";
import { stackKey } from "../model/stack.ts";
import { stackVerdict, type StackVerdict } from "../model/verdict.ts";

/** What the service counts while it runs; everything else is asked of the store when somebody looks. */
export interface ServiceMetrics {
  contentType: string;
  /** Name and help of each, but for those of Node.js itself. */
  descriptions(): Promise<{ name: string; type: string; help: string }[]>;
  /** All of them, in Prometheus' text format. @throws {GuidedError} where the store cannot be asked */
  text(): Promise<string>;
  scanFinished(outcome: string): void;
  /** @param seconds how long the read took */
  stackScanned(verdict: StackVerdict, seconds: number): void;
  /** Jobs that wait for a worker, and those that are being worked on. */
  queue(waiting: number, running: number): void;
  leaseLost(): void;
}

/** Seconds: from a stack in a file to one that takes its whole deadline. */
const BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900];

/** Metrics as Prometheus reads them. Of stacks: their names and owners, never a value of a property. */
export function serviceMetrics({ store, version, now }: { store: Pick<Store, "standings" | "drifts">; version: string; now(): Date }): ServiceMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({ name: "trueup_build_info", help: "Always 1; the version is a label.", labelNames: ["version"], registers }).set({ version }, 1);
  const lookAtStacks = stackMetrics(registry, store, now);
  const scans = new Counter({ name: "trueup_scans_total", help: "Scans that this process finished, by what they came to.", labelNames: ["outcome"], registers });
  const stacks = new Counter({ name: "trueup_stack_scans_total", help: "Stacks that this process scanned, by verdict.", labelNames: ["verdict"], registers });
  const durations = new Histogram({ name: "trueup_stack_scan_duration_seconds", help: "How long the scan of one stack took.", buckets: BUCKETS, registers });
  const jobs = new Gauge({ name: "trueup_queue_jobs", help: "Stacks in the queue: waiting for a worker, or with one.", labelNames: ["state"], registers });
  const lost = new Counter({ name: "trueup_leases_lost_total", help: "Stacks that were taken from this process because it did not answer in time.", registers });
  for (const verdict of stackVerdict.options) stacks.inc({ verdict }, 0);
  return {
    contentType: registry.contentType,
    descriptions: async () => (await registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith("trueup_")).map(({ name, type, help }) => ({ name, type: String(type), help })),
    async text() {
      await lookAtStacks();
      return registry.metrics();
    },
    scanFinished: outcome => scans.inc({ outcome }),
    stackScanned(verdict, seconds) {
      stacks.inc({ verdict });
      durations.observe(seconds);
    },
    queue(waiting, running) {
      jobs.set({ state: "waiting" }, waiting);
      jobs.set({ state: "running" }, running);
    },
    leaseLost: () => lost.inc(),
  };
}

/** What is told of stacks: all of one moment, of one look at the store. */
function stackMetrics(registry: Registry, store: Pick<Store, "standings" | "drifts">, now: () => Date): () => Promise<void> {
  const gauge = (name: string, help: string, more: string[] = []): Gauge => new Gauge({ name, help, labelNames: ["stack", "backend", ...more], registers: [registry] });
  const verdicts = gauge("trueup_stack_verdict", "1 for the last verdict of a stack; the others are not there.", ["verdict"]);
  const evaluated = gauge("trueup_stack_evaluated_ratio", "Share of a stack's resources that its last scan evaluated, 0 to 1.");
  const scanned = gauge("trueup_stack_last_scan_timestamp_seconds", "When a stack got its last verdict.");
  const told = gauge("trueup_stack_last_told_timestamp_seconds", "When a stack was last told completely.");
  const drifted = gauge("trueup_stack_drifted_resources", "Resources of a stack that drifted and still do.");
  const oldest = gauge("trueup_stack_drift_seconds", "How long the oldest drift of a stack has lasted.");
  return async () => {
    const [standings, drifts] = await Promise.all([store.standings(), store.drifts({ open: true })]);
    const openByStack = Map.groupBy(drifts, stackKey);
    for (const each of [verdicts, evaluated, scanned, told, drifted, oldest]) each.reset();
    for (const { stack, backend, verdict, coverage, at, toldAt } of standings) {
      const open = openByStack.get(stackKey({ stack, backend })) ?? [];
      const labels = { stack, backend };
      verdicts.set({ ...labels, verdict }, 1);
      evaluated.set(labels, coverage.total === 0 ? 1 : coverage.evaluated / coverage.total);
      scanned.set(labels, Date.parse(at) / 1000);
      if (toldAt !== undefined) told.set(labels, Date.parse(toldAt) / 1000);
      drifted.set(labels, open.length);
      oldest.set(labels, open.length === 0 ? 0 : (now().getTime() - Math.min(...open.map(({ firstSeen }) => Date.parse(firstSeen)))) / 1000);
    }
  };
}
