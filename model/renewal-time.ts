/** Milliseconds before its end at which a session is renewed; a short one when a tenth of it is left. */
const MARGIN = 120_000;

/**
 * When a session that ends at `expiresAt` is to be renewed, as seen from `now`: early enough that a call which begins before then ends in time.
 * In and out: milliseconds since the epoch.
 */
export function renewalTime(expiresAt: Date, now: number): number {
  const end = expiresAt.getTime();
  return Math.max(end - MARGIN, end - (end - now) / 10);
}
