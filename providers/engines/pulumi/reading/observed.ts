import type { CallerEvidence, GuidedError, Json, Observation, StackObservation, StackState } from "../../../../model/index.ts";
import { reasonOf } from "../reason-of.ts";
import { maskSecrets } from "../wire-values.ts";
import type { Session } from "./session.ts";

export interface Ending {
  /** Why the read of the stack ended early. */
  failure?: GuidedError;
  callers: CallerEvidence[];
}

/**
 * Everything that one read of a stack gave, every secret in it a fingerprint. It is masked when all is known that is secret:
 * what one resource's read gives away may stand in what was read before it.
 * @param started of the read, on the clock of `performance.now()`
 */
export function observed({ ref }: StackState, session: Session, { failure, callers }: Ending, started: number): StackObservation {
  const seen = [...session.seen.values()];
  const { scrub } = session.scrubber;
  return {
    stack: ref,
    observations: (failure ? seen.filter(isJudged) : seen).map(one => masked(one, session)),
    callers,
    ...(failure ? { failure: { reason: reasonOf(failure), code: failure.code, message: scrub(failure.message), hint: scrub(failure.hint) } } : {}),
    durationMs: Math.round(performance.now() - started),
  };
}

/** Where the end came between a resource's Read and its Diff, what was read has no judge: it counts as not read. */
function isJudged({ outcome, external, diff }: Observation): boolean {
  return outcome.kind !== "read" || external || diff !== undefined;
}

function masked(seen: Observation, { scrubber, fingerprint }: Session): Observation {
  const mask = (value: Json): Json => maskSecrets(value, fingerprint, scrubber.isSecretText);
  const { recorded, found, outcome } = seen;
  return {
    ...seen,
    outcome: outcome.kind === "unanswered" ? { ...outcome, message: scrubber.scrub(outcome.message) } : outcome,
    recorded: { inputs: mask(recorded.inputs), outputs: mask(recorded.outputs) },
    ...(found ? { found: { outputs: mask(found.outputs), ...(found.inputs === undefined ? {} : { inputs: mask(found.inputs) }) } } : {}),
  };
}
