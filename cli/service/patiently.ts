import { setTimeout as sleep } from "node:timers/promises";
import { GuidedError } from "../../model/guided-error.ts";
import type { Store } from "../../model/ports/store.ts";
import { describeError } from "../failure.ts";
import type { ServiceObserver } from "./service-event.ts";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** Does something again and again while the database is away, until it works or we are told to end; then the last error is thrown. */
export type Patiently = <T>(doing: string, work: () => Promise<T>) => Promise<T>;

/** @param ended aborts when nothing is waited for any more */
export function patience(ended: AbortSignal, observe: ServiceObserver): Patiently {
  return async (doing, work) => {
    const began = performance.now();
    for (let pause = FIRST_PAUSE_MS, failures = 0; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS), failures++) {
      try {
        const result = await work();
        if (failures > 0) observe({ type: "database-back", awayMs: Math.round(performance.now() - began) });
        return result;
      } catch (error) {
        if (!isAway(error) || ended.aborted) throw error;
        if (failures === 0) observe({ type: "database-away", doing, message: describeError(error) });
        await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal: ended }).catch(() => undefined);
      }
    }
  };
}

/** The database is not there, or not now; it may come back. */
export function isAway(error: unknown): boolean {
  return error instanceof GuidedError && (error.code === "DATABASE_UNREACHABLE" || error.code === "STORE_BUSY");
}

/** A store that waits for its database, so that a stack that was read is never lost for a database that is away: each method of a store may be called again. */
export function patientStore(store: Store, patiently: Patiently): Store {
  const methods = Object.entries(store) as [string, (...args: unknown[]) => Promise<unknown>][];
  const patient = methods.map(([name, method]) => [name, name === "close" ? method : (...args: unknown[]) => patiently(`${name} of the store`, () => method(...args))]);
  return Object.fromEntries(patient) as Store;
}
