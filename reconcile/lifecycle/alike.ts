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
export function endedBy({ key, fingerprint, base }: Candidate, { seen, published, foreseen, closed }: Scene): Ending | undefined {
  const isIt = (about: Pick<Candidate, "fingerprint" | "base">, alike: Proposal["alike"] = []): boolean => about.fingerprint === fingerprint && about.base === base && alike.some(one => one.key === key);
  const now = new Map([...seen.open, ...published].map(pull => [pull.number, pull]));
  for (const pull of now.values()) {
    const mark = readMark(pull.body);
    const isOpen = pull.state === "open" && !closed.some(({ number }) => number === pull.number);
    if (isOpen && mark?.v === 2 && !mark.refused && isIt(mark, mark.alike)) return { branch: pull.head, pull };
  }
  const planned = foreseen.find(({ candidate, proposal }) => isIt(candidate, proposal.alike));
  return planned && { branch: planned.candidate.branch };
}

/** A pull request that a person has declined, and that was to end this very drift of another stack, too. */
export function declinedFor({ key, fingerprint }: Candidate, { declined }: Scene): PullRequest | undefined {
  return declined.find(pull => {
    const mark = readMark(pull.body);
    return mark?.v === 2 && mark.fingerprint === fingerprint && (mark.alike ?? []).some(one => one.key === key);
  });
}

/** Whether a stack that a pull request was to serve too asks for something else by now, or for nothing. One that was not read in this run is taken to ask for it still. */
export function isAlikeNoMore(mark: KnownMark | undefined, { candidates, evaluated }: Pick<Work, "candidates" | "evaluated">): boolean {
  const alike = mark?.v === 2 ? (mark.alike ?? []) : [];
  return alike.some(({ stack, key }) => evaluated.has(stack) && !candidates.some(candidate => candidate.key === key && candidate.fingerprint === mark!.fingerprint));
}
