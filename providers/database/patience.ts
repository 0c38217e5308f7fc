import { setTimeout as sleep } from "node:timers/promises";

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Does something until it works, or throws what the rest of the time could not change. Pauses grow and differ, so that many who wait for one server do not come back together.
 * @param patienceMs how long after the first failure it may be tried again
 */
export async function withPatience<T>(patienceMs: number, act: () => Promise<T>, isWorthAnother: (error: unknown) => boolean): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await act();
    } catch (error) {
      const wait = pause * (0.5 + Math.random() / 2);
      if (!isWorthAnother(error) || performance.now() + wait > end) throw error;
      await sleep(wait);
    }
  }
}
