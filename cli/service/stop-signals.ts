import type { Terminal } from "../command.ts";

export interface StopSignals {
  /** Aborts at the first SIGTERM or SIGINT. A second one ends the process at once. */
  signal: AbortSignal;
  /** What SIGHUP does. */
  onReload(handle: () => void): void;
  /** Lets every signal end the process again. */
  release(): void;
}

/** What the signals of a service mean. */
export function stopSignals({ onSignal }: Pick<Terminal, "onSignal">): StopSignals {
  const stop = new AbortController();
  const releases: (() => void)[] = [];
  const release = (): void => {
    for (const each of releases.splice(0)) each();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const handle = (): void => {
      stop.abort();
      release();
    };
    const taken = onSignal?.(signal, handle);
    if (taken) releases.push(taken);
  }
  return {
    signal: stop.signal,
    onReload(handle) {
      const taken = onSignal?.("SIGHUP", handle);
      if (taken) releases.push(taken);
    },
    release,
  };
}
