import { setTimeout as sleep } from "node:timers/promises";
import type { CallLimiter } from "../../model/index.ts";
import { answeredPace, freshPace, nextTurn, throttledPace, type Pace } from "./pace.ts";

export interface LimiterOptions {
  /** Calls a second by provider package, as `limits.callsPerSecond` of trueup.yaml has them. */
  callsPerSecond: Readonly<Record<string, number>>;
  /** Milliseconds; `performance.now`. */
  now?: () => number;
  /** Resolves after so many milliseconds. */
  wait?: (ms: number) => Promise<unknown>;
}

/** Holds calls back over all stacks of this process. A key that nobody limits and that was never throttled costs nothing. */
export function inProcessLimiter({ callsPerSecond, now = () => performance.now(), wait = ms => sleep(ms) }: LimiterOptions): CallLimiter {
  const paces = new Map<string, Pace>();

  function paceOf(key: string): Pace {
    const known = paces.get(key);
    if (known) return known;
    const pace = freshPace(callsPerSecond[key.split(":")[0]!]);
    paces.set(key, pace);
    return pace;
  }

  return {
    async take(key) {
      const ms = nextTurn(paceOf(key), now());
      if (ms > 0) await wait(ms);
    },
    throttled: key => throttledPace(paceOf(key), now()),
    answered: key => answeredPace(paceOf(key), now()),
  };
}
