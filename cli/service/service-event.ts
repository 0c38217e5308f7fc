import type { SkipReason } from "../../drift/schedule/due-slot.ts";
import type { StackVerdict, UnknownReason } from "../../model/verdict.ts";

/** What happens in a service, for its log and its metrics. Holds names, counts, verdicts and durations, and never a value of a property. */
export type ServiceEvent =
  | { type: "scan-planned"; scan: string; slot?: string; stacks: number; /** Backends that could not be listed. */ deadBackends: string[] }
  | { type: "slot-skipped"; slot: string; why: SkipReason }
  | { type: "slot-empty"; slot: string }
  | { type: "stack-begun"; scan: string; stack: string; backend: string; /** Workers that had it before and died with it. */ deaths: number }
  | { type: "stack-finished"; scan: string; stack: string; backend: string; verdict: StackVerdict; reason?: UnknownReason; evaluated: number; total: number; /** How long the worker was at it. */ durationMs: number }
  | { type: "scan-finished"; scan: string; slot?: string; outcome: "clean" | "drift" | "violations" | "could-not-tell"; stacks: number; evaluated: number; total: number }
  | { type: "reconciled"; scan: string; /** Stacks whose drift could be told. */ stacks: number; failed: number; opened: number; updated: number; closed: number; refused: number }
  | { type: "queue-depth"; waiting: number; running: number }
  | { type: "lease-lost"; scan: string; stack: string }
  | { type: "work-given-back"; scan: string; stack: string }
  | { type: "config-reloaded"; file: string; /** Keys whose change needs a restart. */ needRestart: string[] }
  | { type: "config-refused"; file: string; message: string }
  | { type: "scans-pruned"; scans: number }
  | { type: "database-away"; doing: string; message: string }
  | { type: "database-back"; awayMs: number }
  | { type: "trouble"; doing: string; message: string }
  | { type: "started"; worker: string; parallel: number; schedules: number }
  | { type: "listening"; url: string }
  | { type: "stopping"; running: number }
  | { type: "stopped" };

export type ServiceObserver = (event: ServiceEvent) => void;

/** One observer that tells several; one that fails keeps nothing from the others. */
export function tellEach(observers: readonly ServiceObserver[]): ServiceObserver {
  return event => {
    for (const observer of observers) {
      try {
        observer(event);
      } catch {
        // What watches the service may not stop it.
      }
    }
  };
}
