/** Settles as `promise` does, or rejects with the signal's reason when that comes first: not everything in an SDK listens to a signal. */
export async function inTime<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  let giveUp!: () => void;
  const ended = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
  });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
