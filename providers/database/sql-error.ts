/** The SQLSTATE or system error code of what a driver threw; empty where it has none. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : "";
}

/** Serialisation failure, deadlock, lock not available: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const AGAIN = new Set(["40001", "40P01", "55P03"]);

/** The server took nothing of it and asks to try again. */
export function isToTryAgain(error: unknown): boolean {
  return AGAIN.has(codeOf(error));
}
