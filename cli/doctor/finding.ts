import { type ErrorCode, GuidedError } from "../../model/guided-error.ts";
import { someOf } from "../wording.ts";

/** One line of `trueup doctor`. Only what is `bad` keeps a scan from telling everything. */
export interface Finding {
  state: "good" | "note" | "bad";
  text: string;
  /** What to do about it. */
  next?: string;
  code?: ErrorCode;
}

export function good(text: string): Finding {
  return { state: "good", text };
}

export function note(text: string, next?: string): Finding {
  return { state: "note", text, ...(next === undefined ? {} : { next }) };
}

export function bad(subject: string, error: unknown): Finding {
  const { message, hint, code } = asGuided(error);
  return { state: "bad", text: names(message, subject) ? message : `${subject}: ${message}`, next: hint, code };
}

function names(message: string, subject: string): boolean {
  return message.replaceAll('"', "").toLowerCase().includes(subject.toLowerCase());
}

/** A failure of one of many. */
export interface Failure {
  subject: string;
  error: unknown;
}

/** One finding for all failures that have the same next step: a passphrase that is wrong for 40 stacks is one thing to do. */
export function badTogether(failures: readonly Failure[]): Finding[] {
  const groups = Map.groupBy(failures, ({ error }) => `${asGuided(error).code} ${asGuided(error).hint}`);
  return [...groups.values()].map(group => bad(someOf(group.map(({ subject }) => subject)), group[0]!.error));
}

function asGuided(error: unknown): GuidedError {
  if (error instanceof GuidedError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new GuidedError("ENGINE_FAILED", message, "Run it again with TRUEUP_DEBUG=1.", { cause: error });
}
