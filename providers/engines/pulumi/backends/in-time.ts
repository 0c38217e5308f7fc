import { BucketFailure } from "./bucket.ts";

/**
 * Waits for an answer, but no longer than it may take, whatever the one who is asked does with the signal: a network drive that hangs cannot be interrupted, only left.
 * @throws {BucketFailure} unreachable where it is late
 */
export function inTime<T>(ask: (signal: AbortSignal) => Promise<T>, deadlineMs: number): Promise<T> {
  const late = new BucketFailure("unreachable", `it did not answer within ${Math.round(deadlineMs / 100) / 10} s`);
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(late);
      controller.abort(late);
    }, deadlineMs);
    void ask(controller.signal).then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
