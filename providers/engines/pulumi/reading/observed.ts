import type { CallerEvidence, GuidedError, Observation, StackObservation, StackState } from "../../../../model/index.ts";
import { reasonOf } from "../reason-of.ts";
import type { Session } from "./session.ts";

export interface Ending {
  /** Why the read of the stack ended early. */
  failure?: GuidedError;
  callers: CallerEvidence[];
}

/** Everything that one read of a stack gave. @param started of the read, on the clock of `performance.now()` */
export function observed({ ref }: StackState, session: Session, { failure, callers }: Ending, started: number): StackObservation {
  const seen = [...session.observations.values()];
  return {
    stack: ref,
    observations: failure ? seen.filter(isJudged) : seen,
    callers,
    ...(failure ? { failure: { reason: reasonOf(failure), code: failure.code, message: failure.message, hint: failure.hint } } : {}),
    durationMs: Math.round(performance.now() - started),
  };
}

/** Where the end came between a resource's Read and its Diff, what was read has no judge: it counts as not read. */
function isJudged({ outcome, external, diff }: Observation): boolean {
  return outcome.kind !== "read" || external || diff !== undefined;
}
