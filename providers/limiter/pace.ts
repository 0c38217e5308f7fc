/** How fast one API of one account may be called: additive increase, multiplicative decrease. Times in milliseconds of one clock. */
export interface Pace {
  /** Calls a second that the configuration allows; absent where it says nothing. */
  readonly most: number | undefined;
  /** Calls a second now; absent where nothing holds them back. */
  rate: number | undefined;
  /** When the next call may be made. */
  free: number;
  /** When the rate was last halved. */
  halvedAt: number;
  /** Calls answered since `countedFrom`: what the API took before it refused. */
  answers: number;
  countedFrom: number;
}

/** Slower than this no API asks us to be. */
const SLOWEST = 1;
/** Refusals of calls that were under way together are one refusal. */
const ONE_REFUSAL = 1000;
/** So long without a refusal, and what it taught is forgotten. */
const FORGET = 60_000;
/** Calls a second that every API is taken to allow, where too few were made to know. */
const LIKELY = 20;
/** Calls a second that are added for each second of answers. */
const GROWTH = 2;
/** Calls that may be made at once after a pause, in seconds' worth. */
const BURST = 1;

export function freshPace(most: number | undefined): Pace {
  return { most, rate: most, free: 0, halvedAt: -Infinity, answers: 0, countedFrom: -Infinity };
}

/** Takes the next turn; says in how many milliseconds it is. */
export function nextTurn(pace: Pace, now: number): number {
  if (pace.rate === undefined) return 0;
  // What was not used for a while may be made up for, up to the burst.
  const earliest = Math.max(pace.free, now - BURST * 1000);
  pace.free = earliest + 1000 / pace.rate;
  return Math.max(0, earliest - now);
}

/** The first refusal halves what the API took in the last second; each later one halves the rate again. */
export function throttledPace(pace: Pace, now: number): void {
  if (now - pace.halvedAt < ONE_REFUSAL) return;
  pace.halvedAt = now;
  pace.rate = Math.max(SLOWEST, (pace.rate ?? recentRate(pace, now)) / 2);
  pace.free = Math.max(pace.free, now + 1000 / pace.rate);
}

/** Two calls a second more for each second of answers, up to what the configuration allows. */
export function answeredPace(pace: Pace, now: number): void {
  if (now - pace.countedFrom > 1000) Object.assign(pace, { answers: 0, countedFrom: now });
  pace.answers += 1;
  if (pace.rate === undefined || pace.rate === pace.most) return;
  if (now - pace.halvedAt > FORGET) {
    pace.rate = pace.most;
    return;
  }
  pace.rate = Math.min(pace.most ?? Infinity, pace.rate + GROWTH / pace.rate);
}

function recentRate({ answers, countedFrom }: Pace, now: number): number {
  return now - countedFrom > 1000 ? LIKELY : Math.max(LIKELY, answers);
}
