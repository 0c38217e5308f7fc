import type { PullRequest } from "../../model/ports/forge.ts";
import type { Candidate, Proposal } from "../proposals/proposal.ts";
import { readMark, type KnownMark } from "../pull-request/mark.ts";
import type { Scene } from "./scene.ts";
import type { Work } from "./settlement.ts";

/** A pull request of another stack of the same program that ends the drift of a candidate, too. */
export interface Ending {
  branch: string;
  /** Absent: a dry run would open it. */
  pull?: PullRequest;
}

/** What was proposed in this run, or is open already, and ends this very drift of another stack. */
export function endedBy(candidate: Candidate, { seen, published, foreseen, closed }: Scene): Ending | undefined {
  const rewritten = new Set(published.map(({ number }) => number));
  const standing = [...published.map(pull => ({ pull, mark: readMark(pull.body) })), ...seen.open.filter(({ number }) => !rewritten.has(number)).map(pull => ({ pull, mark: seen.marks.get(pull.number) }))];
  for (const { pull, mark } of standing) {
    const isOpen = pull.state === "open" && !closed.some(({ number }) => number === pull.number);
    if (isOpen && mark?.v === 2 && !mark.refused && mark.base === candidate.base && isFor(candidate, mark, mark.alike)) return { branch: pull.head, pull };
  }
  const planned = foreseen.find(one => one.candidate.base === candidate.base && isFor(candidate, one.candidate, one.proposal.alike));
  return planned && { branch: planned.candidate.branch };
}

/** A pull request that a person has declined, and that was to end this very drift of another stack, too. */
export function declinedFor(candidate: Candidate, { declined }: Scene): PullRequest | undefined {
  return declined.find(({ mark }) => mark.v === 2 && isFor(candidate, mark, mark.alike))?.pull;
}

function isFor({ key, fingerprint }: Candidate, about: Pick<Candidate, "fingerprint">, alike: Proposal["alike"] = []): boolean {
  return about.fingerprint === fingerprint && alike.some(one => one.key === key);
}

/** Whether a stack that a pull request was to serve too asks for something else by now, or for nothing. One that was not read in this run is taken to ask for it still. */
export function isAlikeNoMore(mark: KnownMark | undefined, { candidates, evaluated }: Pick<Work, "candidates" | "evaluated">): boolean {
  const alike = mark?.v === 2 ? (mark.alike ?? []) : [];
  return alike.some(({ stack, key }) => evaluated.has(stack) && !candidates.some(candidate => candidate.key === key && candidate.fingerprint === mark!.fingerprint));
}
