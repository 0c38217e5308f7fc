import { setTimeout as sleep } from "node:timers/promises";

/** Does something again and again, with a pause after each time, until the signal aborts; one at a time. What it throws is told and stops nothing. */
export async function every(ms: number, work: () => Promise<void>, { until, onError }: { until: AbortSignal; onError(error: unknown): void }): Promise<void> {
  while (!until.aborted) {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    await sleep(ms, undefined, { signal: until }).catch(() => undefined);
  }
}
