import { GuidedError } from "../../../model/index.ts";
import { codeOf } from "../sql-error.ts";

const NO_CONNECTION = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN", "ENOENT"]);
/** Shut down by its administrator, crashed, starting up, too many connections: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const NOT_NOW = new Set(["57P01", "57P02", "57P03", "53300"]);
/** `pg` gives these no code. */
const LOST = /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when trying to connect|timeout expired)/;

/** The server is not there, or not now. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return NO_CONNECTION.has(code) || NOT_NOW.has(code) || code.startsWith("08") || (code === "" && error instanceof Error && LOST.test(error.message));
}

/** The connection is gone, and what was done on it with it. Ended for being idle in a transaction counts too (25P03). */
export function isLost(error: unknown): boolean {
  return isAway(error) || codeOf(error) === "25P03";
}

/** What keeps from working at all, in our words; errors of the SQL itself as they are. @param place the server, without a password */
export function asGuided(error: unknown, place: string): unknown {
  if (error instanceof GuidedError) return error;
  const told = (why: string, hint: string): GuidedError => new GuidedError("DATABASE_UNREACHABLE", `The database ${place} ${why}.`, hint, { cause: error });
  const code = codeOf(error);
  if (code === "28P01" || code === "28000") return told("does not let this user in", "Check the user in `database.url` and the secret in `database.password`.");
  if (code === "3D000") return told("is not there", "Create it (`createdb`), or correct the name at the end of `database.url`.");
  if (code === "42501") return told("does not let this user write", "Let the user of `database.url` own the database, or grant it CREATE on it.");
  if (isLost(error)) return told(`could not be reached (${code || (error as Error).message})`, "Check that PostgreSQL runs and that `database.url` in trueup.yaml names it; `pg_isready` asks it directly.");
  return error;
}
